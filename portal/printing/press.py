"""Claim, print, store. An order that arrives twice is printed once; a worker that lost its lease stores nothing.

No transaction is open while a paper is printed. The row says who may store: each claim raises the token, and only the
holder of the last one finishes, fails or gives back.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models.functions import Now

from . import endings, refusals, writing
from .child import Limits, in_child
from .models import ANNEX_TEMPLATE, Document
from .prints import Print
from .refusals import CannotPrint
from .states import MOVES, Status

LEASE, BEAT = timedelta(seconds=20), 5.0
ATTEMPTS = 3
ABANDONED = 10  # claims by workers that died, or prints that were killed: more is not chance
BINDERY = 7_203_511  # the number of the lock under which a pack asks for its turn
logger = logging.getLogger(__name__)


class LostLease(Exception):
    """Cancelled meanwhile, or claimed by another worker after this one was silent for too long."""


def print_document(*, document_id: str) -> None:
    """Print what is ordered, if nobody else does. Never raises for what is wrong with the paper."""
    document = claim(document_id)
    if document is None:
        return
    try:
        if endings.reuse(document):
            return
        printed = make(document)
    except LostLease:
        logger.info("print %s was taken over or cancelled", document.pk)
    except CannotPrint as refusal:
        endings.refuse(document, refusal, is_last=is_last(refusal, document.attempts))
    except (DatabaseError, InterfaceError):
        logger.warning("print %s lost the database: whoever finds its lease run out prints it", document.pk)
    except Exception:
        logger.exception("print %s stopped", document.pk)
        endings.refuse(document, refusals.press_stopped(), is_last=document.attempts >= ATTEMPTS)
    else:
        store(document, printed)


@transaction.atomic
def claim(document_id: str) -> Document | None:
    """The document with a fresh token, for exactly one caller while the lease lasts."""
    free = Document.objects.free_to_print().select_for_update(of=("self",), skip_locked=True)
    document = free.filter(pk=document_id).first()
    if document is None or (document.is_pack and not is_its_turn(document)):
        return None
    if document.attempts >= ABANDONED:
        endings.fail(document, endings.GIVEN_UP)
        return None
    document.status = MOVES.target("claim", document.status)
    document.token += 1
    document.attempts += 1
    Document.objects.filter(pk=document.pk).update(
        status=document.status, token=document.token, attempts=document.attempts, lease_until=Now() + LEASE, relay_at=Now()
    )
    return document


def is_its_turn(pack: Document) -> bool:
    """Packs are bound one after another, so that a letter or a paper never waits behind all of them. Its turn is asked by one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BINDERY])
    return Document.objects.binding().exclude(pk=pack.pk).count() < settings.PRINT_PACKS_AT_ONCE


def is_last(refusal: CannotPrint, attempts: int) -> bool:
    """Whether it is not tried again."""
    return refusal.is_certain or attempts >= (ABANDONED if refusal.is_chance else ATTEMPTS)


def renew(document: Document) -> None:
    """Hold it for another lease, or learn that it is no longer ours."""
    if not Document.objects.filter(pk=document.pk, token=document.token, status=Status.PRINTING).update(lease_until=Now() + LEASE):
        raise LostLease


def make(document: Document) -> Print:
    """The print, made in a child."""
    work = pack_work(document) if document.is_pack else paper_work(document)
    seconds = settings.PRINT_CPU_SECONDS
    limits = Limits(cpu=seconds, memory=settings.PRINT_MEMORY_MB, wall=4 * seconds, gives_way=document.is_pack)
    printed = in_child(work, limits=limits, keep=partial(renew, document), every=BEAT)
    for warning in printed.warnings:
        logger.warning("print %s: %s", document.pk, warning)
    return printed


def paper_work(document: Document) -> Callable[[], Print]:
    from . import annexes, assembly, pdf

    assembly.warm_up()
    if document.template == ANNEX_TEMPLATE:
        content = annexes.stored(document.facts["upload"], document.facts["sha256"])
        return partial(annexes.print_annex, content, document.template, document.facts, title=document.title)
    return partial(pdf.print_paper, document.template, document.facts, title=document.title)


def pack_work(document: Document) -> Callable[[], Print]:
    from . import assembly

    assembly.warm_up()
    parts = list(document.parts.select_related("document").order_by("order"))
    papers = [
        assembly.Paper(
            key=part.key,
            title=part.label,
            line=part.line or part.label,
            pdf=stored(part.document, part.label),
            sections=part.document.sections,
            read=part.document.read,
            lacking=[words for words in part.document.faults if writing.is_said(words)],
        )
        for part in parts
    ]
    before = document.after.pages_before + (document.after.pages or 0) if document.after else 0
    return partial(assembly.bind, papers, document.template, document.facts, title=document.title, before=before)


def stored(document: Document, label: str) -> bytes:
    """The bytes of a ready paper, as they were when it was printed."""
    with document.file.open("rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise refusals.damaged_paper(label)
    return content


def store(document: Document, printed: Print) -> None:
    """Keep the bytes under a name of this claim's own, and let the row point to them if the token still holds."""
    name = default_storage.save(f"documents/{document.pk}/{document.token}.pdf", ContentFile(printed.pdf))
    if not endings.finish(document, printed, name):
        default_storage.delete(name)
        logger.info("print %s was finished by another worker", document.pk)
