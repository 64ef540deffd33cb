"""Workbooks of a response as colleagues fill them in: taken out through the page, changed with openpyxl, brought back through the page."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from portal.workbooks.reading import read as read_workbook
from portal.workbooks.shape import About
from portal.workbooks.writing import write
from providers import actions
from providers.documents import decision_book
from providers.documents.canonical import begun
from providers.documents.letters import Proposal
from providers.documents.tasks import progress
from providers.documents.workbook import rows_of, sheets_of

from .reading import read


def taken_out(client: Client, response: Any) -> Any:
    answer = client.get(reverse("providers:workbook_file", args=[response.pk]))
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def put(book: Any, sheet: str, row: int, **said: Any) -> None:
    """By the headings, blanks written as _."""
    page = book[sheet]
    heads = {cell.value: cell.column for cell in page[1]}
    for heading, value in said.items():
        page.cell(row, heads[heading.replace("_", " ")]).value = value


def brought(client: Client, response: Any, book: Any, name: str = "filled.xlsx") -> Any:
    """The preview."""
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile(name, out.getvalue())
    return client.post(reverse("providers:workbook", args=[response.pk]), {"file": file}, follow=True)


def ticked(preview: Any) -> list[str]:
    return [str(box["value"]) for box in read(preview).select("[name=seen]") if box.has_attr("checked")]


def every(preview: Any) -> list[str]:
    return [str(box["value"]) for box in read(preview).select("[name=seen]")]


def take_in(client: Client, preview: Any, chosen: list[str] | None = None) -> Any:
    return client.post(preview.request["PATH_INFO"], {"seen": ticked(preview) if chosen is None else chosen}, follow=True)


def fill_in_a_workbook(response: Any, by: Any, words: str, at: Any) -> None:
    """A colleague's comment on the first intention, taken into the draft out of a file of this name."""
    filled, found, rows = bring_a_workbook(response, by, words, at)
    marks = {row.key: row.mark for row in rows["Answers"]}
    first = rows["Answers"][0].key
    step, left = actions.take_in_filled(filled=filled, progress=found, chosen={first: marks[first]}, by=by, at=at)
    assert step, left


def bring_a_letter(invitation: Any, by: Any, words: str, at: Any) -> Any:
    """One that was read and waits, with somebody's words on its only passage."""
    proposal = Proposal("b1", words, 1, 1)
    about = {"content": words.encode(), "proposals": [proposal], "dated": None, "left_out": [words]}
    letter = actions.keep_letter(invitation=invitation, name=words, by=by, at=at, **about)
    said = {"goes": "MONEY", "references": [], "stance": "", "conditions": [], "words": words, "chapter": "", "title": "", "is_done": True}
    actions.mark_passages(letter=letter, marks={"b1": (0, said)}, by=by)
    return letter


def bring_decisions(round: Any, by: Any, words: str, at: Any) -> None:
    """Two workbooks in which what is decided, else the first point, is put off: one that is taken in, and one that waits."""
    rows = decision_book.rows_of(decision_book.points_of(round, by))
    sheets, points = decision_book.sheets_of(round), rows[decision_book.POINTS]
    first = next((row for row in points if row.cells.get("verdict")), points[0])
    book = load_workbook(io.BytesIO(write(About("kind", "of", words, words), [(sheet, rows[sheet.name]) for sheet in sheets])))
    put(book, decision_book.POINTS, 2 + points.index(first), Decision="Defer", Reason=words)
    out = io.BytesIO()
    book.save(out)
    came = read_workbook(out.getvalue(), sheets, kind="kind", of="of")
    for _ in range(2):
        kept = actions.keep_decided(round=round, brought=came, name=words, by=by, at=at)
    step, left = actions.take_in_decided(workbook=kept, chosen={first.key: first.mark}, by=by, at=at)
    assert step, left


def bring_a_workbook(response: Any, by: Any, words: str, at: Any) -> tuple[Any, Any, Any]:
    """A filled one that nobody has taken in; what is asked, and what stands."""
    round = response.round
    found = progress(response, begun(response))
    rows = rows_of(response, found.tasks, {one.reference: one for one in begun(response)})
    sheets = sheets_of(round)
    book = load_workbook(io.BytesIO(write(About("kind", "of", words, words), [(sheet, rows[sheet.name]) for sheet in sheets])))
    put(book, "Answers", 2, Comment=words)
    out = io.BytesIO()
    book.save(out)
    came = read_workbook(out.getvalue(), sheets, kind="kind", of="of")
    return actions.keep_filled(response=response, brought=came, name=words, by=by, at=at), found, rows
