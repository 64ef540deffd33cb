"""Deciding point by point, and publishing what is decided together."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from intentions.models import Round
from intentions.states import Lever
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.moves.stale import Conflict, Stale

from ..models import Batch, Decision, Position, Response
from ..states import DECISION_MOVES, DecisionStatus, Status
from . import letters
from .refusals import NothingToPublish


@transaction.atomic
def decide(
    *,
    position: Position,
    by: User,
    verdict: str,
    reason: str = "",
    needs_new_version: bool = False,
    destination: str = Lever.NONE,
    owner: str = "",
    revision: int | None = None,
) -> Decision:
    """Written, not published: providers do not see it. Only on a response that stands, and never after publication."""
    response = lock(position.response)
    if response.status != Status.SUBMITTED or not position.is_answered:
        raise CannotMove("decide", response)
    words = {"verdict": verdict, "reason": reason, "needs_new_version": needs_new_version, "destination": destination, "owner": owner}
    decision = Decision.objects.select_for_update(of=("self",)).filter(position=position).first() or Decision(position=position)
    if decision.status == DecisionStatus.PUBLISHED:
        raise CannotMove("decide", decision)
    differs = [name for name, value in words.items() if getattr(decision, name) != value]
    if not differs and decision.revision:
        return decision
    if revision is not None and revision != decision.revision:
        raise Stale(decision, {name: _conflict(decision, name, words[name]) for name in differs})
    for name, value in words.items():
        setattr(decision, name, value)
    decision.written_by, decision.revision = by, decision.revision + 1
    decision.save()
    says = f"wrote a decision on {position}: {decision.get_verdict_display()}"
    record("decision.written", target=decision, by=by, owner=response.round.lead, says=says)
    return decision


def _conflict(decision: Decision, name: str, mine: object) -> Conflict:
    return Conflict(mine, getattr(decision, name), by=decision.written_by, at=decision.written_at)


@transaction.atomic
def publish_decisions(*, round: Round, by: User, at: datetime) -> Batch:
    """All that are written on responses that stand, at one moment; each provider is told of its own."""
    round = lock(round)
    held = Decision.objects.written().filter(position__response__round=round).select_for_update(of=("self",))
    decisions = list(held.select_related("position__response__organisation"))
    if not decisions:
        raise NothingToPublish("No decision is written that is not published.")
    number = (round.batches.aggregate(last=Max("number"))["last"] or 0) + 1
    batch = Batch.objects.create(round=round, number=number, published_at=at, published_by=by)
    published = DECISION_MOVES.target("publish", DecisionStatus.WRITTEN)
    Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(status=published, batch=batch)
    says = f"published {len(decisions)} {'decision' if len(decisions) == 1 else 'decisions'} on {round}"
    record("decisions.published", target=round, by=by, at=at, owner=round.lead, says=says, batch=number)
    _tell_each(batch, [decision.position.response for decision in decisions], by, at)
    return batch


def _tell_each(batch: Batch, responses: list[Response], by: User, at: datetime) -> None:
    counts = Counter(response.pk for response in responses)
    for response in {response.pk: response for response in responses}.values():
        count = counts[response.pk]
        says = f"published {count} {'decision' if count == 1 else 'decisions'} on the response to {batch.round}"
        record("response.decided", target=response, by=by, at=at, owner=response.organisation, says=says)
        letters.tell_decided(batch, response, count)
