"""Reminders: a week before, two days before, on the last day, and by hand. Worded by role and by what is left.

They never go to people with nothing to do, and whom they reached is told to no commissioner: it would say how far a draft is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.audit.models import Event
from portal.moves import lock
from portal.organisations.states import Role

from ..documents.tasks import naming, progress
from ..models import Invitation, Reminder, Response
from ..models.invitation import answering
from ..states import Notice, Status
from . import letters
from .refusals import Refused
from .signature import asked, required, signing_ids

WEEK, TWO_DAYS, DAY = timedelta(days=7), timedelta(days=2), timedelta(days=1)


def notice_at(deadline: datetime, at: datetime) -> Notice | None:
    """Which reminder is due now, if any: the nearest to the deadline."""
    if at > deadline or deadline - at > WEEK:
        return None
    if localdate(at) == localdate(deadline):
        return Notice.LAST_DAY
    return Notice.TWO_DAYS if deadline - at <= TWO_DAYS else Notice.WEEK


def due(at: datetime) -> list[Invitation]:
    """Invitations that may still be answered within the week."""
    soon = Q(round__response_deadline__range=(at, at + WEEK)) | Q(extended_until__range=(at, at + WEEK))
    return list(Invitation.objects.filter(soon).select_related("round__lead", "organisation").order_by("pk"))


@transaction.atomic
def remind(*, invitation: Invitation, at: datetime) -> int:
    """How many people were reminded. Asked twice, it reminds once; a deadline that moved is reminded of anew."""
    invitation = lock(invitation)
    deadline = invitation.deadline
    notice = notice_at(deadline, at) if deadline else None
    if deadline is None or notice is None or invitation.reminders.filter(notice=notice, deadline=deadline).exists():
        return 0
    told = 0
    for person, what in left(invitation):
        letters.tell_reminded(invitation, person, what)
        told += 1
    Reminder.objects.create(invitation=invitation, notice=notice, deadline=deadline, sent_at=at, people=told)
    if told:
        says = f"reminded {told} {'person' if told == 1 else 'people'} of {invitation.organisation} to answer {invitation.round}"
        record("invitation.reminded", target=invitation, by=None, at=at, owner=invitation.organisation, says=says)
    return told


@transaction.atomic
def prompt(*, round: Round, by: User, at: datetime) -> int:
    """By hand, once a day: everybody who may still answer and has something left to do. How many organisations have not answered."""
    round = lock(round)
    if Event.objects.of(round).filter(name="round.prompted", at__gt=at - DAY).exists():
        raise Refused("A reminder was sent less than a day ago. Send the next one tomorrow.")
    asked = round.invitations.select_related("round__lead", "organisation").order_by("pk")
    waiting = [one for one in asked if one.is_open(at) and not one.arrivals.standing().exists()]
    if not waiting:
        raise Refused("Nobody who may still answer has yet to submit.")
    for invitation in waiting:
        for person, what in left(invitation):
            letters.tell_reminded(invitation, person, what)
    count = len(waiting)
    says = f"reminded {'1 organisation' if count == 1 else f'{count} organisations'} to answer {round}"
    record("round.prompted", target=round, by=by, at=at, owner=round.lead, says=says)
    return count


def left(invitation: Invitation) -> Iterator[tuple[User, str]]:
    """Who still has something to do, and what."""
    if invitation.arrivals.standing().exists():
        return
    response = invitation.responses.filter(status__in=[Status.DRAFT, Status.AWAITING_SIGNATURES]).first()
    signatories = {one.pk: one for one in _signing(invitation, response)}
    for person in signatories.values():
        yield person, _to_sign(invitation, response)
    if response is None or response.status == Status.DRAFT:
        for person in letters.people_of(invitation.organisation, Role.CONTRIBUTOR):
            if person.pk not in signatories:
                yield person, _to_write(invitation, response)


def _signing(invitation: Invitation, response: Response | None) -> list[User]:
    """Those asked to sign for organisations that neither signed nor declined; all signatories once only the submission is left."""
    if response is None:
        return letters.people_of(invitation.organisation, Role.SIGNATORY)
    signed = set(response.signatures.valid().values_list("organisation", flat=True))
    waiting = {one.pk for one in required(response)} - signed
    declined = set(response.declines.standing().values_list("organisation", flat=True))
    organisations = [one for one in response.answering if one.pk in (waiting or signing_ids(response)) - declined]
    people = {one.pk: one for found in asked(response, organisations).values() for one in found}
    return list(people.values())


def _unanswered(invitation: Invitation, response: Response | None) -> int:
    if response is not None:
        return progress(response, response.positions.all()).unanswered
    edition = invitation.round.editions.latest("number")
    entries = edition.entries.annotate(names_us=naming(answering(invitation.organisation)))
    return entries.filter(names_us=True).count() or entries.count()


def _to_write(invitation: Invitation, response: Response | None) -> str:
    count = _unanswered(invitation, response)
    return f"Answer the {_intentions(count)} left" if count else "Send the response to your signatory"


def _to_sign(invitation: Invitation, response: Response | None) -> str:
    if response is not None and response.status == Status.AWAITING_SIGNATURES:
        return "Sign and submit the response"
    count = _unanswered(invitation, response)
    return f"{_intentions(count).capitalize()} left to answer, then sign and submit" if count else "Sign and submit the response"


def _intentions(count: int) -> str:
    return f"{count} intention{'' if count == 1 else 's'}"
