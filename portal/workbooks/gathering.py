"""Several filled files of one thing, of several people, laid together as one: what each changed, and where two say different things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .reading import Brought, Line
from .shape import Row, Sheet, said, said_by
from .stamp import Stamp

DIFFER = "“{}” and “{}” say different things: agree on one, and take the other out"
Out = tuple[str, Sequence[str]]


@dataclass
class _Held:
    """The lines of one key so far, what they said when they went out, and which file changed what."""

    lines: list[Line]
    out: Out | None
    changed: dict[str, str] = field(default_factory=dict)


def gathered(files: Sequence[tuple[str, Brought]], sheets: Sequence[Sheet]) -> Brought:
    """As one file. What one person left alone never stands against what another wrote."""
    if len(files) == 1:
        return files[0][1]
    lines: list[Line] = []
    rows: dict[str, dict[str, Out]] = {}
    for sheet in sheets:
        held: dict[str, _Held] = {}
        for name, one in files:
            if sheet.name in one.sheets:
                _lay(sheet, name, one, held)
        lines += [line for one in held.values() for line in one.lines]
        rows[sheet.name] = {key: one.out for key, one in held.items() if one.out}
    first = files[0][1]
    read = [sheet.name for sheet in sheets if any(sheet.name in one.sheets for _, one in files)]
    return Brought(first.about, Stamp(first.about, rows), lines, [f"{name}: {note}" for name, one in files for note in one.notes], read)


def _lay(sheet: Sheet, name: str, one: Brought, held: dict[str, _Held]) -> None:
    """The lines of one file, key by key, upon what was laid before."""
    out, came = one.stamp.rows.get(sheet.name, {}), _by_key(sheet, one)
    keys = dict.fromkeys([*came, *(out if sheet.repeats else ())])
    for key in keys:
        lines = came.get(key, [])
        new = _Held(lines, out.get(key), dict.fromkeys(_changed(sheet, lines, out.get(key)), name))
        standing = held.get(key)
        if standing is None or not standing.changed:
            held[key] = new if standing is None or new.changed else standing
        elif new.changed:
            _join(sheet, name, standing, new)


def _by_key(sheet: Sheet, one: Brought) -> dict[str, list[Line]]:
    """A line without a key is one by itself."""
    found: dict[str, list[Line]] = {}
    for line in (line for line in one.lines if line.sheet == sheet.name):
        own = replace(line, wrong=dict(line.wrong), cells=dict(line.cells))
        found.setdefault(line.key or f"row {line.number} of {id(one)}", []).append(own)
    return found


def _changed(sheet: Sheet, lines: Sequence[Line], out: Out | None) -> list[str]:
    """Columns that say something else than when they went out; of a sheet that repeats all of them or none."""
    if sheet.repeats:
        base = out[1][0] if out else said_by(sheet, [])
        is_same = said_by(sheet, [Row(line.key, line.cells) for line in lines]) == base and not any(line.wrong for line in lines)
        return [] if is_same else [column.key for column in sheet.told]
    marks: Any = zip(sheet.told, out[1], strict=True) if out else ((column, "") for column in sheet.told)
    return [
        column.key
        for column, mark in marks
        for line in lines
        if column.key in line.wrong or (column.key in line.cells and said(line.cells[column.key]) != mark)
    ]


def _join(sheet: Sheet, name: str, standing: _Held, new: _Held) -> None:
    """Both changed it: each its own cells, or the same to the same words; else it is said which two differ."""
    if sheet.repeats or len(standing.lines) != 1 or len(new.lines) != 1 or standing.out != new.out:
        if [line.cells for line in standing.lines] != [line.cells for line in new.lines]:
            other = next(iter(standing.changed.values()))
            standing.lines = standing.lines or new.lines
            _differ(standing.lines[0], sheet.told[0].key, other, name)
        return
    line, other_line = standing.lines[0], new.lines[0]
    for column in new.changed:
        if column in standing.changed and line.cells.get(column) != other_line.cells.get(column):
            _differ(line, column, standing.changed[column], name)
        elif column in other_line.wrong:
            line.wrong[column] = other_line.wrong[column]
        else:
            line.cells[column], standing.changed[column] = other_line.cells.get(column, ""), name
    line.notes += other_line.notes


def _differ(line: Line, column: str, one: str, other: str) -> None:
    """In that cell; its text is taken for none of the two."""
    line.wrong[column] = DIFFER.format(one, other)
    line.cells[column] = ""
