"""A workbook as a file: how to use it, sheets with drop-downs, what is locked, and the hidden sheet by which it is known again."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from portal.nhsuk.lists.downloads import STARTS_A_FORMULA

from .cells import to_cell
from .shape import About, Column, Kind, Row, Sheet
from .stamp import NAME, stamp

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPARE = 100  # empty rows that have drop-downs and are open
LISTS = "Lists"
WIDTHS = {Kind.LONG: 60, Kind.LIST: 34, Kind.DATE: 14, Kind.MONEY: 14, Kind.NUMBER: 10, Kind.DECIMAL: 14, Kind.CHOICE: 24, Kind.TEXT: 28}
FORMATS = {Kind.DATE: "dd mmm yyyy", Kind.MONEY: "#,##0.00", Kind.NUMBER: "0", Kind.DECIMAL: "0.####"}
GREY, OPEN, TOP = PatternFill("solid", fgColor="E8EDEE"), Protection(locked=False), Alignment(wrap_text=True, vertical="top")
HEAD = PatternFill("solid", fgColor="005EB8")
GENERAL = [
    "Change what you like in the white cells. Grey cells are written by the portal and are locked.",
    "For something new, use the empty rows at the end and leave the first column empty.",
    "A row that is missing on the first sheet stays as it is on the portal.",
    "On the other sheets the rows of one reference count together: one that is missing there is taken out, and you are shown it first.",
    "The sheet “Lists” has every name that a cell may say.",
    "Bring the file back on the page you took it from. You see every change, and what is wrong in which cell, before anything is saved.",
    "If somebody changed the same thing on the portal meanwhile, you are shown both, and nothing is overwritten unless you tick it.",
]


def write(about: About, sheets: Sequence[tuple[Sheet, Sequence[Row]]]) -> bytes:
    book = Workbook()
    _guidance(book.active, about, [sheet for sheet, _ in sheets])
    lists = book.create_sheet(LISTS)
    for sheet, rows in sheets:
        _sheet(book, lists, sheet, rows)
    book.move_sheet(lists, len(sheets))
    hidden = book.create_sheet(NAME)
    hidden.sheet_state = "veryHidden"
    for line in stamp(about, sheets).lines():
        hidden.append([line])
    for page in (lists, hidden):
        page.protection.sheet = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _guidance(page: Any, about: About, sheets: Sequence[Sheet]) -> None:
    page.title = "How to use"
    page.column_dimensions["A"].width, page.column_dimensions["B"].width, page.column_dimensions["C"].width = 28, 44, 70
    _line(page, about.title)
    page["A1"].font = Font(bold=True, size=14)
    _line(page, f"Taken from the portal on {about.made}")
    for line in GENERAL:
        _line(page, line)
    for sheet in sheets:
        page.append([])
        _line(page, sheet.name, sheet.help)
        page.cell(page.max_row, 1).font = Font(bold=True)
        for column in sheet.columns:
            _line(page, column.heading, "Written by the portal" if column.is_locked else column.kind.value, column.help)
    page.protection.sheet = True


def _sheet(book: Any, lists: Any, sheet: Sheet, rows: Sequence[Row]) -> None:
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "B2"
    _line(page, *(column.heading for column in sheet.columns))
    for number, column in enumerate(sheet.columns, start=1):
        _head(page, number, column)
    for at, row in enumerate(rows, start=2):
        for number, column in enumerate(sheet.columns, start=1):
            text = row.key if number == 1 else row.cells.get(column.key, "")
            _cell(page.cell(at, number), column, text, row.fixed.get(column.key, ""), is_key=number == 1 and not sheet.repeats)
    last = 1 + len(rows) + SPARE
    for at in range(2 + len(rows), last + 1):
        for number, column in enumerate(sheet.columns, start=1):
            _cell(page.cell(at, number), column, "", "", is_key=False)
    for number, column in enumerate(sheet.columns, start=1):
        _drop_down(book, lists, page, number, column, last)
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{1 + len(rows)}"
    for name in ("formatColumns", "formatRows", "sort", "autoFilter", "insertRows"):
        setattr(page.protection, name, False)  # false is allowed
    page.protection.sheet = True


def _head(page: Any, number: int, column: Column) -> None:
    cell = page.cell(1, number)
    cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), HEAD, TOP
    page.column_dimensions[get_column_letter(number)].width = WIDTHS[column.kind]
    if column.help:
        cell.comment = Comment(column.help, "Portal")


def _cell(cell: Any, column: Column, text: str, fixed: str, *, is_key: bool) -> None:
    cell.value = to_cell(column, text)
    if isinstance(cell.value, str):
        _as_text(cell, cell.value)
    cell.alignment, cell.number_format = TOP, FORMATS.get(column.kind, "@")
    if is_key or column.is_locked or fixed:
        cell.fill = GREY
        if fixed:
            cell.comment = Comment(fixed, "Portal")
    else:
        cell.protection = OPEN


def _line(page: Any, *texts: str) -> None:
    page.append(texts)
    for cell in page[page.max_row]:
        _as_text(cell, cell.value or "")


def _as_text(cell: Any, text: str) -> None:
    """Text, whatever it begins with: a name is never run as a formula."""
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(STARTS_A_FORMULA)


def _drop_down(book: Any, lists: Any, page: Any, number: int, column: Column, last: int) -> None:
    if not column.choices:
        return
    at = lists.max_column + 1 if lists.max_row > 1 or lists.cell(1, 1).value else 1
    _as_text(lists.cell(1, at), f"{page.title}: {column.heading}")
    for row, choice in enumerate(column.choices, start=2):
        _as_text(lists.cell(row, at), choice)
    if column.kind is not Kind.CHOICE or column.is_locked:
        return
    letter = get_column_letter(at)
    name = re.sub(r"\W", "_", f"list_{page.title}_{column.key}")
    book.defined_names[name] = DefinedName(name, attr_text=f"'{LISTS}'!${letter}$2:${letter}${1 + len(column.choices)}")
    rule = DataValidation(type="list", formula1=f"={name}", allow_blank=not column.is_required, showErrorMessage=True)
    rule.error, rule.errorTitle = "Select one of the list", column.heading
    page.add_data_validation(rule)
    rule.add(f"{get_column_letter(number)}2:{get_column_letter(number)}{last}")
