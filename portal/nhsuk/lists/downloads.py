"""A list as a file. What a cell holds is text or a number and never a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from portal.nhsuk import words

KINDS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "docx": "Word"}
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
LONGEST = 32_767  # characters Excel keeps in a cell
CUT = " … (cut: the whole text is in the CSV, JSON and Word downloads)"


def answer(listing: Any, kind: str) -> HttpResponse:
    content, content_type = _WRITERS[kind](listing)
    name = f"{slugify(listing.title)}-{timezone.localdate():%Y-%m-%d}.{kind}"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _columns(listing: Any) -> list[Any]:
    return [column for column in listing.columns if column.in_download]


def _rows(listing: Any) -> Iterator[list[Any]]:
    columns = _columns(listing)
    for row in listing.found:
        yield [column.plain(row) for column in columns]


def harmless(text: str) -> str:
    """Text a spreadsheet might run gets an apostrophe before it; so does text that has one, so that it can be read back."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _csv(listing: Any) -> tuple[bytes, str]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(column.heading) for column in _columns(listing)])
    for row in _rows(listing):
        writer.writerow([_machine(value) if _is_figure(value) else harmless(_machine(value)) for value in row])
    return out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"


def _json(listing: Any) -> tuple[bytes, str]:
    keys = [column.key for column in _columns(listing)]
    rows = [dict(zip(keys, map(_plain_json, row), strict=True)) for row in _rows(listing)]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode(), "application/json"


def _xlsx(listing: Any) -> tuple[bytes, str]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", listing.title)[:31])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(_columns(listing)):
        sheet.column_dimensions[get_column_letter(1 + number)].width = max(12, min(60, 2 * len(column.heading)))
    sheet.append([_xlsx_cell(sheet, column.heading, is_head=True) for column in _columns(listing)])
    for row in _rows(listing):
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _xlsx_cell(sheet: Any, value: Any, *, is_head: bool = False) -> Any:
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)  # Excel knows no zones: the time is London's
    text = UNPRINTABLE.sub("", value) if isinstance(value, str) else value
    if isinstance(text, str) and len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    cell = WriteOnlyCell(sheet, value=text)
    if isinstance(text, str):
        cell.data_type = "s"  # text, whatever it begins with
        cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_head:
        cell.font = Font(bold=True)
    return cell


def _docx(listing: Any) -> tuple[bytes, str]:
    columns = _columns(listing)
    document = Document()
    section = document.sections[0]
    if len(columns) > 4:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.title = listing.title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(listing.title, 1)
    filtered = ", ".join(one["text"] for one in listing.on)
    document.add_paragraph(f"{listing.counted}, {words.history(timezone.now())}." + (f" Filtered by: {filtered}." if filtered else ""))
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    _fill(table.rows[0], [column.heading for column in columns], is_head=True)
    for row in _rows(listing):
        _fill(table.add_row(), [_human(value) for value in row])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _fill(row: Any, texts: list[str], *, is_head: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = UNPRINTABLE.sub("", text)
        preferred = cell._tc.get_or_add_tcPr().get_or_add_tcW()  # none: a column is as wide as what stands in it
        preferred.set(qn("w:type"), "auto")
        preferred.set(qn("w:w"), "0")
        if is_head:
            cell.paragraphs[0].runs[0].bold = True
    if is_head:  # repeated on each page, and read out as the heads
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader", attrs={qn("w:val"): "true"}))


def _is_figure(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal))


def _machine(value: Any) -> str:
    """As a program reads it: days and times by ISO 8601."""
    if value is None:
        return ""
    return value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)


def _human(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return words.history(value)
    if isinstance(value, date):
        return words.day(value)
    return "No data" if value is None or value == "" else str(value)


def _plain_json(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value


_WRITERS: dict[str, Callable[[Any], tuple[bytes, str]]] = {"csv": _csv, "json": _json, "xlsx": _xlsx, "docx": _docx}
