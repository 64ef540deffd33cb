"""What a document says anew of an intention that stands, laid over what stands. Pure.

What the document says takes the place of what was said; what it does not say stays. Places, providers, standards and pictures are
added to those that stand; an amount takes the place of the one for the same purpose and years. What was only concluded from its words
(a kind, a setting, kinds of provider) fills what is empty and overrules nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portal.richtext.clean import to_text

from ..models import Finding
from .matching import folded, is_reference, without_reference
from .pictures import MOST
from .reshaped import reshaped
from .said import rich

Said = dict[str, Any]
SCALARS = ("theme", "timescale", "strength", "lever", "dependencies")
LISTS = ("places", "providers", "outcomes")
CONCLUDED = ("kind", "setting")


def laid_over(finding: Finding, offered: Mapping[str, Any], stands: Mapping[str, Any], reference: str) -> Said:
    """The keys of the content that the document says, as they would be saved. `offered` is what a new intention of it would say."""
    said: Said = {name: offered[name] for name in SCALARS if offered[name] and offered[name] != stands[name]}
    said |= _words(finding, stands, reference)
    for name in LISTS:
        if added := [one for one in offered[name] if one not in stands[name]]:
            said[name] = [*stands[name], *added]
    said |= {name: offered[name] for name in CONCLUDED if offered[name] and not stands[name]}
    said |= _providers(said, offered, stands)
    known = {folded(row["metric"]) for row in stands["standards"]}
    if added := [row for row in offered["standards"] if folded(row["metric"]) not in known]:
        said["standards"] = [*stands["standards"], *added]
    if offered["money"]:
        said["money"] = _money(offered["money"], stands["money"])
    there = {row["file"] for row in stands.get("pictures", [])}
    if added := [row for row in offered.get("pictures", []) if row["file"] not in there]:
        said["pictures"] = [*stands.get("pictures", []), *added][:MOST]
    return said


def _providers(said: Mapping[str, Any], offered: Mapping[str, Any], stands: Mapping[str, Any]) -> Said:
    """One that is named makes an end of "no provider is affected"; a kind that was concluded does not."""
    if "providers" in said and stands["affects_no_provider"]:
        return {"affects_no_provider": False}
    nobody = not any(stands[name] for name in ("providers", "provider_kinds", "affects_no_provider"))
    return {"provider_kinds": offered["provider_kinds"]} if nobody and offered["provider_kinds"] else {}


def _words(finding: Finding, stands: Mapping[str, Any], reference: str) -> Said:
    """Title and description; words that are the same keep their bullets and tables."""
    title = without_reference(finding.title, reference)[:200]
    lines = [line.strip() for line in finding.words.splitlines() if line.strip() and not is_reference(line, reference)]
    if len(lines) > 1:
        titles = (folded(title), folded(stands["title"]))
        lines = [line for line in lines if folded(without_reference(line, reference)) not in titles]
    body = "\n".join(lines)
    said: Said = {}
    if title and title != stands["title"] and not _is_made_of(finding, title):
        said["title"] = title
    if body and folded(body) != folded(title) and folded(body) != folded(to_text(stands["description"])):
        said["description"] = reshaped(stands["description"], lines) or rich(body)
    return said


def _is_made_of(finding: Finding, title: str) -> bool:
    """A title that was made of the first words of a sentence is none; one that the document gives, or somebody typed, is."""
    return (
        not finding.facts.get("titled") and folded(title.rstrip("….")) in folded(finding.words) and folded(title) != folded(finding.words)
    )


def _money(offered: Sequence[Mapping[str, Any]], stands: Sequence[Mapping[str, Any]]) -> list[Said]:
    rows = [dict(row) for row in stands]
    free = list(range(len(rows)))
    for one in offered:
        at = next((place for place in free for test in (_same_sum, _same_purpose) if test(one, rows[place])), None)
        if at is None and len(rows) == len(offered) == 1:
            at = 0
        if at is None:
            rows += [] if any(_same_sum(one, row) and one["year_from"] in (None, row["year_from"]) for row in rows) else [dict(one)]
            continue
        free.remove(at)
        if not _same_sum(one, rows[at]) or one["year_from"] not in (None, rows[at]["year_from"]):
            rows[at] |= {name: value for name, value in one.items() if value not in (None, "")}
    return rows


def _same_sum(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["amount"] is not None and one["amount"] == other["amount"]


def _same_purpose(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("kind", "year_from", "year_to"))
