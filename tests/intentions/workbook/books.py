"""Workbooks as a person fills them in: taken out through the page, changed with openpyxl, brought back through the page."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from intentions.models import Intention

from ..reading import soup
from ..reading import text as words_of

CONTRACT = {"reference": "C-17", "provider": "Acute Trust", "ends_on": date(2020, 3, 31), "notice_months": 0, "clause": "", "unserved": ""}
HERE = "/rounds/intentions-2019-20/draft/excel/"


def taken_out(client: Client) -> Any:
    answer = client.get(f"{HERE}download/")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def column(page: Any, heading: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == heading)


def cell(book: Any, sheet: str, row: int, heading: str) -> Any:
    return book[sheet].cell(row, column(book[sheet], heading))


def put(book: Any, sheet: str, row: int, **said: Any) -> None:
    """By the headings, blanks written as _."""
    for heading, value in said.items():
        cell(book, sheet, row, heading.replace("_", " ")).value = value


def as_file(book: Any, name: str = "filled.xlsx") -> SimpleUploadedFile:
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def brought(client: Client, book: Any) -> Any:
    """The preview."""
    answer = client.post(HERE, {"file": as_file(book)}, follow=True)
    assert answer.status_code == 200, soup(answer).select_one(".nhsuk-error-summary")
    return answer


def tokens(preview: Any, group: str = "") -> list[str]:
    """What is ticked, or all of one group."""
    boxes = soup(preview).select("[name=seen]")
    return [str(box["value"]) for box in boxes if box.has_attr("checked")] if not group else [str(box["value"]) for box in boxes]


def take_in(client: Client, preview: Any, chosen: list[str] | None = None) -> Any:
    return client.post(preview.request["PATH_INFO"], {"seen": tokens(preview) if chosen is None else chosen}, follow=True)


def text(answer: Any) -> str:
    return words_of(soup(answer))


def content(reference: str) -> Any:
    return Intention.objects.get(reference=reference).latest.content()
