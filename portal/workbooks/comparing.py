"""What came back, laid beside what went out and what stands now: new, changed, as it was, changed by both, or wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from html import escape

from .reading import Brought, Line
from .shape import Column, Row, Sheet, by_key, said, said_by

Now = Mapping[str, Sequence[Row]]  # {sheet: its rows as they stand}


class State(Enum):
    NEW = "New"
    CHANGED = "Changed"
    SAME = "As it was"
    CONFLICT = "Changed by others too"
    WRONG = "Cannot go"
    GONE = "Not there any more"


@dataclass(frozen=True)
class Change:
    """One cell, or all rows of one key on a sheet that repeats. `stands` is what others made of it meanwhile, of a conflict."""

    sheet: str
    heading: str
    column: str
    before: str
    after: str
    is_conflict: bool = False

    @property
    def was(self) -> str:
        """As HTML, for the one to be laid over the other."""
        return paragraphs(self.before)

    @property
    def becomes(self) -> str:
        return paragraphs(self.after)


def paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


@dataclass
class Thing:
    """Everything that came back of one key, or one new row."""

    key: str
    number: int  # the row of the first sheet, for a person to find it
    state: State = State.SAME
    cells: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # {sheet that repeats: its rows, where they changed}
    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    heading: str = ""  # what a person knows it by, beside its key

    @property
    def changed(self) -> set[str]:
        """Columns of the first sheet that say something else than what stands."""
        return {change.column for change in self.changes if change.column}

    def refuse(self, problems: Sequence[str]) -> None:
        """It cannot go, for these reasons too; with none of them it stays what it is."""
        self.problems += problems
        self.state = State.WRONG if problems else self.state

    @property
    def token(self) -> str:
        """By what a page names it: its key, or where a new one stands."""
        return self.key or f"row-{self.number}"


def keys_changed(brought: Brought, sheet: Sheet, column: str) -> set[str]:
    """Of which rows this cell says something else than when it went out."""
    at, out = [one.key for one in sheet.told].index(column), brought.stamp.rows.get(sheet.name, {})
    lines = (line for line in brought.lines if line.sheet == sheet.name and column in line.cells and line.key in out)
    return {line.key for line in lines if said(line.cells[column]) != out[line.key][1][at]}


@dataclass(frozen=True)
class Standing:
    """What stands now: the row of each key on the first sheet, and its rows on one that repeats."""

    first: Mapping[str, Row]
    rows: Mapping[str, list[Row]]

    def why_not(self, sheet: Sheet, key: str) -> str:
        return self.first[key].fixed.get(sheet.name, "") if key in self.first else ""


def compare(brought: Brought, sheets: Sequence[Sheet], now: Now) -> list[Thing]:
    """The first sheet has a row for each thing; the others repeat its key."""
    first, *others = sheets
    stand = {row.key: row for row in now[first.name]}
    things = _things(first, brought, stand)
    by_name = {thing.key: thing for thing in reversed(things) if thing.key}
    for sheet in others:
        _compare_rows(sheet, brought, Standing(stand, by_key(now[sheet.name])), by_name, things)
    for thing in things:
        stood = stand[thing.key].cells.get("title", "") if thing.key in stand else ""
        thing.heading = thing.cells.get("title") or stood
        _settle(thing)
    return things


def _things(sheet: Sheet, brought: Brought, stand: Mapping[str, Row]) -> list[Thing]:
    out, seen, found = brought.stamp.rows.get(sheet.name, {}), set(), []
    for line in (one for one in brought.lines if one.sheet == sheet.name):
        thing = Thing(line.key, line.number, cells=dict(line.cells), notes=list(line.notes))
        thing.problems += _wrong(sheet, line, _as_it_went_out(sheet, line, out.get(line.key)))
        if not line.key:
            thing.state = State.NEW
            thing.changes = [
                Change(sheet.name, one.heading, one.key, "", line.cells[one.key]) for one in sheet.told if line.cells.get(one.key)
            ]
            thing.problems += [f"Enter “{one.heading}”" for one in sheet.told if one.is_required and not line.cells.get(one.key)]
        elif line.key not in out:
            thing.problems.append(f"“{line.key}” is none of this workbook: leave “{sheet.key.heading}” empty for something new")
        elif line.key in seen:
            thing.problems.append(f"{line.key} stands in more than one row")
        elif line.key not in stand:
            thing.state = State.GONE
        else:
            _compare_cells(sheet, line, thing, stand[line.key], out[line.key][1])
        seen.add(line.key)
        found.append(thing)
    return found


def _wrong(sheet: Sheet, line: Line, but: Collection[str] = ()) -> list[str]:
    headings = {column.key: column.heading for column in sheet.columns}
    return [f"{headings[key]}: {words}" for key, words in line.wrong.items() if key not in but]


def _as_it_went_out(sheet: Sheet, line: Line, out: tuple[str, Sequence[str]] | None) -> set[str]:
    """Columns in which something stands that went out so: it is no fault of whoever brings it back."""
    marks = zip(sheet.told, out[1], strict=True) if out else ()
    return {column.key for column, mark in marks if line.cells.get(column.key) and said(line.cells[column.key]) == mark}


def _compare_cells(sheet: Sheet, line: Line, thing: Thing, stands: Row, out: Sequence[str]) -> None:
    """What was not changed in the file, or is not in it, says what stands now: what others wrote is never put back."""
    marks = list(zip(sheet.told, out, strict=True))
    moved = {column.together for column, mark in marks if said(stands.cells.get(column.key, "")) != mark}
    for column, mark in marks:
        text, is_now = line.cells.get(column.key), stands.cells.get(column.key, "")
        if column.key in line.wrong and text is not None and (not text or said(text) != mark):
            continue
        if text is None or said(text) == mark or text == is_now:
            thing.cells[column.key] = is_now
            continue
        if column.key in stands.fixed:
            thing.problems.append(f"{column.heading}: {stands.fixed[column.key]}")
        elif column.is_required and not text:
            thing.problems.append(f"Enter “{column.heading}”")
        thing.changes.append(Change(sheet.name, column.heading, column.key, is_now, text, is_conflict=column.together in moved))


def _compare_rows(sheet: Sheet, brought: Brought, now: Standing, by_name: dict[str, Thing], things: list[Thing]) -> None:
    lines: dict[str, list[Line]] = {}
    for line in (one for one in brought.lines if one.sheet == sheet.name):
        lines.setdefault(line.key, []).append(line)
    out = brought.stamp.rows.get(sheet.name, {})
    for key, some in lines.items():
        thing = by_name.get(key)
        if thing is None:
            thing = Thing(key, some[0].number, problems=[_stray(sheet, key)])
            things.append(thing)
        _compare_rows_of(sheet, thing, some, now, out.get(key))
    if sheet.name in brought.sheets:  # of a sheet that was taken out nothing is said
        for key in sorted((out.keys() - lines.keys()) & by_name.keys()):
            _compare_rows_of(sheet, by_name[key], [], now, out[key])


def _stray(sheet: Sheet, key: str) -> str:
    if not key:
        return f"{sheet.name}: enter “{sheet.key.heading}”, so that it is clear whose row it is"
    return f"{sheet.name}: “{key}” has no row on the first sheet"


def _compare_rows_of(sheet: Sheet, thing: Thing, lines: list[Line], now: Standing, out: tuple[str, Sequence[str]] | None) -> None:
    rows, stand = [Row(line.key, line.cells) for line in lines], now.rows.get(thing.key, [])
    base, came, is_now = (out[1][0] if out else said_by(sheet, [])), said_by(sheet, rows), said_by(sheet, stand)
    thing.notes += [f"{sheet.name}, row {line.number}: {note}" for line in lines for note in line.notes]
    wrong = [f"{sheet.name}, row {line.number}, {words}" for line in lines for words in (*_wrong(sheet, line), *_lacking(sheet, line))]
    if came in (base, is_now) and all(line.cells.get(key) for line in lines for key in line.wrong):
        return
    if why := now.why_not(sheet, thing.key):
        wrong.append(f"{sheet.name}: {why}")
    thing.problems += wrong
    thing.rows[sheet.name] = [dict(line.cells) for line in lines]
    thing.changes.append(Change(sheet.name, sheet.name, "", in_words(sheet, stand), in_words(sheet, rows), is_conflict=is_now != base))


def _lacking(sheet: Sheet, line: Line) -> list[str]:
    return [f"enter “{column.heading}”" for column in sheet.told if column.is_required and not line.cells.get(column.key)]


def in_words(sheet: Sheet, rows: Sequence[Row]) -> str:
    """A line for each row, as a person reads it."""
    return "\n".join("; ".join(_said(column, row) for column in sheet.told if row.cells.get(column.key)) for row in rows)


def _said(column: Column, row: Row) -> str:
    return f"{column.heading} {row.cells[column.key]}"


def _settle(thing: Thing) -> None:
    if thing.problems:
        thing.state = State.WRONG
    elif thing.state is State.SAME and thing.changes:
        thing.state = State.CONFLICT if any(change.is_conflict for change in thing.changes) else State.CHANGED
