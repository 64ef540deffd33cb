"""A paper's Word file: ordered with everything it needs, written by a worker, and kept until newer words are asked for."""

from __future__ import annotations

from datetime import timedelta

from celery import signature
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.moves import lock
from portal.moves.queue import send_on_commit
from portal.printing.refusals import CannotPrint

from .. import documents
from ..models import Paper, WordFile

WRITE = "committees.tasks.write_word"
STOPPED = "Writing it stopped. Try again, or contact the operator"
LOST = timedelta(minutes=1)


@transaction.atomic
def order_word(*, paper: Paper, by: User) -> WordFile:
    """Of the words as they are now; those that are written, or on their way, are not ordered again."""
    paper = lock(paper)
    ordered = documents.word_order(paper)
    known = WordFile.objects.select_for_update().filter(paper=paper).first()
    if known and known.sha256 == ordered["sha256"] and not known.failure:
        return known
    if known:
        _forget(known)
    made = WordFile.objects.create(paper=paper, ordered_by=by, ordered_at=timezone.now(), **ordered)
    send_on_commit(signature(WRITE), word=str(made.pk))
    return made


def write_word(*, word: WordFile) -> WordFile:
    """Written outside any transaction, and kept by whoever is first; what cannot be written says why."""
    if not word.is_moving:
        return word
    try:
        content, failure = documents.word(word), ""
    except CannotPrint as refusal:
        content, failure = b"", refusal.words
    except (ValueError, KeyError, OSError):
        content, failure = b"", STOPPED
    return _keep(word, content, failure)


@transaction.atomic
def _keep(word: WordFile, content: bytes, failure: str) -> WordFile:
    word = lock(word)
    if word.is_moving:
        if content:
            word.file.save(f"{word.pk}.docx", ContentFile(content), save=False)
            word.size = len(content)
        word.failure = failure
        word.save(update_fields=["file", "size", "failure"])
    return word


def write_lost() -> None:
    """Those whose message was lost on the way."""
    for word in WordFile.objects.unwritten().filter(ordered_at__lt=timezone.now() - LOST)[:5]:
        write_word(word=word)


def _forget(word: WordFile) -> None:
    storage, name = word.file.storage, str(word.file.name or "")
    word.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
