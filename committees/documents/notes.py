"""A member's own notes, as they are printed for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from intentions.documents.paper.text import Facts
from portal.printing.models import Document

from ..models import Meeting, Note
from .pack import when_words

NOTES = "documents/notes.html"


def notes_facts(meeting: Meeting, notes: Iterable[Note]) -> Facts:
    rows = [{"item": f"Item {note.item.mark}: {note.item.title}", "place": note.place, "text": note.text} for note in notes]
    return {"line": "My notes", "marking": "Private", "when": when_words(meeting), "notes": rows}


def printed_notes(user: Any, page: str) -> Document | None:
    """What this person had printed last on that page; never anybody else's."""
    return Document.objects.filter(template=NOTES, ordered_by=user, page=page).order_by("-ordered_at").first()
