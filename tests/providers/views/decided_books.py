"""A workbook of decisions as people handle it: taken out, filled in, brought back, ticked, taken in and back."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from providers.models import Position

from ..reading import read

HERE = "/rounds/sel-2027/responses/excel/"


def taken_out(client):
    answer = client.get(f"{HERE}download/")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def put(book, sheet, key, said, row=None):
    page = book[sheet]
    heads = {cell.value: cell.column for cell in page[1]}
    row = row or next(one for one in range(2, page.max_row + 1) if page.cell(one, 1).value == key)
    for heading, value in {"Ref": key, **said}.items():
        page.cell(row, heads[heading]).value = value


def said(book, sheet, row, heading):
    page = book[sheet]
    return page.cell(row, next(cell.column for cell in page[1] if cell.value == heading)).value


def brought(client, book):
    out = io.BytesIO()
    book.save(out)
    return client.post(HERE, {"file": SimpleUploadedFile("filled.xlsx", out.getvalue())}, follow=True)


def ticked(preview, *, all_of=False):
    return [str(box["value"]) for box in read(preview).select("[name=seen]") if all_of or box.has_attr("checked")]


def take_in(client, preview, chosen=None):
    return client.post(preview.request["PATH_INFO"], {"seen": ticked(preview) if chosen is None else chosen}, follow=True)


def undo(client, page):
    return client.post(read(page).select_one("form[action$='/undo/']")["action"], follow=True)


def on(response, reference):
    return Position.objects.get(response=response, intention__reference=reference)
