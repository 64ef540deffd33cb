"""A workbook that came back, row by row: what each cell says, and in words what is odd or cannot be read."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from . import stamp as stamps
from .cells import Unread, from_cell
from .shape import About, Column, Kind, Sheet
from .stamp import Stamp

MOST_ROWS, MOST_UNPACKED = 20_000, 200_000_000
KNOWN_SHEETS = ("How to use", "Lists", stamps.NAME)


class NotOurs(ValueError):
    """The file cannot be read as the workbook that is asked for; the sentence says why."""


@dataclass
class Line:
    """One row as it came: where it stands, its key, {column: text}, {column: what is wrong} and what is worth saying."""

    sheet: str
    number: int
    key: str
    cells: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass
class Brought:
    about: About
    stamp: Stamp
    lines: list[Line]
    notes: list[str]  # of the whole file
    sheets: list[str] = field(default_factory=list)  # those that were read


def read(content: bytes, sheets: Sequence[Sheet], *, kind: str, of: str) -> Brought:
    """The workbook of this kind and thing; NotOurs when it is none, or another's."""
    book = _opened(content)
    stamp = stamps.read([row[0] for row in book[stamps.NAME].iter_rows(values_only=True)]) if stamps.NAME in book.sheetnames else None
    if stamp is None:
        raise NotOurs(
            "This is not a workbook of the portal as it was downloaded: the hidden part by which it is known is missing or was changed"
        )
    if (stamp.about.kind, stamp.about.of) != (kind, of):
        raise NotOurs(f"This workbook is “{stamp.about.title}”, and not of this page")
    brought = Brought(stamp.about, stamp, [], [])
    known = {sheet.name for sheet in sheets} | set(KNOWN_SHEETS)
    brought.notes += [f"The sheet “{name}” is not part of the workbook and was not read" for name in book.sheetnames if name not in known]
    for sheet in sheets:
        if sheet.name in book.sheetnames:
            _read(book[sheet.name], sheet, brought)
        else:
            brought.notes.append(f"The sheet “{sheet.name}” is missing: what it said stays as it is")
    return brought


def _opened(content: bytes) -> Any:
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise NotOurs("This workbook is too large when it is unpacked")
        return load_workbook(io.BytesIO(content))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, BadZipFile, ParseError, InvalidFileException) as fault:
        if isinstance(fault, NotOurs):
            raise
        raise NotOurs("This workbook is damaged: save it again as Excel (.xlsx)") from fault


def _read(page: Any, sheet: Sheet, brought: Brought) -> None:
    if page.max_row > MOST_ROWS:
        raise NotOurs(f"The sheet “{sheet.name}” has {page.max_row:,} rows. Bring back {MOST_ROWS:,} or fewer at a time")
    at = _columns(page, sheet, brought)
    if sheet.key.key not in at:
        brought.notes.append(f"The sheet “{sheet.name}” has no column “{sheet.key.heading}” and was not read")
        return
    brought.sheets.append(sheet.name)
    merged = {(row, column) for part in page.merged_cells.ranges for row, column in part.cells}
    for row in page.iter_rows(min_row=2):
        if any(cell.value not in (None, "") for cell in row):
            brought.lines.append(_line(page, sheet, row, at, merged))


def _columns(page: Any, sheet: Sheet, brought: Brought) -> dict[str, int]:
    """{column: where it stands}, by the headings, wherever they were moved to."""
    keys = {column.heading: column.key for column in sheet.columns}
    at: dict[str, int] = {}
    for number, cell in enumerate(page[1]):
        heading = str(cell.value or "").strip()
        if heading in keys:
            at.setdefault(keys[heading], number)
        elif heading:
            place = f"{sheet.name}, column {get_column_letter(number + 1)}"
            brought.notes.append(f"{place}: “{heading}” is no column of the workbook and was not read")
    brought.notes += [
        f"{sheet.name}: the column “{column.heading}” is missing, so what it said stays as it is"
        for column in sheet.told
        if column.key not in at
    ]
    return at


def _line(page: Any, sheet: Sheet, row: Sequence[Any], at: Mapping[str, int], merged: set[tuple[int, int]]) -> Line:
    number = row[0].row
    line = Line(sheet.name, number, "")
    if page.row_dimensions[number].hidden:
        line.notes.append("The row is hidden or filtered out, and was read like the others")
    for column in sheet.columns:
        if column.key not in at or (column.is_locked and column is not sheet.key):
            continue
        cell = row[at[column.key]]
        text = _text(cell, column, line, is_merged=(number, cell.column) in merged)
        if column is sheet.key:
            line.key = text
        else:
            line.cells[column.key] = text
    return line


def _text(cell: Any, column: Column, line: Line, *, is_merged: bool) -> str:
    if is_merged or isinstance(cell, MergedCell):
        line.wrong[column.key] = "The cell is merged with others: unmerge it, so that it is clear whose text it is"
        return ""
    if cell.data_type == "f":
        line.wrong[column.key] = "The cell holds a formula: paste its value instead"
        return ""
    if cell.data_type == "e":
        line.wrong[column.key] = f"The cell holds the error {cell.value}"
        return ""
    try:
        text, note = from_cell(column, cell.value)
    except Unread as unread:
        line.wrong[column.key] = str(unread)
        return str(cell.value)
    if note:
        line.notes.append(f"{column.heading}: {note}")
    return judged(text, column, line)


def judged(text: str, column: Column, line: Line) -> str:
    """The text as its column takes it; what it does not take is wrong, in words."""
    if len(text) > column.longest:
        line.wrong[column.key] = f"“{column.heading}” must be {column.longest:,} characters or less; this is {len(text):,}"
    elif column.choices and text:
        asked = text.split("\n") if column.kind is Kind.LIST else [text]
        strange = [one for one in asked if one.casefold() not in column.known]
        if strange:
            line.wrong[column.key] = f"“{strange[0]}” is not in the list of “{column.heading}”"
        else:
            return "\n".join(dict.fromkeys(column.known[one.casefold()] for one in asked))
    return text
