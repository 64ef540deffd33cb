"""Asking for more time, and what is answered. Only the organisation that asked is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock, step
from portal.nhsuk import words

from ..models import Invitation, MoreTime
from ..states import Status
from . import letters
from .refusals import NotLater, StillWaiting


@transaction.atomic
def ask_for_time(*, invitation: Invitation, by: User, until: datetime, reason: str, at: datetime) -> MoreTime:
    """Before the deadline or after it, while nothing stands; one question at a time. Those who may give time are told."""
    invitation = lock(invitation, "round__lead", "organisation")
    if invitation.deadline is None or invitation.responses.filter(status=Status.SUBMITTED).exists():
        raise CannotMove("ask_for_time", invitation.round)
    if until <= max(at, invitation.deadline):
        raise NotLater(f"Ask for a time after {words.when(max(at, invitation.deadline))}")
    waiting = invitation.asked_for_time.open().first()
    if waiting:
        raise StillWaiting(f"You asked for more time at {words.history(waiting.asked_at)}. It is not answered yet.")
    asked = MoreTime.objects.create(invitation=invitation, until=until, reason=reason, asked_at=at, asked_by=by)
    says = f"asked for time until {words.when(until)} for {invitation.organisation}: {reason}"
    for owner in (invitation.organisation, invitation.round.lead):
        record("more_time.asked", target=invitation, by=by, at=at, owner=owner, says=says)
    letters.tell_time_asked(asked)
    return asked


@transaction.atomic
def refuse_time(*, asked: MoreTime, by: User, reason: str, at: datetime) -> MoreTime:
    """The deadline stays; the organisation is told why."""
    asked = advance(asked, "refuse")
    _answered(asked, by, reason, at)
    invitation = asked.invitation
    says = f"gave {invitation.organisation} no more time: {reason}"
    for owner in (invitation.organisation, invitation.round.lead):
        record("more_time.refused", target=invitation, by=by, at=at, owner=owner, says=says)
    letters.tell_time_refused(asked)
    return asked


def grant_what_was_asked(invitation: Invitation, by: User, reason: str, at: datetime) -> None:
    """More time is the answer to the question that waits, whoever gives it and until whenever. The invitation is locked."""
    for asked in invitation.asked_for_time.open().select_for_update():
        step(asked, "grant")
        _answered(asked, by, reason, at)


def _answered(asked: MoreTime, by: User, reason: str, at: datetime) -> None:
    asked.answer, asked.answered_by, asked.answered_at = reason, by, at
    asked.save(update_fields=["status", "answer", "answered_by", "answered_at"])
