"""What becomes of each time that a sentence names: proposed, left as it is, or not to be moved, and why in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...states import Way
from .flat import Flat, edited, flat
from .reading import BACKWARDS, Named, runs_backwards, together
from .span import Edit, Path, Place, Span

NEAR = 200  # letters on either side by which it is judged
AROUND = 60  # letters of the sentence that are shown on either side
BEFORE_ROUND = "Before the first year of the round"
BEGINS_BEFORE = "Begins before the first year of the round"
NAME = "Part of a name or a reference"
ADDRESS = "Part of an address or a number"
MAY_BE_NAME = "May be part of a name"
MAY_BE_BASELINE = "May be what something is measured against"
MAY_BE_NUMBER = "May not be a year"
PARTLY_BEFORE = "Part of {year} is before the round"
NAMELESS = "Names no year, and so moves with the round"
MAY_END = "May be the day on which something ends by itself"
STYLES = "Written in two styles: change it by hand"
NO_ROOM = "There is no room for it: change it by hand"

PREPOSITION = re.compile(
    r"(?:\b(?:in|by|from|since|during|until|till|for|to|of|before|after|throughout|through|end|early|late|mid|between|and|over|the|than|on|at"
    r"|within|commencing|starting|spring|summer|autumn|winter|christmas|easter|year|calendar year|vision)[ -]|[:\u2013] ?)$",
    re.IGNORECASE,
)
LATE = re.compile(r"\b(?:by|end of|late|autumn|summer|winter|christmas|before|until|to|mid)[ -](?:the )?(?:end of )?$", re.IGNORECASE)
CAPITAL = re.compile(r"([A-Z][\w\u2019']*),? ?\(?(?:of )?$")
ORDINARY = {
    "In", "By", "From", "Since", "During", "Until", "For", "To", "Of", "Before", "After", "Throughout", "End", "Early", "Late", "Mid",
    "Between", "And", "Over", "The", "Spring", "Summer", "Autumn", "Winter", "Christmas", "Easter", "Year", "Commencing", "Starting",
    "Q1", "Q2", "Q3", "Q4", "Quarter", "FY", "All", "Each", "Every", "This", "These", "Savings", "Work", "On", "At", "Our",
}  # fmt: skip
CITED = re.compile(r"\($")
BASELINE_BEFORE = re.compile(
    r"\b(?:baselines?|compared (?:with|to)|relative to|measured against|since|out-?turn|than)\b[^.\n]{0,25}$", re.IGNORECASE
)
ENDING = re.compile(r"\b(?:ends|ended|ending|(?:to|will) end|expir\w+|runs? out|running since|dates? from)\b[^.\n]{0,15}$", re.IGNORECASE)
BASELINE_AFTER = re.compile(r"^[ -](?:baselines?|out-?turn|levels?|actuals?|position)\b", re.IGNORECASE)
LONGER = re.compile(r"://|www\.|@|\.(?:pdf|docx?|xlsx?|csv|html?)\b|[A-Za-z]+\d*[-_./\\:]\d|\d[-_./\\:][A-Za-z]")
PREFIXED = re.compile(r"^\W*(?:mid|pre|post|early|late|non|and|or|by|to|year)[-/]", re.IGNORECASE)


def places(text: str, span: Span, *, label: str, path: Path, is_rich: bool = False, most: int | None = None) -> Iterator[Place]:
    """Of one text, in its order. `most` are the letters there is room for."""
    seen = flat(text, is_rich=is_rich)
    for number, group in enumerate(together(seen.text), 1):
        yield _place(seen, group, span, f"{named_by(path)}.{number}", label=label, path=path, most=most)


def named_by(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _place(seen: Flat, group: list[Named], span: Span, key: str, *, label: str, path: Path, most: int | None) -> Place:
    start, end = group[0].start, group[-1].end
    way, why, is_likely = judged(seen.text, group, span)
    changes = _changes(group, span)
    edits = seen.edits(changes)
    if way != Way.CANNOT and (edits is None or _is_too_long(seen.source, edits, most)):
        way, why, is_likely = Way.CANNOT, STYLES if edits is None else NO_ROOM, False
    before = seen.text[start:end]
    after = edited(before, [Edit(one.start - start, one.end - start, one.new) for one in changes])
    return Place(
        key=key,
        label=label,
        before=before,
        after=before if way == Way.CANNOT else after,
        way=way,
        why=why,
        is_likely=is_likely,
        path=path,
        edits=edits or () if way != Way.CANNOT else (),
        lead=_lead(seen.text, start),
        tail=_tail(seen.text, end),
    )


def _is_too_long(text: str, edits: Iterable[Edit], most: int | None) -> bool:
    return most is not None and len(edited(text, edits)) > most


def _changes(group: list[Named], span: Span) -> list[Edit]:
    if group[0].kind == "nameless":
        return list(group[0].edits(span.to_first))
    return [edit for one in group for edit in one.edits(span.by)]


# ── Judging ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def judged(text: str, group: list[Named], span: Span) -> tuple[Way, str, bool]:
    """Its way, the reason, and whether it is likely to be meant."""
    if fault := next((one.fault for one in group if one.fault), "") or (BACKWARDS if runs_backwards(text, group) else ""):
        return Way.CANNOT, fault, False
    if group[0].kind == "nameless":
        return _nameless(span)
    if why := _kept(text, group, span):
        return Way.KEPT, why, False
    doubt = _doubt(text, group, span)
    return Way.PROPOSED, doubt, not doubt


def _nameless(span: Span) -> tuple[Way, str, bool]:
    if not span.is_one_year:
        return Way.KEPT, NAMELESS, False
    return Way.PROPOSED, f"{NAMELESS}: tick to write the year", False


def _kept(text: str, group: list[Named], span: Span) -> str:
    if all(one.ends and one.ends < span.begins for one in group):
        return BEFORE_ROUND
    if _is_inside(text, group):
        return ADDRESS
    first = group[0]
    if first.kind == "bare" and (_is_after_name(text, first) or CITED.search(_near(text, first.start))):
        return NAME
    return ""


def _doubt(text: str, group: list[Named], span: Span) -> str:
    first = group[0]
    lead, tail = _near(text, first.start), text[group[-1].end :][:NEAR]
    if first.ends and first.ends < span.begins:
        return BEGINS_BEFORE
    if own := next((said for one in group if (said := one.doubt(span.by))), ""):
        return own
    if _is_after_name(text, first) and first.kind == "year":
        return MAY_BE_NAME
    if BASELINE_BEFORE.search(lead) or BASELINE_AFTER.search(tail):
        return MAY_BE_BASELINE
    if ENDING.search(lead):
        return MAY_END
    if first.kind == "bare" and not PREPOSITION.search(lead):
        return MAY_BE_NUMBER
    if first.kind == "bare" and first.year == span.first and not LATE.search(lead):
        return PARTLY_BEFORE.format(year=first.year)
    return ""


def _is_after_name(text: str, one: Named) -> bool:
    lead = _near(text, one.start)
    found = CAPITAL.search(lead)
    return found is not None and found[1] not in ORDINARY and not lead.endswith("\n")


def _near(text: str, start: int) -> str:
    """The words before it: no more than it takes to judge, so that a text of any length is judged as fast."""
    return text[max(0, start - NEAR) : start]


def _is_inside(text: str, group: list[Named]) -> bool:
    """Part of a longer run of letters: an address, a file, a number of a document."""
    start, end = group[0].start, group[-1].end
    head, tail = re.split(r"\s", _near(text, start))[-1], re.split(r"\s", text[end : end + NEAR], maxsplit=1)[0]
    return bool(head or tail) and bool(LONGER.search(PREFIXED.sub("", f"{head}{text[start:end]}{tail}")))


# ── Around it ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _lead(text: str, start: int) -> str:
    line = text[:start].rpartition("\n")[2]
    if len(line) <= AROUND:
        return line.lstrip()
    return f"… {line[-AROUND:].partition(' ')[2]}"


def _tail(text: str, end: int) -> str:
    line = text[end:].partition("\n")[0]
    if len(line) <= AROUND:
        return line.rstrip()
    return f"{line[:AROUND].rpartition(' ')[0]} …"


def moved(text: str, span: Span) -> tuple[str, str]:
    """Of a short text that names a time of its own: every year in it moved, and why it cannot be, if it cannot."""
    groups = [group for group in together(text) if group[0].kind != "nameless"]
    for group in groups:
        if fault := next((one.fault for one in group if one.fault), "") or (BACKWARDS if runs_backwards(text, group) else ""):
            return text, fault
    return edited(text, [edit for group in groups for one in group for edit in one.edits(span.by)]), ""
