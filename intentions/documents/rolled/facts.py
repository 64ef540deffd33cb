"""What of an intention moves by itself: when it is, money and roll-out by year, when a rule begins. Its sentences are proposals."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from portal.nhsuk import words

from ... import timescale
from ...models import Policy, Rollout, Version
from ...states import Precision, Way
from ..revised import ROW_MODELS
from .reading import together
from .sentences import BEFORE_ROUND, BEGINS_BEFORE, NAMELESS, moved, named_by, places
from .span import Path, Place, Span, later

Said = Mapping[str, Any]


def room(model: Any, name: str) -> int | None:
    found: int | None = model._meta.get_field(name).max_length
    return found


TEXTS = {"title": "Title", "description": "Description", "theme": "Theme", "lever": "Contract lever", "dependencies": "Depends on"}
ROW_TEXTS = {
    "money": {"basis": "Money"},
    "standards": {"metric": "Standards", "value": "Standards", "unit": "Standards", "population": "Standards"},
    "rollouts": {"bundle": "Roll-out", "element": "Roll-out", "population": "Roll-out", "coverage": "Roll-out"},
    "policies": dict.fromkeys(
        ("subject", "referrer_duty", "provider_duty", "evidence", "audit", "payment_consequence"), "Policy or access rules"
    ),
    "duties": dict.fromkeys(("report", "obliged", "recipient", "frequency", "detail", "cites", "follows"), "Reporting duties"),
    "contracts": {"clause": "Contracts it touches", "unserved": "Contracts it touches"},
}
MOST: dict[Any, int | None] = {  # letters there is room for
    **{name: room(Version, name) for name in TEXTS},
    **{(name, column): room(ROW_MODELS[name], column) for name, columns in ROW_TEXTS.items() for column in columns},
    ("rollouts", "year"): room(Rollout, "year"),
    ("policies", "effective"): room(Policy, "effective"),
}
OWN_DAY = "A contract ends on its own day"
UNREAD = "“{text}” is not read as a time: say when"
NO_YEAR = "“{text}” names no year, and the round has several: say when"


def intention(said: Said, span: Span) -> Iterator[Place]:
    """Every place of what a version says, in the order of the page."""
    yield from when(said, span)
    for name, label in TEXTS.items():
        yield from places(said[name], span, label=label, path=(name,), is_rich=name == "description", most=MOST[name])
    for number, row in enumerate(said["money"]):
        yield from money(row, span, ("money", number))
    for number, row in enumerate(said["rollouts"]):
        yield from period(row["year"], span, label="Roll-out", path=("rollouts", number, "year"))
    for number, row in enumerate(said["policies"]):
        yield from period(row["effective"], span, label="Policy or access rules", path=("policies", number, "effective"))
    for number, row in enumerate(said["contracts"]):
        yield from contract(row, ("contracts", number))
    for name, columns in ROW_TEXTS.items():
        for number, row in enumerate(said[name]):
            for column, label in columns.items():
                yield from places(row[column] or "", span, label=label, path=(name, number, column), most=MOST[name, column])

    yield from pictures(said.get("pictures", []), span)


def pictures(rows: list[Said], span: Span) -> Iterator[Place]:
    """The picture stays; what is said of it may name a time."""
    for number, row in enumerate(rows):
        for column in ("caption", "alternative"):
            yield from places(row[column], span, label="Pictures", path=("pictures", number, column))


# ── When it is ──────────────────────────────────────────────────────────────────────────────────────────────────────
def when(said: Said, span: Span) -> Iterator[Place]:
    """The words, the dates and how exactly they are meant, as one."""
    text, first, last = said["timescale"], said["from_date"], said["to_date"]
    before = _when_in_words(said)
    if not before:
        return
    after, fault = (text, "") if said["precision"] == Precision.ROUND else moved(text, span)
    if nameless := _without_year(text, first, last, span):
        after, fault = nameless
    new = {**said, "timescale": after, **_dates(said, after, span)}
    way, why = _way(said, new, fault, span)
    keys = ("timescale", "from_date", "to_date", "precision")
    sets = tuple(((key,), new[key]) for key in keys if new[key] != said[key])
    if not sets and way == Way.MOVED:
        return
    is_still = way == Way.CANNOT
    yield Place("when", "When", before, before if is_still else _when_in_words(new), way, why, sets=() if is_still else sets)


def _when_in_words(said: Said) -> str:
    period = timescale.in_words(said["from_date"], said["to_date"], said["precision"])
    return ": ".join(dict.fromkeys(filter(None, (said["timescale"], period))))


def _without_year(text: str, first: date | None, last: date | None, span: Span) -> tuple[str, str] | None:
    """“by September” and “Q4” are no time until they name a year: it is offered where the round has one only."""
    groups = list(together(text)) if text and not first and not last else []
    if not groups or any(group[0].kind != "nameless" for group in groups):
        return None
    if not span.is_one_year:
        return text, NO_YEAR.format(text=text)
    end = groups[-1][-1]
    return text[: end.end] + end.edits(span.to_first)[0].new + text[end.end :], ""


def _dates(said: Said, after: str, span: Span) -> dict[str, Any]:
    """The new words read again where the old words were; otherwise the dates as many years later."""
    if said["precision"] == Precision.ROUND:
        period = timescale.of_round(span.to_first, span.to_last)
        return {"from_date": period.from_date, "to_date": period.to_date}
    new = timescale.read(after, (span.to_first, span.to_last))
    if new and new.is_read and (_is_read(said, span) or not (said["from_date"] or said["to_date"])):
        return {"from_date": new.from_date, "to_date": new.to_date, "precision": new.precision}
    ends = said["precision"] != Precision.DAY
    return {"from_date": _later(said["from_date"], span, to_end=False), "to_date": _later(said["to_date"], span, to_end=ends)}


def _is_read(said: Said, span: Span) -> bool:
    read = timescale.read(said["timescale"], (span.first, span.last))
    return read is not None and (read.from_date, read.to_date) == (said["from_date"], said["to_date"])


def _later(day: date | None, span: Span, *, to_end: bool) -> date | None:
    """The last day of a month stays one where days are not meant."""
    if day is None:
        return None
    new = later(day, span.by)
    is_end = to_end and day.day == monthrange(day.year, day.month)[1]
    return new.replace(day=monthrange(new.year, new.month)[1]) if is_end else new


def _way(said: Said, new: Said, fault: str, span: Span) -> tuple[Way, str]:
    text, first, last = said["timescale"], said["from_date"], said["to_date"]
    if fault:
        return Way.CANNOT, fault
    if not (first or last):
        is_named = new["timescale"] != text
        return (Way.PROPOSED, f"{NAMELESS}: tick to write the year") if is_named else (Way.CANNOT, UNREAD.format(text=text))
    if _loses_day(said, new, span):
        return Way.PROPOSED, f"There is no 29 February in {_leap(said) + span.by}"
    if said["precision"] != Precision.ROUND:
        if (last or first) < span.begins and last:
            return Way.PROPOSED, BEFORE_ROUND
        if (first or last) < span.begins:
            return Way.PROPOSED, BEGINS_BEFORE
    return Way.MOVED, ""


def _leap(said: Said) -> int:
    return next((day.year for day in (said["from_date"], said["to_date"]) if day and (day.month, day.day) == (2, 29)), 0)


def _loses_day(said: Said, new: Said, span: Span) -> bool:
    year = _leap(said)
    return bool(year) and said["precision"] == Precision.DAY and monthrange(year + span.by, 2)[1] == 28


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def money(row: Said, span: Span, path: Path) -> Iterator[Place]:
    """The years of a sum; the sum itself is as it was."""
    first, last = row["year_from"], row["year_to"]
    if first is None and last is None:
        return
    sets = tuple(((*path, key), row[key] + span.by) for key in ("year_from", "year_to") if row[key] is not None)
    new = {key: value + span.by if value is not None else None for key, value in (("year_from", first), ("year_to", last))}
    way, why = _of_years(first if first is not None else last, last if last is not None else first, span)
    amount = words.money(row["amount"])
    before, after = (f"{amount}, {_in_years(one['year_from'], one['year_to'])}" for one in (row, new))
    yield Place(f"{named_by(path)}.years", "Money", before, after, way, why, sets=sets)


def _of_years(first: int, last: int, span: Span) -> tuple[Way, str]:
    if last < span.first:
        return Way.PROPOSED, BEFORE_ROUND
    return (Way.PROPOSED, BEGINS_BEFORE) if first < span.first else (Way.MOVED, "")


def _in_years(first: int | None, last: int | None) -> str:
    return " to ".join(dict.fromkeys(words.financial_year(year) for year in (first, last) if year is not None))


def period(text: str, span: Span, *, label: str, path: Path) -> Iterator[Place]:
    """A field that holds nothing but a time, in words: the year of a step of a roll-out, when a rule begins."""
    if not text:
        return
    after, fault = moved(text, span)
    groups = list(together(text))
    if fault:
        yield Place(named_by(path), label, text, text, Way.CANNOT, fault)
    elif groups and all(group[0].kind == "nameless" for group in groups):
        yield from places(text, span, label=label, path=path, most=MOST.get((path[0], path[-1])))
    elif after != text:
        way, why = _of_words(text, [one.ends for group in groups for one in group if one.ends], span)
        yield Place(named_by(path), label, text, after, way, why, sets=((path, after),))


def _of_words(text: str, ends: list[date], span: Span) -> tuple[Way, str]:
    if not ends or min(ends) >= span.begins:
        return Way.MOVED, ""
    read = timescale.read(text)
    is_open = bool(read and read.is_read and read.to_date is None)
    return Way.PROPOSED, BEGINS_BEFORE if is_open or max(ends) >= span.begins else BEFORE_ROUND


def contract(row: Said, path: Path) -> Iterator[Place]:
    """A contract of the year before still ends when it ends."""
    if row["ends_on"]:
        said = f"{row['reference']} ends on {words.day(row['ends_on'])}"
        yield Place(f"{named_by(path)}.ends_on", "Contracts it touches", said, said, Way.KEPT, OWN_DAY)
