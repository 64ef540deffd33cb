"""Deleting a round that was never published, bringing it back, and forgetting it after thirty days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pgtrigger
from django.db import transaction
from django.db.models import ProtectedError

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves.clock import database_now

from ..models import Amendment, Chapter, Edition, EditionPlace, Entry, FrozenChapter, Intention, Presence, Round, Version
from ..models.deletion import KEPT
from .bringing import forget_files
from .deletion import CannotDelete
from .route import cancel_edition
from .targets import bring_targets_back, take_targets_away

KEEP_FROZEN = (Amendment, Edition, EditionPlace, Entry, FrozenChapter)
FRONT = ("sections", "challenges", "case_studies", "enablers", "register")


@transaction.atomic
def delete_round(*, round: Round, by: User) -> Round:
    """It is gone from every page with all that is in it. Refused while somebody else writes in it, and of what was ever published."""
    round = _held(round)
    if round.first_published_at:
        raise CannotDelete(f"{round} is published. A published round stays; publish an edition that says what became of it.")
    writing = list(Presence.objects.now().filter(thing__in=_things(round)).exclude(user=by).select_related("user"))
    if writing:
        names = sorted({str(one.user) for one in writing})
        who = f"{names[0]} has" if len(names) == 1 else f"{', '.join(names)} have"
        raise CannotDelete(f"{who} it open. Ask them to leave it first.")
    for planned in round.planned.filter(status="WAITING"):
        cancel_edition(planned=planned, by=by)
    take_targets_away(round=round, by=by)
    round.deleted_at, round.deleted_by = database_now(), by
    round.save(update_fields=["deleted_at", "deleted_by"])
    record("round.deleted", target=round, by=by, says=f"deleted the round {round}", owner=round.lead)
    return round


def _things(round: Round) -> Iterator[UUID]:
    """All that somebody may have open in it."""
    yield round.pk
    yield from Chapter.objects.filter(round=round).values_list("pk", flat=True)
    yield from Intention.objects.filter(round=round).values_list("pk", flat=True)
    for name in FRONT:
        yield from getattr(round, name).values_list("pk", flat=True)


@transaction.atomic
def restore_round(*, round: Round, by: User) -> Round:
    """As it was, word for word."""
    round = _held(round)
    if round.deleted_at:
        bring_targets_back(round=round, by=by)
        round.deleted_at, round.deleted_by = None, None
        round.save(update_fields=["deleted_at", "deleted_by"])
        record("round.restored", target=round, by=by, says=f"restored the round {round}", owner=round.lead)
    return round


def forget_rounds(*, at: datetime) -> int:
    """Rounds deleted more than thirty days before `at` are removed for good; the history keeps that they were there."""
    return sum(_forget(round, at) for round in Round.with_deleted.filter(deleted_at__lt=at - KEPT).select_related("lead"))


@transaction.atomic
def _forget(round: Round, at: datetime) -> bool:
    """All of it or nothing: what something else still speaks of stays, out of sight."""
    try:
        with transaction.atomic(), pgtrigger.ignore(*_freezes()):
            forget_files(round.documents_brought.all())
            _empty(round)
            Round.with_deleted.filter(pk=round.pk).delete()
    except ProtectedError:
        return False
    says = f"removed the round {round} for good, thirty days after it was deleted"
    record("round.forgotten", target=round, by=None, at=at, says=says, owner=round.lead)
    return True


def _freezes() -> list[str]:
    """What was approved in it was frozen for its readers, and nobody reads it any more. What editions froze is not among it."""
    return [
        f"{model._meta.label}:{trigger.name}"
        for model, trigger in pgtrigger.registered()
        if model._meta.app_label == "intentions" and str(trigger.name).startswith("frozen") and model not in KEEP_FROZEN
    ]


def _empty(round: Round) -> None:
    """Its intentions with their versions, which nothing but they themselves protects."""
    mine: Any = Intention.with_deleted.filter(round=round)
    mine.update(latest=None, published=None, rolled_from=None)
    for version in Version._base_manager.filter(intention__in=mine):
        version.delete()
    mine.delete()
    Chapter.with_deleted.filter(round=round).delete()


def _held(round: Round) -> Round:
    """The same row, deleted or not, held until the transaction ends."""
    return Round.with_deleted.select_for_update(of=("self",)).get(pk=round.pk)
