"""A part of a paper in words: what each of two people wrote there."""

from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from portal.nhsuk import words

from ..states import Detail, ExemptBasis, Framework, KeyDecision, PaperClass, Verb

RICH = {"purpose", "policy_context", "strategic_context", "conclusion"}
CHOICES = {"kind": PaperClass, "detail": Detail, "framework": Framework, "key_decision": KeyDecision}


def in_words(part, said):
    """Safe HTML; nothing when nothing is said. `said` holds the fields of the part."""
    if part == "exemption":
        return _exemption(said)
    value = said[part]
    if part in RICH:
        return mark_safe(value)  # noqa: S308  sanitised when it was typed
    if part == "implications":
        return format_html_join("", "{}", ((mark_safe(text),) for text in value.values()))  # noqa: S308  as above
    if part == "body":
        return format_html_join("", "<h3>{}</h3>{}", ((one["heading"], mark_safe(one["text"])) for one in value))  # noqa: S308  as above
    if part == "recommendations":
        return _listed(f"{Verb(row['verb']).label} {row['text']}" for row in value)
    if part == "background":
        return _listed(", ".join(filter(None, (row["title"], row.get("date"), row.get("where")))) for row in value)
    if part in CHOICES and not value:
        return ""
    if part in CHOICES:
        return format_html("<p>{}</p>", CHOICES[part](value).label)
    if isinstance(value, date):
        return format_html("<p>{}</p>", words.day(value))
    if isinstance(value, bool):
        return format_html("<p>{}</p>", "Yes" if value else "No")
    return format_html("<p>{}</p>", ", ".join(value) if isinstance(value, list) else value) if value else ""


def _exemption(said):
    if not said["is_exempt"]:
        return format_html("<p>Part 1, public</p>")
    dates = (said["exempt_decided_date"], said["exempt_review_date"])
    decided, review = (words.day(date) for date in dates)
    lines = [
        f"Part 2, exempt under {ExemptBasis(said['exempt_basis']).full}",
        said["exempt_reason"],
        f"Decided by {said['exempt_decided_by']} on {decided}, looked at again on {review}",
    ]
    return _listed(lines)


def _listed(lines):
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<ul>{}</ul>", items) if items else ""
