"""Undoing a list that was brought into a round: who has not begun is asked no more, and is told so if they had been told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record, tell
from portal.audit.models import Email, Event
from portal.moves import CannotMove, lock
from portal.organisations import actions as organisations
from portal.organisations.models import Offer, Organisation

from ..models import Invitation

BEGUN = ("responses", "transcripts", "asked_for_time", "beside")  # whatever hangs on an invitation that somebody took up


@dataclass
class Undone:
    """Whom the round asks no more, and who had begun and stays."""

    taken_back: list[Organisation] = field(default_factory=list)
    stayed: list[Organisation] = field(default_factory=list)


@transaction.atomic
def undo_list(*, round: Round, event: Event, by: User, at: datetime) -> Undone:
    """Each invitation of the list that nobody took up ends as if it had not been sent; whoever has begun is left alone."""
    round = lock(round)
    if is_undone(event):
        raise CannotMove("undo_list", round)
    done = Undone()
    for invitation in invited_by(event):
        where = done.taken_back if _end(invitation, event, by, at) else done.stayed
        where.append(invitation.organisation)
    brought_in = Event.objects.get(pk=event.details["list"])
    asked_still = Organisation.objects.filter(invitations__isnull=False, pk__in=brought_in.details["added"])
    organisations.undo_list(event=brought_in, by=by, keep={one.pk for one in [*done.stayed, *asked_still]})
    says = f"undid a list: {len(done.taken_back)} asked no more, {len(done.stayed)} had begun and stay"
    record("round.list_undone", target=round, by=by, at=at, owner=round.lead, says=says, of=str(event.pk))
    return done


def is_undone(event: Event) -> bool:
    return Event.objects.filter(name="round.list_undone", details__of=str(event.pk)).exists()


def invited_by(event: Event) -> Iterable[Invitation]:
    """Those the list asked that are still asked."""
    asked = Invitation.objects.filter(pk__in=event.details["invitations"])
    return asked.select_related("organisation", "round__lead").order_by("organisation__name", "pk")


def is_begun(invitation: Invitation) -> bool:
    return any(getattr(invitation, name).exists() for name in BEGUN)


def _end(invitation: Invitation, event: Event, by: User, at: datetime) -> bool:
    """Held, so that nobody begins while it ends; False when somebody has."""
    if is_begun(lock(invitation)):
        return False
    round, organisation = invitation.round, invitation.organisation
    told = _told(invitation, event)
    invitation.reminders.all().delete()
    invitation.delete()
    says = f"took back the invitation of {organisation} to answer {round}"
    record("invitation.taken_back", target=round, by=by, at=at, owner=organisation, says=says)
    facts = {"organisation": organisation.name, "round": round.title, "lead": round.lead.name, "path": round.get_absolute_url()}
    subject = f"{organisation} is not asked to respond any more: {round}"
    tell("asked_no_more", to=told, subject=subject[:200], template="emails/asked_no_more.txt", facts=facts, about=round)
    return True


def _told(invitation: Invitation, event: Event) -> list[Any]:
    """Everybody who was emailed that the organisation is asked, and whoever was invited to join it by the list."""
    emailed = Email.objects.filter(kind="invited", about_id=invitation.pk).values("to")
    brought_in = Event.objects.get(pk=event.details["list"])
    offered = Offer.objects.waiting().filter(pk__in=brought_in.details["offers"], organisation=invitation.organisation).values("user")
    return list((User.objects.filter(pk__in=emailed) | User.objects.filter(pk__in=offered)).filter(is_active=True).order_by("name", "pk"))
