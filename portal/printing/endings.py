"""What becomes of a print: ready, given back, failed. Each asks first whether the token still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from portal.audit.actions import tell

from . import sending
from .models import Document, Part
from .prints import Print
from .refusals import CannotPrint, part_not_printed
from .states import MOVES, Status

PAUSE = timedelta(seconds=5)  # before the next attempt, times the attempts so far
COPIED = (
    "file",
    "sha256",
    "size",
    "pages",
    "pages_before",
    "anchors",
    "sections",
    "read",
    "words",
    "is_accessible",
    "faults",
)  # of a print made for an equal order
GIVEN_UP = "the printer stopped on it again and again. Try again, or contact the operator."
PART_CANCELLED = "its print was cancelled."
BEFORE_IT = "The pack whose pages it goes on from"


def held(document: Document) -> Document | None:
    """The row, locked, if this claim is still the last one."""
    mine = Document.objects.select_for_update(of=("self",)).filter(pk=document.pk, token=document.token, status=Status.PRINTING)
    return mine.first()


@transaction.atomic
def finish(document: Document, printed: Print, name: str) -> bool:
    """The bytes stored under `name` become the document, once; what waits for it is sent."""
    mine = held(document)
    if mine is None:
        return False
    made = {
        "file": name,
        "sha256": hashlib.sha256(printed.pdf).hexdigest(),
        "size": len(printed.pdf),
        "pages": printed.pages,
        "pages_before": printed.pages_before,
        "anchors": printed.anchors,
        "sections": printed.sections,
        "read": printed.read,
        "words": printed.words,
        "is_accessible": not printed.faults,
        "faults": printed.faults,
    }
    _make_ready(mine, made, printed.places)
    return True


@transaction.atomic
def reuse(document: Document) -> bool:
    """An equal order was ready first: its bytes serve this one too."""
    mine, twin = held(document), ready_twin(document.fingerprint)
    if mine is None or twin is None:
        return False
    _make_ready(mine, copied(twin), places_of(twin))
    return True


def ready_twin(fingerprint: str) -> Document | None:
    """A document whose bytes are those this order would have."""
    return Document.objects.filter(fingerprint=fingerprint, status=Status.READY).order_by("ready_at").first()


def copied(twin: Document) -> dict[str, Any]:
    return {name: getattr(twin, name) for name in COPIED}


def places_of(pack: Document) -> list[tuple[int | None, int | None]]:
    return list(pack.parts.order_by("order").values_list("first_page", "last_page"))


def set_places(pack: Document, places: Iterable[tuple[int | None, int | None]]) -> None:
    for part, (first, last) in zip(pack.parts.order_by("order"), places, strict=True):
        Part.objects.filter(pk=part.pk).update(first_page=first, last_page=last)


def _make_ready(mine: Document, made: dict[str, Any], places: Iterable[tuple[int | None, int | None]]) -> None:
    mine.status = MOVES.target("finish", mine.status)
    mine.lease_until, mine.failure, mine.ready_at = None, "", Now()
    for name, value in made.items():
        setattr(mine, name, value)
    mine.save(update_fields=["status", "lease_until", "failure", "ready_at", *made])
    if mine.is_pack:
        set_places(mine, places)
    _tell(mine, subject=f"Open {mine.title}: it is ready", words="It is ready.")
    transaction.on_commit(lambda: _send_packs(mine), robust=True)


def _send_packs(document: Document) -> None:
    """After the commit, so that of two papers that end at once the later one sees both."""
    for pack in Document.objects.packs_with(document).filter(status=Status.ORDERED).free_to_print():
        sending.send(pack)
    _send_the_next(document)


def _send_the_next(document: Document) -> None:
    """When a pack has ended, however, the one that waits longest has its turn."""
    if document.is_pack:
        waiting = Document.objects.filter(is_pack=True, status=Status.ORDERED).exclude(pk=document.pk).free_to_print()
        following = waiting.order_by("ordered_at").first()
        if following:
            sending.send(following)


# ── Not printed ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def refuse(document: Document, refusal: CannotPrint, *, is_last: bool) -> None:
    """Give the order back for another attempt, or fail it in words its reader can act on."""
    mine = held(document)
    if mine is None:
        return
    if is_last:
        fail(mine, refusal.words)
    else:
        mine.status = MOVES.target("give_back", mine.status)
        mine.lease_until, mine.relay_at = None, Now() + PAUSE * mine.attempts
        mine.save(update_fields=["status", "lease_until", "relay_at"])
        transaction.on_commit(lambda: _send_the_next(mine), robust=True)


def fail(locked: Document, words: str) -> None:
    """The caller holds the row. Packs that wait for this paper fail in its name."""
    locked.status = MOVES.target("fail", locked.status)
    locked.lease_until, locked.failure = None, words
    locked.save(update_fields=["status", "lease_until", "failure"])
    transaction.on_commit(lambda: _send_the_next(locked), robust=True)
    _tell(locked, subject=f"Put {locked.title} right: it could not be printed", words=f"It could not be printed: {words}")
    fail_packs(document=locked, words=words)


def fail_packs(*, document: Document, words: str) -> None:
    waiting = Part.objects.filter(document=document, whole__status=Status.ORDERED)
    for part in waiting.order_by("whole", "order"):
        pack = Document.objects.select_for_update(of=("self",)).filter(pk=part.whole_id, status=Status.ORDERED).first()
        if pack:
            fail(pack, part_not_printed(part.label, words))
    for follower in Document.objects.select_for_update(of=("self",)).filter(after=document, status=Status.ORDERED):
        fail(follower, part_not_printed(BEFORE_IT, words))


def fail_hopeless_packs() -> None:
    """Packs that were ordered with, or left with, a paper that will never be ready."""
    hopeless = Part.objects.filter(document__status__in=[Status.FAILED, Status.CANCELLED], whole__status=Status.ORDERED).select_related(
        "document"
    )
    for part in hopeless.order_by("whole", "order"):
        with transaction.atomic():
            fail_packs(document=part.document, words=part.document.failure or PART_CANCELLED)
    gone = Document.objects.filter(status__in=[Status.FAILED, Status.CANCELLED], followers__status=Status.ORDERED).distinct()
    for document in gone:
        with transaction.atomic():
            fail_packs(document=document, words=document.failure or PART_CANCELLED)


def _tell(document: Document, *, subject: str, words: str) -> None:
    if document.page and document.ordered_by:
        tell(
            "document.printed",
            to=[document.ordered_by],
            subject=subject[:200],
            template="printing/email.txt",
            facts={"title": document.title, "words": words, "page": document.page},
            about=document,
        )


# ── Sent again ──────────────────────────────────────────────────────────────────────────────────────────────────────
AGAIN, AT_ONCE = timedelta(seconds=15), 100


def overdue() -> list[Document]:
    """What lost its message or its worker, oldest first; each at most four times a minute."""
    fail_hopeless_packs()
    documents = list(Document.objects.overdue().order_by("ordered_at").only("template", "is_pack")[:AT_ONCE])
    Document.objects.filter(pk__in=[document.pk for document in documents]).update(relay_at=Now() + AGAIN)
    return documents
