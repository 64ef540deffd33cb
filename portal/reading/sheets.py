"""Spreadsheets and tables in plain text: each sheet a heading and its tables, dates as dates, what is hidden named."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from typing import Any

from . import outline, refusals
from .collecting import MOST_ROWS, Collected
from .source import HEADING, PARAGRAPH, Cell, Source

MOST_COLUMNS = 200


def read_xlsx(content: bytes, name: str) -> Source:
    import openpyxl

    _measure(content, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (KeyError, ValueError, TypeError, OSError) as fault:
        raise refusals.damaged(name) from fault
    collected = Collected(name, "xlsx")
    for at, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible":
            collected.source.leave_out("hidden sheets", where=sheet.title)
            continue
        add_sheet(collected, sheet.title, _cells(sheet, collected.source), page=at)
    _say_formulas(content, collected.source)
    collected.source.pages = 1
    return outline.marked(collected.source)


def read_csv(text: str, name: str) -> Source:
    collected = Collected(name, "csv")
    try:
        dialect: Any = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = [[Cell(value) for value in row[:MOST_COLUMNS]] for row in csv.reader(io.StringIO(text, newline=""), dialect)]
    except csv.Error as fault:
        raise refusals.damaged(name) from fault
    add_sheet(collected, "", rows, page=1)
    collected.source.pages = 1
    return outline.marked(collected.source)


def add_sheet(collected: Collected, title: str, rows: list[list[Cell]], *, page: int) -> None:
    """The name of the sheet, then its tables, parted by empty rows; a row of one cell over a table is a line of text."""
    if len(rows) > MOST_ROWS:
        raise refusals.too_many_rows(collected.source.name, len(rows), MOST_ROWS)
    if title and any(cell.text.strip() for row in rows for cell in row):
        collected.add(HEADING, title, level=1, page=page, why="the name of a sheet")
    start = 0
    for at in range(len(rows) + 1):
        if at == len(rows) or not any(cell.text.strip() or cell.of for cell in rows[at]):
            _add_part(collected, rows, start, at, page)
            start = at + 1


def _add_part(collected: Collected, rows: list[list[Cell]], start: int, end: int, page: int) -> None:
    while (
        start < end
        and sum(bool(cell.text.strip()) for cell in rows[start]) == 1
        and end - start > 1
        and not any(cell.rows > 1 for cell in rows[start])
    ):
        words = next(cell.text for cell in rows[start] if cell.text.strip())
        collected.add(PARAGRAPH, words, page=page, line=start + 1)
        start += 1
    part = [[_moved(cell, start) for cell in row] for row in rows[start:end]]
    width = max((at + 1 for row in part for at, cell in enumerate(row) if cell.text.strip() or cell.of), default=0)
    if width == 1:
        for at, row in enumerate(part):
            collected.add(PARAGRAPH, row[0].text, page=page, line=start + at + 1)
    elif width:
        collected.add_table([row[:width] for row in part], page=page, line=start + 1)


def _moved(cell: Cell, by: int) -> Cell:
    cell.of = (cell.of[0] - by, cell.of[1]) if cell.of else None
    return cell if cell.of is None or cell.of[0] >= 0 else Cell()


# ── Excel ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _measure(content: bytes, name: str) -> None:
    """How many rows the sheets say they have, before any is kept."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = max((_rows_of(sheet) for sheet in book.worksheets), default=0)
        book.close()
    except (KeyError, ValueError, TypeError, OSError) as fault:
        raise refusals.damaged(name) from fault
    if rows > MOST_ROWS:
        raise refusals.too_many_rows(name, rows, MOST_ROWS)


def _rows_of(sheet: Any) -> int:
    """As many as its file says; where it does not, they are counted, no further than is refused."""
    if sheet.max_row:
        return int(sheet.max_row)
    return sum(1 for _, _ in zip(sheet.iter_rows(values_only=True), range(MOST_ROWS + 1), strict=False))


def _cells(sheet: Any, source: Source) -> list[list[Cell]]:
    hidden = {at for at, row in sheet.row_dimensions.items() if row.hidden}
    rows = {at: row[:MOST_COLUMNS] for at, row in enumerate(sheet.iter_rows(), 1)}
    kept = [at for at in rows if at not in hidden]
    filled = [at for at in hidden if any(cell.value not in (None, "") for cell in rows.get(at, ()))]
    source.leave_out("hidden rows", len(filled), sheet.title)
    grid = [[Cell(shown(cell.value)) for cell in rows[at]] for at in kept]
    source.leave_out("comments", sum(1 for at in kept for cell in rows[at] if cell.comment), sheet.title)
    _merge(sheet, grid, {at: place for place, at in enumerate(kept)})
    return grid


def _merge(sheet: Any, grid: list[list[Cell]], places: dict[int, int]) -> None:
    for merged in sheet.merged_cells.ranges:
        rows = [places[at] for at in range(merged.min_row, merged.max_row + 1) if at in places]
        columns = range(merged.min_col - 1, min(merged.max_col, MOST_COLUMNS))
        if not rows or merged.min_row not in places:
            continue
        first = (rows[0], columns[0])
        grid[first[0]][first[1]].rows, grid[first[0]][first[1]].columns = len(rows), len(columns)
        for row in rows:
            for column in columns:
                if (row, column) != first:
                    grid[row][column] = Cell(of=first)


def shown(value: object) -> str:
    """A value as people write it: a day in words, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() != time():
        return f"{value.day} {value:%B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _say_formulas(content: bytes, source: Source) -> None:
    """A formula is read as the value it last had; one that never had any is named."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    formulas = sum(
        1
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if isinstance(value, str) and value[:1] == "="
    )
    book.close()
    if formulas:
        source.problems.append(
            f"{formulas} {'formula was' if formulas == 1 else 'formulas were'} read as the value last shown; check those that are empty."
        )
