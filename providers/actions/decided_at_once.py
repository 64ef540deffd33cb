"""Many points decided in one step, or what was written on them taken back: judged one by one, written together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record_many
from portal.moves import CannotMove
from portal.moves.stale import Stale

from ..models import Condition, Decision, Response, Ruling
from ..states import DecisionStatus
from .decision import WORDS, Judged, Said, judge, judge_standing, written_words
from .refusals import Refused
from .sealing import judge_open

Answer = Decision | CannotMove | Stale | Refused
BESIDE = ("position__intention", "position__response__organisation", "position__response__round__lead")


@transaction.atomic
def decide_many(*, said: Sequence[Said], by: User, at: datetime) -> list[Answer]:
    """As `decide` each, of one round: the decision, or why that point is left as it is. The number of queries does not grow."""
    if not said:
        return []
    responses, decisions, conditions = _locked(said)
    try:
        judge_open(said[0].position.response.round)
    except Refused as why:
        return [why for _ in said]
    answers: list[Answer] = []
    judged: list[Judged] = []
    for one in said:
        decision = decisions.get(one.position.pk) or Decision(position=one.position)
        try:
            judge_standing(one.position, responses[one.position.response_id])
            found = judge(one, decision, conditions[one.position.pk])
        except (CannotMove, Stale, Refused) as why:
            answers.append(why)
            continue
        judged += [found] if found else []
        answers.append(decision)
    _write(judged, by, at)
    return answers


def _locked(said: Sequence[Said]) -> tuple[dict[Any, Response], dict[Any, Decision], dict[Any, set[Any]]]:
    """Responses and decisions in the order of their keys, so that two who decide at once wait and do not block each other."""
    positions = [one.position.pk for one in said]
    responses = Response.objects.select_for_update(of=("self",)).filter(pk__in={one.position.response_id for one in said}).order_by("pk")
    held = {one.pk: one for one in responses}
    decisions = Decision.objects.select_for_update(of=("self",)).filter(position__in=positions).order_by("pk").prefetch_related("rulings")
    conditions: dict[Any, set[Any]] = defaultdict(set)
    for position, condition in Condition.objects.filter(position__in=positions).values_list("position_id", "pk"):
        conditions[position].add(condition)
    return held, {one.position_id: one for one in decisions}, conditions


def _write(judged: Sequence[Judged], by: User, at: datetime) -> None:
    if not judged:
        return
    new = [one.decision for one in judged if not one.decision.revision]
    stood = [one.decision for one in judged if one.decision.revision]
    for decision, words, _ in judged:
        for name, value in words.items():
            setattr(decision, name, value)
        decision.written_by, decision.written_at, decision.revision = by, at, decision.revision + 1
    Decision.objects.bulk_create(new)
    Decision.objects.bulk_update(stood, [*WORDS, "written_by", "written_at", "revision"])
    Ruling.objects.filter(decision__in=stood).delete()
    Ruling.objects.bulk_create(
        Ruling(decision=decision, condition_id=condition, **one) for decision, _, rulings in judged for condition, one in rulings.items()
    )
    told = [(one.decision, written_words(one.decision)) for one in judged]
    record_many("decision.written", told, by=by, owner=judged[0].decision.position.response.round.lead, at=at)


@transaction.atomic
def unwrite_many(*, decisions: Sequence[Decision], by: User, at: datetime) -> None:
    """Decisions of one round that were never published are no longer there: their points wait again. The history keeps what was written.

    They are locked.
    """
    if any(one.status == DecisionStatus.PUBLISHED for one in decisions):
        raise CannotMove("unwrite", decisions[0])
    told = [(one, f"took back the decision on {one.position}: {one.get_verdict_display()}") for one in decisions]
    if told:
        record_many("decision.unwritten", told, by=by, owner=decisions[0].position.response.round.lead, at=at)
        Decision.objects.filter(pk__in=[one.pk for one in decisions]).delete()
