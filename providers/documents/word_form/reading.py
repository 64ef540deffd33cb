"""A form that came back: its tables as the rows of the workbook, read in a process with limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from portal.reading import refusals
from portal.reading.apart import apart
from portal.reading.opening import Archive, format_of
from portal.reading.refusals import CannotRead
from portal.reading.word.names import W
from portal.workbooks import kept, stamp
from portal.workbooks.cells import Unread, from_cell
from portal.workbooks.reading import Brought, Line, NotOurs, judged
from portal.workbooks.shape import Column, Sheet

from .writing import PART

NONE = "This is not a form of the portal as it was downloaded: the hidden part by which it is known is missing or was changed"


def read_apart(content: bytes, name: str, sheets: Sequence[Sheet], *, kind: str, of: str) -> Brought:
    """NotOurs, in words, for what cannot be read and for the form of another response."""
    try:
        return kept.read(apart(lambda: _plain(content, name, sheets, kind, of), name))
    except CannotRead as refusal:
        raise NotOurs(refusal.words) from refusal


def _plain(content: bytes, name: str, sheets: Sequence[Sheet], kind: str, of: str) -> Any:
    try:
        return kept.plain(read(content, name, sheets, kind=kind, of=of))
    except NotOurs as refusal:
        raise CannotRead(str(refusal)) from refusal


def read(content: bytes, name: str, sheets: Sequence[Sheet], *, kind: str, of: str) -> Brought:
    if format_of(content, name) != "docx":
        raise NotOurs(f"“{name}” is not a Word file")
    archive = Archive(content, name)
    portal, document = archive.tree(PART), archive.tree("word/document.xml")
    if document is None:
        raise refusals.damaged(name)
    found = None if portal is None else stamp.read([line.text or "" for line in portal.iter("line")])
    if found is None:
        raise NotOurs(NONE)
    if (found.about.kind, found.about.of) != (kind, of):
        raise NotOurs(f"This form is “{found.about.title}”, and not of this page")
    brought = Brought(found.about, found, [], [])
    for table in document.iter(f"{W}tbl"):
        _table(table, sheets, brought)
    return brought


def _table(table: etree._Element, sheets: Sequence[Sheet], brought: Brought) -> None:
    answers, *others = sheets
    rows = [[_text(cell) for cell in _cells(row)] for row in table.iter(f"{W}tr")]
    if rows and len(rows[0]) == 2 and rows[0][0] == answers.key.heading:
        _note(brought, answers)
        brought.lines.append(_answer(answers, rows, len([one for one in brought.lines if one.sheet == answers.name]) + 1, brought))
        return
    for sheet in others:
        if rows and {column.heading for column in sheet.columns} <= set(rows[0]):
            _note(brought, sheet)
            brought.lines += _repeated(sheet, rows)


def _note(brought: Brought, sheet: Sheet) -> None:
    if sheet.name not in brought.sheets:
        brought.sheets.append(sheet.name)


def _answer(sheet: Sheet, rows: Sequence[Sequence[str]], number: int, brought: Brought) -> Line:
    """Rows are known by the first line of their label."""
    line = Line(sheet.name, number, rows[0][1])
    columns = {column.heading: column for column in sheet.told}
    for cells in rows[1:]:
        column = columns.get(cells[0].partition("\n")[0].strip()) if len(cells) == 2 else None
        if column is None:
            brought.notes.append(f"{line.key}: the row “{cells[0] if cells else ''}” is not part of the form and was not read")
        else:
            line.cells[column.key] = _said(cells[1], column, line)
    return line


def _repeated(sheet: Sheet, rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    """A row in which nothing is said is none."""
    at = {column.key: rows[0].index(column.heading) for column in sheet.columns}
    for number, cells in enumerate(rows[1:], start=1):
        whole = [*cells, *[""] * (len(rows[0]) - len(cells))]
        if any(whole[at[column.key]] for column in sheet.told if not column.is_locked and column is not sheet.key):
            line = Line(sheet.name, number, whole[at[sheet.key.key]])
            for column in sheet.columns[1:]:
                line.cells[column.key] = _said(whole[at[column.key]], column, line)
            yield line


def _said(text: str, column: Column, line: Line) -> str:
    """In Word everything is text: that a date or an amount is, need not be said."""
    try:
        return judged(from_cell(column, text)[0], column, line)
    except Unread as unread:
        line.wrong[column.key] = str(unread)
        return text


# ── Cells ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            yield from child.iter(f"{W}tc")


def _text(cell: etree._Element) -> str:
    """With what tracked changes put in, without what they took out; a list that nobody has selected from says nothing."""
    return "\n".join("".join(_letters(paragraph)).rstrip() for paragraph in cell.iter(f"{W}p")).strip()


def _letters(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in (f"{W}del", f"{W}moveFrom") or child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " " if child.tag == f"{W}tab" else "\n"
        elif child.tag != f"{W}p":
            yield from _letters(child)
