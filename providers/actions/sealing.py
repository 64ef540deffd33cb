"""A sealed round: chosen before anybody looks, broken by the clock alone, and told when it is."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.nhsuk import words

from ..models import Seal
from ..models.under_seal import ANY
from . import letters
from .refusals import Refused

CHOSEN = "Somebody has opened their invitation already: whether the answers are sealed can no longer be changed."


@transaction.atomic
def seal(*, round: Round, is_sealed: bool, by: User, at: datetime) -> Seal | None:
    """Whether the commissioners read answers only at the last deadline. Until anybody opens their invitation, and never after."""
    round = lock(round)
    found = Seal.objects.filter(round=round).first()
    if is_sealed == (found is not None):
        return found
    invitations = list(round.invitations.select_for_update(of=("self",)))  # nobody opens theirs meanwhile
    if any(one.opened_at for one in invitations) or round.arrivals.exists():
        raise Refused(CHOSEN)
    if is_sealed:
        found = Seal.objects.create(round=round, sealed_at=at, sealed_by=by)
        says = f"sealed the answers to {round} until its last deadline"
    else:
        Seal.objects.filter(round=round).delete()
        found = None
        says = f"took the seal off {round} before anybody had opened their invitation"
    record("round.sealed", target=round, by=by, at=at, owner=round.lead, says=says)
    cache.delete(ANY)
    transaction.on_commit(lambda: cache.delete(ANY))
    return found


@transaction.atomic
def open_seal(*, seal: Seal, at: datetime) -> bool:
    """Once its latest deadline has come: that is kept, and the commissioners are told that they can read. Asked twice, it is done once."""
    closed = Seal.objects.with_until().filter(pk=seal.pk, opened_at=None)
    found = closed.select_for_update(of=("self",)).select_related("round__lead").first()
    if found is None or found.until is None or at < found.until:
        return False
    found.opened_at = found.until
    found.save(update_fields=["opened_at"])
    says = f"opened the answers to {found.round}, sealed until {words.when(found.opened_at)}"
    record("round.unsealed", target=found.round, by=None, at=at, owner=found.round.lead, says=says)
    letters.tell_unsealed(found.round, found.round.arrivals.standing().count())
    return True


def open_if_due(round: Round, at: datetime) -> None:
    """Before a deadline moves: what is open stays open, whoever gets more time afterwards."""
    for seal in Seal.objects.filter(round=round, opened_at=None):
        open_seal(seal=seal, at=at)


def judge_open(round: Round) -> None:
    """Nothing is decided, and no wording proposed, on answers that are sealed: not even on what was written down from a letter."""
    found = Seal.objects.closed().with_until().filter(round=round).first()
    if found is not None:
        raise Refused(f"The answers to {round} are sealed until {words.when(found.until)}. Nothing is decided before.")
