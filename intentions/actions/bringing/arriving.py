"""A document is brought into a draft round, read by a worker, and laid out for people to go through. Nothing of the round changes."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import uuid4

from celery import signature
from django.core.files.base import ContentFile
from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock, step
from portal.moves.clock import database_now
from portal.moves.queue import send_on_commit
from portal.reading import CannotRead, Source
from portal.reading.apart import read_apart
from portal.reading.pdf import ocr
from portal.reading.refusals import stopped

from ...documents.arriving import findings_of, named_of, pieces_of
from ...models import Brought, Finding, Piece, Round
from ...models.brought import BACK, LOST
from ...recognition.apart import propose_apart
from ...states import BroughtStatus
from ..kept_pictures import store
from .dating import order_in
from .known import known
from .matching import match_findings
from .outcomes import match_outcomes

READ = "intentions.tasks.read_document"
MOST_ATTEMPTS = 3
NO_OCR = "This portal has no OCR program (operator guide: Scanned documents). Find the file it was made from"
NO_WORDS = "OCR found no words on them. Find the file it was made from"
EVERY = 10.0  # seconds between two words of a worker that it is still there


class Overtaken(Exception):
    """Another worker reads this document now."""


class Twin(Exception):
    """The same file was brought into this round before."""

    def __init__(self, brought: Brought):
        super().__init__(f"brought in already by {brought.by}")
        self.brought = brought


@transaction.atomic
def bring_in(*, round: Round, content: bytes, name: str, by: User, at: datetime, again: bool = False) -> Brought:
    """The file is kept as it came, and will be read by a worker; one that is there already only when it is meant (`again`)."""
    lock(round)  # of two people with the same file, the second is told
    if not again and (twin := _twin(round, content)):
        raise Twin(twin)
    brought = Brought(round=round, name=name[:150], sha256=sha256(content).hexdigest(), size=len(content), by=by, at=at)
    brought.file.save(f"{brought.pk}", ContentFile(content), save=False)
    brought.save()
    record("round.document_brought", target=round, by=by, at=at, says=f"brought {name} into the draft of {round}", owner=round.lead)
    send_on_commit(signature(READ), document=str(brought.pk))
    return brought


def read_document(*, brought: Brought) -> None:
    """Read by one worker at a time, outside any transaction; what it finds is kept only while it is still the one."""
    claimed = _claim(brought)
    if claimed is None:
        return
    try:
        source, facts = _read(claimed)
    except CannotRead as refusal:
        _refuse(claimed, refusal.words)
    except Overtaken:
        return
    else:
        _lay_out(claimed, source, facts)


def read_lost(*, at: datetime) -> None:
    """Documents whose worker was killed half-way, or whose message never came."""
    for pk in Brought.objects.lost(at).values_list("pk", flat=True):
        send_on_commit(signature(READ), document=str(pk))


@transaction.atomic
def _claim(brought: Brought) -> Brought | None:
    """None while another worker is at it, or when it is read."""
    brought, at = lock(brought), database_now()
    if not brought.is_moving or (brought.status == BroughtStatus.READING and brought.seen_at and brought.seen_at > at - LOST):
        return None
    step(brought, "begin")
    brought.token, brought.seen_at, brought.attempts = uuid4(), at, brought.attempts + 1
    brought.progress = "Reading the file"
    brought.save(update_fields=["status", "token", "seen_at", "attempts", "progress"])
    return brought


def _read(brought: Brought) -> tuple[Source, dict[str, Any]]:
    if brought.attempts > MOST_ATTEMPTS:
        raise stopped(brought.name)
    with brought.file.open("rb") as file:
        content = file.read()
    source = read_apart(content, brought.name, keep=lambda: _still(brought), every=EVERY)
    if source.is_scanned:
        raise CannotRead(f"“{brought.name}” is a scan: pictures of pages without text. {NO_WORDS if ocr.is_there() else NO_OCR}")
    if not source.words:
        raise CannotRead(f"“{brought.name}” holds no words that can be read")
    _still(brought, f"Looking for intentions in {_length(source)}")
    facts = propose_apart(source, known(), keep=lambda: _still(brought), every=EVERY)
    _still(brought, f"Laying out {len(facts['proposals']):,} proposals")
    return source, facts


def _length(source: Source) -> str:
    return f"{source.pages} page{'' if source.pages == 1 else 's'}" if source.pages else f"{source.words:,} words"


def _still(brought: Brought, progress: str | None = None) -> None:
    """A word of life; refused when another worker has taken over."""
    said = {"seen_at": database_now()} | ({"progress": progress[:100]} if progress is not None else {})
    if not Brought.objects.filter(pk=brought.pk, token=brought.token, status=BroughtStatus.READING).update(**said):
        raise Overtaken


def _held(brought: Brought) -> Brought | None:
    """The row under its lock, while this worker is still the one."""
    try:
        found = lock(brought)
    except CannotMove:
        return None
    return found if found.token == brought.token and found.status == BroughtStatus.READING else None


@transaction.atomic
def _refuse(brought: Brought, words: str) -> None:
    held = _held(brought)
    if held:
        step(held, "refuse")
        held.says, held.progress = words[:300], ""
        held.save(update_fields=["status", "says", "progress"])


@transaction.atomic
def _lay_out(brought: Brought, source: Source, facts: dict[str, Any]) -> None:
    held = _held(brought)
    if held is None:
        return
    held.pieces.all().delete()
    held.findings.all().delete()
    for file, packed in source.pictures.items():
        store(file, b64decode(packed))
    pieces = Piece.objects.bulk_create((Piece(brought=held, **one) for one in pieces_of(source, facts["left_out"])), batch_size=2000)
    held.date_order, held.dates = order_in(source, facts["proposals"])
    _lay_out_findings(held, {one.key: one for one in pieces}, findings_of(facts, source, held.date_order))
    step(held, "offer")
    held.pages, held.progress = source.pages, ""
    held.left_out = named_of(source)
    held.save(update_fields=["status", "pages", "progress", "left_out", "date_order", "dates"])


def _lay_out_findings(brought: Brought, pieces: dict[str, Piece], said: list[dict[str, Any]]) -> None:
    made: dict[str, Finding] = {}
    chapters: dict[str, str] = {}
    for one in said:
        key = one.pop("key")
        chapters[key] = one.pop("chapter")
        made[key] = Finding(brought=brought, **one)
    for key, finding in made.items():
        finding.chapter = made.get(chapters[key])
    match_findings(brought.round, made.values())
    match_outcomes(brought.round, made.values())
    Finding.objects.bulk_create([one for one in made.values() if one.kind == "chapter"], batch_size=1000)
    Finding.objects.bulk_create([one for one in made.values() if one.kind != "chapter"], batch_size=1000)
    through = Finding.pieces.through
    ties = [(one, pieces[key]) for one in made.values() for key in dict.fromkeys(span[0] for span in one.spans) if key in pieces]
    through.objects.bulk_create((through(finding=one, piece=piece) for one, piece in ties), batch_size=5000)


def _twin(round: Round, content: bytes) -> Brought | None:
    """The same file, brought in before and not refused."""
    same = Brought.objects.filter(round=round, sha256=sha256(content).hexdigest()).exclude(status=BroughtStatus.REFUSED)
    return same.select_related("by").order_by("-at").first()


@transaction.atomic
def remove_document(*, brought: Brought, by: User, at: datetime) -> None:
    """One that was read, or could not be, and was never taken in goes with its file and all that was said of it."""
    round = lock(brought.round, "lead")
    brought = lock(brought)
    if not brought.can_be_removed:
        raise CannotMove("remove_document", brought)
    says = f"removed {brought}, brought into {round} and never taken in"
    record("round.document_removed", target=round, by=by, at=at, says=says, owner=round.lead)
    _forget(brought)


def forget_refused(*, at: datetime) -> int:
    """A file that could not be read is removed thirty days after it came: nothing hangs on it."""
    return sum(map(_forget, Brought.objects.filter(status=BroughtStatus.REFUSED, at__lt=at - BACK)))


@transaction.atomic
def _forget(brought: Brought) -> bool:
    forget_files([brought])
    brought.delete()
    return True


def forget_files(documents: Iterable[Brought]) -> None:
    """Their bytes go from the disk, once the rows are gone."""
    for one in documents:
        transaction.on_commit(partial(one.file.storage.delete, str(one.file.name)))
