"""Workbooks of the register and of people as a person fills them in."""

import io
import re

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

REGISTER, PEOPLE = "/system/organisations/excel/", "/organisations/acute/people/excel/"
OURS = ("How to use", "Lists", "Portal")


def taken_out(client, here):
    answer = client.get(f"{here}download/")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def sheet(book):
    return next(page for page in book if page.title not in OURS)


def cell(book, row, heading):
    page = sheet(book)
    return page.cell(row, next(one.column for one in page[1] if one.value == heading))


def row_of(book, key):
    page = sheet(book)
    return next(row for row in range(2, page.max_row + 1) if key in [one.value for one in page[row]])


def put(book, row, said):
    for heading, value in said.items():
        cell(book, row, heading).value = value


def new_row(book):
    page = sheet(book)
    return next(row for row in range(2, page.max_row + 1) if not page.cell(row, 2).value)


def brought(client, here, book):
    """The preview, or the page again with what is wrong with the file."""
    out = io.BytesIO()
    book.save(out)
    return client.post(here, {"file": SimpleUploadedFile("filled.xlsx", out.getvalue())}, follow=True)


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
