"""A member's own notes. Nobody else reads them, and the history does not mention them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from portal.accounts.models import User
from portal.moves import lock
from portal.printing.actions import order
from portal.printing.models import Document

from .. import documents
from ..models import AgendaItem, Note, Pack


@transaction.atomic
def write_note(*, item: AgendaItem, by: User, text: str, anchor: str = "", place: str = "") -> Note | None:
    """One note a place. An empty one takes the note away."""
    lock(item)
    if not text.strip():
        Note.objects.filter(user=by, item=item, anchor=anchor).delete()
        return None
    note, _ = Note.objects.update_or_create(user=by, item=item, anchor=anchor, defaults={"text": text, "place": place})
    return note


@transaction.atomic
def print_notes(*, pack: Pack, notes: Iterable[Note], by: User, page: str) -> Document:
    """Of one's own notes, for oneself: nobody else may open the print."""
    facts = documents.notes_facts(pack.meeting, notes)
    return order(template=documents.NOTES, facts=facts, title=f"My notes: {pack.meeting}", file_name="my-notes", by=by, page=page)
