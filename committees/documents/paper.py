"""A paper as facts: the house headings of its committee in order, numbered as councils number, and nothing fetched later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from intentions.documents.paper.plan import layout_of
from intentions.documents.paper.text import Facts, anchor, bullets, next_number, paragraph, paragraphs
from portal.nhsuk import words

from ..models import AgendaItem, Paper
from ..states import CoverAsk, ExemptBasis, HeadingKind, Numbering, PaperForm, Verb
from . import lateness, quoted, retention
from .corrections import corrected
from .drawn import drawn
from .drawn.plan import about
from .drawn.written import insets
from .logo import house_logo

Fill = Callable[[Paper, dict[str, Any], str], Facts]


def paper_facts(paper: Paper) -> Facts:
    """Everything the paper says, but for its place on an agenda (see `printed`)."""
    is_plan = paper.form == PaperForm.PLAN
    return {
        "line": paper.committee.name,
        "marking": marking_of(paper),
        "exempt": exempt_words(paper),
        "header": _header(paper),
        "says_why_late": bool(lateness.why_late(paper, _judged_on(paper))),
        "logo": house_logo(paper.committee),
        "sections": list(_sections(paper)) if paper.form == PaperForm.REPORT else drawn(paper),
        "layout": layout_of(paper.plan) if is_plan and paper.plan else "",
        "one_page": is_plan,
        **({"insets": insets(paper)} if paper.form == PaperForm.WRITTEN else {}),
    }


def printed(paper: Paper) -> Facts:
    """The frozen facts with what may change after them: the part, its marking, and the item number."""
    if paper.facts is None:
        raise ValueError("What is not cleared is not printed.")
    item = item_of(paper)
    header = [[key, _class(paper) if key == "Class" else value] for key, value in paper.facts["header"]]
    if item and item.lateness and not paper.facts.get("says_why_late"):  # cleared in time, published late
        header += [["Late", lateness.late_line(item)]]
    header += [["Item number", str(item.mark)]] if item else []
    return {**paper.facts, "marking": marking_of(paper), "exempt": exempt_words(paper), "header": header}


def marking_of(paper: Paper) -> str:
    return "Part 2: not for publication" if paper.is_exempt else "Part 1: public"


def _class(paper: Paper) -> str:
    return f"{'Part 2' if paper.is_exempt else 'Part 1'}, {paper.get_kind_display().lower()} item"


def item_of(paper: Paper) -> AgendaItem | None:
    return getattr(paper, "item", None)


def exempt_words(paper: Paper) -> str:
    """W7: what stands at the head of part 2, and on nothing else."""
    return f"Part 2: not for publication. Exempt under {ExemptBasis(paper.exempt_basis).full}." if paper.is_exempt else ""


def _header(paper: Paper) -> list[list[str]]:
    item = item_of(paper)
    rows = [
        ["Committee", paper.committee.name],
        ["Report title", paper.title],
        ["Contributors", paper.contributors or paper.author.name],
        ["Class", _class(paper)],
        *_cover(paper),
        ["Strategic context", paper.strategic_summary],
        ["Made from", _source(paper)],
        ["Replaces", _replaced(paper)],
        ["What changed", paper.what_changed if paper.replaces else ""],
        ["Plan", about(paper.plan) if paper.plan else ""],
        ["Compared with", str(paper.before).capitalize() if paper.before else ""],
        ["Meeting", words.day(item.meeting.date, "weekday") if item else ""],
    ]
    late = [] if _has_a_place_for_lateness(paper) else lateness.why_late(paper, _judged_on(paper))
    return [row for row in [*rows, *map(list, late)] if row[1]]


def _cover(paper: Paper) -> list[list[str]]:
    """What the cover sheet of this committee asks besides."""
    key = f"{paper.get_key_decision_display()}{f', {paper.key_reference}' if paper.key_reference else ''}"
    said = {CoverAsk.WARDS: paper.wards, CoverAsk.KEY_DECISION: key, CoverAsk.FRAMEWORK: paper.get_framework_display()}
    names = {CoverAsk.WARDS: "Wards affected", CoverAsk.KEY_DECISION: "Key decision", CoverAsk.FRAMEWORK: "Budget and policy framework"}
    return [[names[one], said[one]] for one in CoverAsk if one in paper.committee.asks]


def _has_a_place_for_lateness(paper: Paper) -> bool:
    """A report, where the house has a heading for it; anywhere else the reasons stand in the header."""
    return paper.form == PaperForm.REPORT and any(one["kind"] == HeadingKind.LATENESS for one in paper.committee.headings)


def _replaced(paper: Paper) -> str:
    """The paper it was issued again for; what was corrected is marked where it stands."""
    first = paper.replaces
    if first is None:
        return ""
    since = "; decisions were corrected since" if corrected(first) else ""
    return f"{first.title}, published on {words.day(first.published_at)}{since}"


def _source(paper: Paper) -> str:
    if paper.edition is None:
        return ""
    published, item = timezone.localtime(paper.edition.published_at).date(), item_of(paper)
    later = ", after this meeting" if item and published > item.meeting.date else ""
    return f"{paper.edition.round.named}, {paper.edition}, published on {words.day(published)}{later}"


def _sections(paper: Paper) -> Iterator[Facts]:
    """The house headings in order. Only what is numbered takes a number, and what has nothing to say is left out."""
    numbers = count(1)
    for heading in paper.committee.headings:
        kind = HeadingKind(heading["kind"])
        if kind == HeadingKind.HEADER:
            continue
        if kind == HeadingKind.PROGRAMMES:
            yield from _programmes(paper, numbers)
            continue
        number = str(next(numbers)) if heading["numbered"] and _has_words(paper, heading) else ""
        filled = FILLS[kind](paper, heading, number)
        if filled["blocks"] or filled.get("parts"):
            yield _numbered(paper, _section(heading["heading"], number, filled))


def _numbered(paper: Paper, section: Facts) -> Facts:
    """As the house numbers, or without."""
    return section if paper.committee.numbering == Numbering.NUMBERED else _plain(section)


def _plain(thing: Any) -> Any:
    if isinstance(thing, list):
        return [_plain(one) for one in thing]
    if isinstance(thing, dict):
        return {name: "" if name == "number" else _plain(value) for name, value in thing.items()}
    return thing


def _programmes(paper: Paper, numbers: Iterator[int]) -> Iterator[Facts]:
    for chapter in quoted.chosen(paper):
        number = str(next(numbers))
        yield _numbered(paper, _section(chapter["title"], number, quoted.programme_section(chapter, number, paper)))


def _section(heading: str, number: str, filled: Facts) -> Facts:
    written = {"number": number, "heading": heading, "id": anchor(number or slugify(heading)), "quoted": "", "parts": [], **filled}
    return {**written, "parts": [{"quoted": "", "groups": [], **part} for part in written["parts"]]}


def _has_words(paper: Paper, heading: dict[str, Any]) -> bool:
    """Asked before a number is spent on it."""
    filled = FILLS[HeadingKind(heading["kind"])](paper, heading, "0")
    return bool(filled["blocks"] or filled.get("parts"))


# ── What stands under each heading ──────────────────────────────────────────────────────────────────────────────────
def _text(name: str) -> Fill:
    def fill(paper: Paper, heading: dict[str, Any], number: str) -> Facts:
        return {"blocks": paragraphs(getattr(paper, name), number)}

    return fill


def _lateness(paper: Paper, heading: dict[str, Any], number: str) -> Facts:
    """Only when the clock demands it: the reasons, and how many clear days were left."""
    return {"blocks": [{"kind": "said", "name": name, "text": text} for name, text in lateness.why_late(paper, _judged_on(paper))]}


def _judged_on(paper: Paper) -> date:
    return timezone.localtime(paper.cleared_at).date() if paper.cleared_at else timezone.localdate()


def _recommendations(paper: Paper, heading: dict[str, Any], number: str) -> Facts:
    if not paper.recommendations:
        return {"blocks": []}
    lead = paragraph(escape(f"Members of the {paper.committee.name} are asked to:"), f"{number}.1")
    asked = [_recommendation(one, f"{number}.1.{at}") for at, one in enumerate(paper.recommendations, start=1)]
    return {"blocks": [lead, *asked]}


def _recommendation(one: dict[str, Any], number: str) -> Facts:
    """The verb in front, once, however the text was typed."""
    verb = str(Verb(one["verb"]).label)
    text = one["text"].strip()
    text = text[len(verb) :].lstrip(" :,") if text.casefold().startswith(verb.casefold()) else text
    informed = list(one.get("informed_by") or [])
    return {"kind": "recommendation", "number": number, "id": anchor(number), "verb": verb, "text": text, "informed_by": informed}


def _strategic_context(paper: Paper, heading: dict[str, Any], number: str) -> Facts:
    """The writer's own words, then the front matter and challenges of the edition."""
    own = paragraphs(paper.strategic_context, number)
    if paper.edition is None or not paper.quotes_front_matter:
        return {"blocks": own}
    parts, mark = quoted.front_matter(paper.edition, number, next_number(own)), quoted.mark(paper.edition)
    if own:
        return {"blocks": own, "parts": [{**part, "quoted": mark} for part in parts]}
    return {"blocks": own, "parts": parts, "quoted": mark}


def _implication(paper: Paper, heading: dict[str, Any], number: str) -> Facts:
    return {"blocks": paragraphs(paper.implications.get(heading["section"], ""), number)}


def _background(paper: Paper, heading: dict[str, Any], number: str) -> Facts:
    """The list the law asks for: each title, its date, where it is held, and until when it may be inspected."""
    if not paper.background:
        return {"blocks": [{"kind": "plain", "text": "There are no background documents."}]}
    item = item_of(paper)
    kept = [{"kind": "plain", "text": retention.background_words(item.meeting.date)}] if item else []
    return {"blocks": [{"kind": "sources", "lines": [_source_line(one) for one in paper.background]}, *kept]}


def _source_line(one: dict[str, Any]) -> Facts:
    return {"title": one["title"], "url": one.get("url") or "", "note": ", ".join(filter(None, (one.get("date"), one.get("where"))))}


def _contact(paper: Paper, heading: dict[str, Any], number: str) -> Facts:
    lines = [paper.contact_role, paper.author.name, paper.contact_email] if paper.contact_role or paper.contact_email else []
    return {"blocks": [bullets([line for line in lines if line])] if lines else []}


FILLS: dict[HeadingKind, Fill] = {
    HeadingKind.LATENESS: _lateness,
    HeadingKind.PURPOSE: _text("purpose"),
    HeadingKind.RECOMMENDATIONS: _recommendations,
    HeadingKind.POLICY_CONTEXT: _text("policy_context"),
    HeadingKind.STRATEGIC_CONTEXT: _strategic_context,
    HeadingKind.IMPLICATION: _implication,
    HeadingKind.CONCLUSION: _text("conclusion"),
    HeadingKind.BACKGROUND: _background,
    HeadingKind.CONTACT: _contact,
}
