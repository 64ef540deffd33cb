"""Deciding point by point, and publishing what is decided together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from intentions.models import Edition, Round
from intentions.states import Lever
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.moves.stale import Conflict, Stale
from portal.printing.actions import order
from portal.printing.models import Document

from ..documents import decided as documents
from ..models import Batch, Decision, Position, Response, Ruling
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
    rulings: Iterable[Mapping[str, Any]] | None = None,
    revision: int | None = None,
) -> Decision:
    """Written, not published: providers do not see it. Only on a response that stands, and never after publication.

    `rulings` are the conditions ({"condition", "verdict", "reason", "destination"}) decided otherwise than the whole.
    """
    response = lock(position.response)
    if response.status != Status.SUBMITTED or not position.is_answered:
        raise CannotMove("decide", response)
    words = {"verdict": verdict, "reason": reason, "needs_new_version": needs_new_version, "destination": destination, "owner": owner}
    decision = Decision.objects.select_for_update(of=("self",)).filter(position=position).first() or Decision(position=position)
    if decision.status == DecisionStatus.PUBLISHED:
        raise CannotMove("decide", decision)
    wanted = None if rulings is None else _wanted(position, rulings)
    differs = [name for name, value in words.items() if getattr(decision, name) != value]
    if wanted is not None and decision.revision and wanted != _rulings(decision):
        differs.append("rulings")
    if not differs and decision.revision:
        return decision
    if revision is not None and revision != decision.revision:
        raise Stale(decision, {name: _conflict(decision, name, words[name]) for name in differs if name in words} or _whole(decision))
    for name, value in words.items():
        setattr(decision, name, value)
    decision.written_by, decision.revision = by, decision.revision + 1
    decision.save()
    if wanted is not None:
        decision.rulings.all().delete()
        Ruling.objects.bulk_create(
            Ruling(decision=decision, condition_id=pk, verdict=verdict, reason=reason, destination=destination)
            for pk, (verdict, reason, destination) in wanted.items()
        )
    says = f"wrote a decision on {position}: {decision.get_verdict_display()}"
    record("decision.written", target=decision, by=by, owner=response.round.lead, says=says)
    return decision


def _wanted(position: Position, rulings: Iterable[Mapping[str, Any]]) -> dict[Any, tuple[str, str, str]]:
    """{condition: what is decided on it}; only conditions of this position."""
    own = set(position.conditions.values_list("pk", flat=True))
    said = {row["condition"].pk: (row["verdict"], row.get("reason", ""), row.get("destination", Lever.NONE)) for row in rulings}
    if not said.keys() <= own:
        raise CannotMove("decide", position.response)
    return said


def _rulings(decision: Decision) -> dict[Any, tuple[str, str, str]]:
    return {one.condition_id: (one.verdict, one.reason, one.destination) for one in decision.rulings.all()}


def _whole(decision: Decision) -> dict[str, Conflict]:
    return {"verdict": _conflict(decision, "verdict", decision.verdict)}


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
    batch = Batch.objects.create(round=round, number=number, published_at=at, published_by=by, paper=_paper(round, decisions, by, at))
    published = DECISION_MOVES.target("publish", DecisionStatus.WRITTEN)
    Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(status=published, batch=batch)
    says = f"published {len(decisions)} {'decision' if len(decisions) == 1 else 'decisions'} on {round}"
    record("decisions.published", target=round, by=by, at=at, owner=round.lead, says=says, batch=number)
    _tell_each(batch, [decision.position.response for decision in decisions], by, at)
    return batch


def _paper(round: Round, fresh: list[Decision], by: User, at: datetime) -> Document:
    """You said, we did: these and all that were published before, as everybody may read them."""
    all_of_it = Decision.objects.filter(Q(status=DecisionStatus.PUBLISHED) | Q(pk__in=[one.pk for one in fresh]))
    facts = documents.paper(round, all_of_it.filter(position__response__round=round), at)
    title, name = f"You said, we did: {round}", f"you-said-we-did-{round.slug}"
    return order(template="documents/decided.html", facts=facts, title=title, file_name=name, by=by)


@transaction.atomic
def fulfil(*, edition: Edition) -> None:
    """A decision that needs a new version is fulfilled by the version of its intention that a later edition prints."""
    owing = Decision.objects.published().filter(needs_new_version=True, new_version=None, position__response__round=edition.round)
    printed = {version.intention_id: version for version in edition.versions.all()}
    for decision in owing.select_related("position__version"):
        version = printed.get(decision.position.intention_id)
        if version and version.number > decision.position.version.number:
            decision.new_version = version
            decision.save(update_fields=["new_version"])


def _tell_each(batch: Batch, responses: list[Response], by: User, at: datetime) -> None:
    counts = Counter(response.pk for response in responses)
    for response in {response.pk: response for response in responses}.values():
        count = counts[response.pk]
        says = f"published {count} {'decision' if count == 1 else 'decisions'} on the response to {batch.round}"
        record("response.decided", target=response, by=by, at=at, owner=response.organisation, says=says)
        letters.tell_decided(batch, response, count)
