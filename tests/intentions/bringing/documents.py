"""Documents brought into a round as a person brings them: through the page, read by the worker's task, gone through on the desk."""

from __future__ import annotations

import io
from typing import Any

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from intentions import tasks
from intentions.models import Brought, Finding

HERE = "/rounds/intentions-2019-20/draft/brought/"
TEXT = """Northmoor commissioning intentions 2019/20

Why we write

We wrote to every provider last autumn, and thirty of them answered.

Urgent and emergency care

We will open a same day unit at each acute site by March 2020.

We will commission a two-hour response team in Eastham from April 2019, at a cost of £250,000.

Planned care

We intend to stop routine ear syringing in hospital from October 2019.
"""


def text_file(words: str = TEXT, name: str = "intentions.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def word_file(words: str = TEXT, name: str = "intentions.docx") -> SimpleUploadedFile:
    """Short paragraphs are headings, as a person writes them."""
    document = docx.Document()
    for paragraph in filter(None, words.split("\n\n")):
        document.add_paragraph(paragraph.strip(), style="Heading 1" if len(paragraph.split()) < 6 else None)
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def brought_in(client: Client, file: Any = None, **more: Any) -> Brought:
    """Sent and read."""
    answer = client.post(HERE, {"file": file or text_file(), **more})
    assert answer.status_code == 302, answer.content.decode()
    brought = Brought.objects.latest("at")
    tasks.read_document(document=str(brought.pk))
    brought.refresh_from_db()
    return brought


def the(brought: Brought, kind: str, words: str = "") -> Finding:
    return next(one for one in brought.findings.filter(kind=kind).order_by("order") if words in f"{one.title} {one.words}")


def do(client: Client, finding: Finding, verb: str, **more: Any) -> Any:
    return client.post(finding.get_absolute_url(), {"do": verb, "revision": finding.revision, **more})


def accept_all(client: Client, brought: Brought) -> Any:
    return client.post(f"{brought.get_absolute_url()}many/", {"do": "everything"}, follow=True)


def take_in(client: Client, brought: Brought) -> Any:
    accept_all(client, brought)
    answer = client.post(f"{brought.get_absolute_url()}take-in/", follow=True)
    brought.refresh_from_db()
    return answer
