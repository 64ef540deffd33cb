"""Putting a published decision right: both texts are kept, and whoever was told of the first is told of the second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock

from ..documents.correction import snapshot
from ..models import Batch, Correction, Decision
from ..states import DecisionStatus, Status
from . import letters
from .decision import UNSAID, WORDS, Said, paper, rulings_of, settled, wanted_on, write
from .refusals import Refused


@transaction.atomic
def correct(
    *,
    decision: Decision,
    by: User,
    at: datetime,
    why: str,
    rulings: Iterable[Mapping[str, Any]] | None = None,
    revision: int | None = None,
    **said: Any,
) -> Correction:
    """The published decision says this instead. What it said is kept with who changed it and why, and the paper is issued again."""
    response = lock(decision.position.response)
    round, decision = lock(response.round), lock(decision)
    if decision.status != DecisionStatus.PUBLISHED or response.status != Status.SUBMITTED:
        raise CannotMove("correct", decision)
    if revision is not None and revision != decision.revision:
        raise CannotMove("correct", decision)
    if not why.strip():
        raise Refused("Enter why the decision is corrected.")
    own = set(decision.position.conditions.values_list("pk", flat=True))
    words, wanted = settled(decision.position, UNSAID | said, wanted_on(Said(decision.position, said, rulings), decision, own))
    if all(getattr(decision, name) == words[name] for name in WORDS) and wanted == rulings_of(decision):
        raise Refused("Nothing is changed, so there is nothing to correct.")
    number = decision.corrected + 1
    correction = Correction.objects.create(decision=decision, number=number, was=snapshot(decision), why=why.strip(), by=by, at=at)
    decision.corrected = number
    write(decision, words, wanted, by=by)
    last = round.batches.aggregate(last=Max("number"))["last"] or 0
    Batch.objects.create(round=round, number=last + 1, published_at=at, published_by=by, paper=paper(round, [], by, at))
    for owner in (round.lead, response.organisation):
        says = f"corrected the decision on {decision.position}: {why.strip()}"
        record("decision.corrected", target=decision, by=by, at=at, owner=owner, says=says, number=number)
    letters.tell_corrected(correction)
    return correction
