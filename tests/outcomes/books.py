"""Workbooks of outcomes as a person fills them in: taken out through the page, changed with openpyxl, brought back through the page."""

import io
import re

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

NAMES = {"outcomes": "Outcomes", "measures": "Measures", "values": "Values", "targets": "Targets"}


def here(book, organisation="north-ccg"):
    return f"/outcomes/excel/{organisation}/{book}/"


def taken_out(client, book):
    answer = client.get(f"{here(book)}download/")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def cell(book, row, heading):
    page = next(book[name] for name in NAMES.values() if name in book.sheetnames)
    return page.cell(row, next(one.column for one in page[1] if one.value == heading))


def put(book, row, **said):
    """By the headings, blanks written as _."""
    for heading, value in said.items():
        cell(book, row, heading.replace("_", " ")).value = value


def as_file(book, name="filled.xlsx"):
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def brought(client, kind, book):
    """The preview, or the page again with what is wrong with the file."""
    return client.post(here(kind), {"file": as_file(book)}, follow=True)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def text(answer):
    return re.sub(r"\s+", " ", soup(answer).get_text(" ", strip=True))


def ticked(preview, *, all_of=False):
    return [str(box["value"]) for box in soup(preview).select("[name=seen]") if all_of or box.has_attr("checked")]


def take_in(client, preview, chosen=None):
    return client.post(preview.request["PATH_INFO"], {"seen": ticked(preview) if chosen is None else chosen}, follow=True)


def undo(client, page):
    form = soup(page).select_one("form[action$='/undo/']")
    return client.post(form["action"], follow=True)
