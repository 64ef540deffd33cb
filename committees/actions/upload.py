"""A PDF from elsewhere joins an item: looked into first, kept as it will be bound, and never with what nobody sees by accident."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.printing import annexes
from portal.printing.actions import order_annex
from portal.printing.refusals import CannotPrint

from .. import documents
from ..models import AgendaItem
from ..states import Unseen as State
from .held import hold, let_go
from .refusals import NotTaken, Unseen

SAID = {State.REMOVED: "took what nobody saw out of {pages} of “{name}”", State.KEPT: "kept what nobody sees on {pages} of “{name}”"}


@dataclass(frozen=True)
class Taken:
    """A file that may join an item, with what was decided about it."""

    name: str
    content: bytes
    pages: int
    hides: list[str]
    unseen: str = ""
    unseen_pages: tuple[int, ...] = ()
    token: str = ""


def look_into(upload: File[Any], *, by: User | None, unseen: str = "", token: str = "") -> Taken:
    """What is in a file, read before anything is locked. Covered words are kept or removed by somebody, or nothing is kept."""
    upload.seek(0)
    content, name = upload.read(), (upload.name or "annex.pdf").rsplit("/")[-1][-120:]
    looked = _examined(content)
    pages = tuple(one["page"] for one in looked.covered)
    if not pages:
        return Taken(name, content, looked.pages, looked.hides, token=token)
    if not unseen or by is None:
        raise Unseen(hold(name=name, content=content, covered=looked.covered, by=by))
    if unseen == State.REMOVED:
        content = _redacted(content, pages)
    return Taken(name, content, looked.pages, looked.hides, unseen, pages, token)


def _examined(content: bytes) -> annexes.Looked:
    try:
        return annexes.examine(content)
    except CannotPrint as refusal:
        raise NotTaken([refusal.words]) from refusal


def _redacted(content: bytes, pages: tuple[int, ...]) -> bytes:
    """Looked at once more: nothing that nobody sees may be left."""
    try:
        written = annexes.redact(content, list(pages))
    except CannotPrint as refusal:
        raise NotTaken([refusal.words]) from refusal
    if _examined(written).covered:
        raise NotTaken(["What nobody sees could not be taken out of this PDF. Take it out in the program that made it and upload that."])
    return written


def join(item: AgendaItem, taken: Taken, *, by: User | None) -> None:
    """The file as it will be bound, in place of the one before."""
    forget(item)
    item.upload_pages, item.upload_hides = taken.pages, taken.hides
    item.upload_sha256, item.upload_name, item.paper = sha256(taken.content).hexdigest(), taken.name, None
    item.upload_unseen, item.upload_unseen_pages = taken.unseen, list(taken.unseen_pages)
    item.upload_unseen_by, item.upload_unseen_at = (by, timezone.now()) if taken.unseen else (None, None)
    item.upload.save(f"{item.pk}.pdf", ContentFile(taken.content), save=False)  # the stored name says nothing about the words
    item.annex = order_annex(
        upload=str(item.upload.name),
        sha256=item.upload_sha256,
        facts=documents.annex_facts(item),
        title=item.title,
        file_name="annex",
        by=by,
        page=item.meeting.get_draft_url(),
    )
    if by and taken.token:
        transaction.on_commit(lambda: let_go(by=by, token=taken.token))


def forget(item: AgendaItem) -> None:
    """The bytes of the upload that an item had, once the change is made. What was printed of it stays with the packs that hold it."""
    storage, name = item.upload.storage, item.upload.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def tell(item: AgendaItem, taken: Taken, *, by: User | None) -> None:
    """Who decided what becomes of words that nobody sees stands in the history; the words do not."""
    if taken.unseen:
        says = SAID[State(taken.unseen)].format(pages=documents.pages_in_words(taken.unseen_pages), name=taken.name)
        record(f"item.unseen_{taken.unseen.lower()}", target=item, by=by, says=says, owner=item.meeting.committee.host)


def stored_of(item: AgendaItem) -> File[Any]:
    """The upload as it was taken in, to be looked at again."""
    try:
        return ContentFile(annexes.stored(str(item.upload.name), item.upload_sha256), name=item.upload_name)
    except (CannotPrint, OSError) as trouble:
        raise NotTaken(["The PDF is missing or damaged. Select it again."]) from trouble


@transaction.atomic
def look_again(*, item: AgendaItem) -> AgendaItem:
    """An upload from before is made ready as uploads are now; one with something to decide waits for its clerk."""
    item = lock(item)
    if item.upload_unseen != State.NOT_LOOKED:
        return item
    try:
        join(item, look_into(stored_of(item), by=None), by=None)
    except (NotTaken, Unseen):
        item.upload_unseen = State.ASKED
    item.save()
    return item
