"""Wording that goes back and forth until both sides agree, or the commissioner decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock, step
from portal.nhsuk import words

from ..models import Condition, Decision, Negotiation, Position, Proposal, Timetable
from ..states import DecisionStatus, Side, Status
from . import letters
from .refusals import Refused
from .sealing import judge_open


@transaction.atomic
def set_days(*, round: Round, by: User, wording_by_date: date | None, reply_by_date: date | None) -> Timetable:
    """By when the wording is agreed, and until when a provider may reply to a published decision."""
    round = lock(round)
    days = {"wording_by_date": wording_by_date, "reply_by_date": reply_by_date}
    timetable, _ = Timetable.objects.update_or_create(round=round, defaults=days)
    says = f"set the days of {round}: wording by {words.day(wording_by_date)}, replies until {words.day(reply_by_date)}"
    record("round.days_set", target=round, by=by, owner=round.lead, says=says)
    return timetable


@transaction.atomic
def propose(*, position: Position, condition: Condition | None, by: User, text: str, at: datetime, note: str = "") -> Negotiation:
    """The commissioners put a wording to the provider: the first, or their answer to a counter. It is the provider's turn then."""
    _judge(position, condition, at)
    of_it = {"position": position, "condition": condition}
    found = Negotiation.objects.select_for_update(of=("self",)).filter(**of_it).first()
    negotiation = step(found or Negotiation(**of_it, since=at), "propose")
    return _put(negotiation, Side.COMMISSIONER, by, text, note, at)


@transaction.atomic
def counter(*, negotiation: Negotiation, by: User, text: str, at: datetime, note: str = "") -> Negotiation:
    """The provider says it otherwise. It is the commissioners' turn then."""
    _judge(negotiation.position, negotiation.condition, at)
    return _put(step(lock(negotiation), "counter"), Side.PROVIDER, by, text, note, at)


@transaction.atomic
def accept_wording(*, negotiation: Negotiation, by: User, side: str, at: datetime) -> Negotiation:
    """The side whose turn it is agrees to the last words of the other. It is still the commissioner who decides."""
    _judge(negotiation.position, negotiation.condition, at)
    negotiation = lock(negotiation)
    if negotiation.status != side.upper():
        raise CannotMove("accept_wording", negotiation)
    negotiation = step(negotiation, "accept_wording")
    negotiation.since, negotiation.accepted_by = at, by
    negotiation.save(update_fields=["status", "since", "accepted_by"])
    _recorded(negotiation, "agreed", "accepted the wording", by, at)
    letters.tell_turn(negotiation, to=Side.PROVIDER if side == Side.COMMISSIONER else Side.COMMISSIONER)
    return negotiation


def close(positions: Iterable[Position]) -> None:
    """What is decided and published is negotiated no more."""
    for negotiation in Negotiation.objects.open().filter(position__in=positions).select_for_update(of=("self",)):
        step(negotiation, "close").save(update_fields=["status"])


def _judge(position: Position, condition: Condition | None, at: datetime) -> None:
    """Under the lock of the response: it stands, the point is not decided in public, and the round's day has not passed."""
    response = lock(position.response)
    if response.status != Status.SUBMITTED or (condition and condition.position_id != position.pk):
        raise CannotMove("propose", response)
    judge_open(response.round)
    decision = Decision.objects.filter(position=position, status=DecisionStatus.PUBLISHED).first()
    if decision:
        raise CannotMove("propose", decision)
    last = Timetable.objects.filter(round=response.round_id).values_list("wording_by_date", flat=True).first()
    if last and timezone.localtime(at).date() > last:
        raise Refused(f"The wording could be agreed until {words.day(last)}. The commissioners decide now.")


def _put(negotiation: Negotiation, side: Side, by: User, text: str, note: str, at: datetime) -> Negotiation:
    if not text.strip():
        raise Refused("Enter the wording you propose.")
    negotiation.since = at
    negotiation.save()
    number = negotiation.proposals.count() + 1
    Proposal.objects.create(negotiation=negotiation, number=number, side=side, text=text.strip(), note=note.strip(), by=by, at=at)
    _recorded(negotiation, "proposed", "proposed a wording", by, at)
    letters.tell_turn(negotiation, to=Side.PROVIDER if side == Side.COMMISSIONER else Side.COMMISSIONER)
    return negotiation


def _recorded(negotiation: Negotiation, name: str, did: str, by: User, at: datetime) -> None:
    response = negotiation.position.response
    for owner in (response.round.lead, response.organisation):
        record(f"wording.{name}", target=negotiation, by=by, at=at, owner=owner, says=f"{did} of {negotiation.position}")
