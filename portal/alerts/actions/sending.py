"""Sending, many over one connection. A claim with a lease; what a crash leaves over is sent again when the lease has ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone

from ..documents import Written, written
from ..models import Letter
from ..states import MOVES, LetterKind, LetterStatus

BATCH, BATCHES = 100, 5  # so many letters of one claim, so many claims a turn: ten thousand hold no worker for long
LEASE = timedelta(minutes=5)
ATTEMPTS = 8


def send_waiting() -> int:
    """What waits, questions to new readers first. Each is written now, and dropped where nothing of it is public any more."""
    count = 0
    for _ in range(BATCHES):
        letters = claim()
        if not letters:
            break
        _send(letters)
        count += len(letters)
    return count


@transaction.atomic
def claim() -> list[Letter]:
    """Each for exactly one caller while the lease lasts."""
    now = timezone.now()
    free = Letter.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), status=LetterStatus.WAITING)
    first = Case(When(kind=LetterKind.ASKED, then=0), default=1)
    letters = list(free.select_for_update(skip_locked=True).order_by(first, "created_at", "pk")[:BATCH])
    until = now + LEASE
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(lease_until=until, attempts=F("attempts") + 1)
    taken = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    return list(taken.select_related("subscriber", "subscription").order_by(first, "created_at", "pk"))


def _send(letters: list[Letter]) -> None:
    words = written(letters)
    sent, failed = _over_one_connection([(letter, said) for letter in letters if (said := words[letter.pk])])
    _mine(letters, sent).update(status=MOVES.target("send", LetterStatus.WAITING), sent_at=timezone.now(), failure="")
    dropped = [letter.pk for letter in letters if words[letter.pk] is None]
    _mine(letters, dropped).update(status=MOVES.target("drop", LetterStatus.WAITING))
    for letter, why in failed:
        _again(letters, letter, why)


def _over_one_connection(mail: list[tuple[Letter, Written]]) -> tuple[list[Any], list[tuple[Letter, str]]]:
    """Which went, and which did not and why: a server that is away is tried once, not a hundred times."""
    connection, sent, failed = get_connection(), [], []
    try:
        connection.open()
    except OSError as trouble:
        return [], [(letter, str(trouble)) for letter, _ in mail]
    try:
        for letter, said in mail:
            try:
                message = EmailMessage(said.subject, said.body, to=[letter.subscriber.email], headers=said.headers, connection=connection)
                message.send()
                sent.append(letter.pk)
            except OSError as trouble:
                failed.append((letter, str(trouble)))
    finally:
        connection.close()
    return sent, failed


def _again(letters: list[Letter], letter: Letter, why: str) -> None:
    mine = _mine(letters, [letter.pk])
    if letter.attempts >= ATTEMPTS:
        mine.update(status=MOVES.target("give_up", LetterStatus.WAITING), failure=why[:500])
    else:
        mine.update(lease_until=timezone.now() + timedelta(minutes=2**letter.attempts), failure=why[:500])


def _mine(letters: list[Letter], keys: Iterable[Any]) -> Any:
    """Those that nobody has claimed after us."""
    until: datetime | None = letters[0].lease_until
    return Letter.objects.filter(pk__in=list(keys), status=LetterStatus.WAITING, lease_until=until)
