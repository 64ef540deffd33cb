"""What a workbook decides on the points of a round: chosen rows are written in one step, taken back in one. It never publishes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.moves.stale import Stale
from portal.workbooks import kept
from portal.workbooks.came import KEPT
from portal.workbooks.comparing import State, Thing, compare
from portal.workbooks.reading import Brought
from portal.workbooks.showing import GOING, GONE, NEWER, SINCE, name, why_left

from ..documents import decision_book as book
from ..models import Condition, DecidedStep, DecidedWorkbook, Decision, Position
from ..states import DecisionStatus
from .decision import WORDS, decide, rulings_of, unwrite
from .refusals import Refused

NOT_NEW = "A new row is not taken in: what is decided here are the points that were submitted"
LATE = "The response was withdrawn or replaced, or the decision published"
PUBLISHED = "Published since the step: it is corrected on its page"
Left = list[tuple[str, str]]


@transaction.atomic
def keep_decided(*, round: Round, brought: Brought, name: str, by: User, at: datetime) -> DecidedWorkbook:
    """What came is kept for whoever brought it; nothing is decided yet."""
    workbook = DecidedWorkbook.objects.create(round=round, said=kept.plain(brought), name=name[:150], by=by, at=at)
    says = f"brought back the workbook {name} of decisions on {round}"
    record("decisions.workbook_brought", target=round, by=by, at=at, says=says, owner=round.lead)
    return workbook


def forget_decided(*, at: datetime) -> None:
    """What came thirty days ago, taken in or not: a step keeps of itself what it changed."""
    DecidedWorkbook.objects.filter(at__lt=at - KEPT).delete()


def decided_by(workbook: DecidedWorkbook, user: User) -> tuple[list[Thing], dict[str, str], list[str], dict[str, Position]]:
    """What came back beside what stands, the marks of that, what is said of the whole file, and the points by their keys."""
    round = workbook.round
    points = {book.key_of(one): one for one in book.points_of(round, user)}
    rows, brought = book.rows_of(points.values()), kept.read(workbook.said)
    things = compare(brought, book.sheets_of(round), rows)
    for thing in things:
        if thing.state is State.NEW:
            thing.refuse([NOT_NEW])
        elif thing.state in GOING:
            thing.refuse(book.said_by(thing, points[thing.key]).problems)
    return things, {row.key: row.mark for row in rows[book.POINTS]}, brought.notes, points


@transaction.atomic
def take_in_decided(*, workbook: DecidedWorkbook, chosen: Mapping[str, str], by: User, at: datetime) -> tuple[DecidedStep | None, Left]:
    """The chosen rows, each by its token with the mark of what stood beside it when it was looked at; once."""
    round, workbook = lock(workbook.round, "lead"), lock(workbook, "round")
    if workbook.step_id:
        raise CannotMove("take_in", workbook)
    things, marks, _, points = decided_by(workbook, by)
    did: list[dict[str, Any]] = []
    left: Left = []
    for thing in (one for one in things if one.token in chosen):
        why = why_left(thing, marks, chosen[thing.token]) or _written(thing, points[thing.key], by, did)
        left += [(name(thing), why)] if why else []
    if not did:
        return None, left
    step = DecidedStep.objects.create(round=round, name=workbook.name, did=did, by=by, at=at)
    workbook.step = step
    workbook.save(update_fields=["step"])
    record("decisions.taken_in", target=round, by=by, at=at, says=str(step), owner=round.lead, step=str(step.pk))
    return step, left


@transaction.atomic
def untake_decided(*, step: DecidedStep, by: User, at: datetime) -> Left:
    """Each says again what it said before; one that was new is no longer written. What was published or changed since stays."""
    step = lock(step, "round__lead")
    if step.undone_at:
        raise CannotMove("untake", step)
    left: Left = []
    for row in reversed(step.did):
        why = _unwritten(row, by)
        left += [(row["name"], why)] if why else []
    step.undone_at = at
    step.save(update_fields=["undone_at"])
    says = f"undid: {step}"
    record("decisions.untaken", target=step.round, by=by, at=at, says=says, owner=step.round.lead, step=str(step.pk))
    return left


def _written(thing: Thing, position: Position, by: User, did: list[dict[str, Any]]) -> str:
    said, stood = book.said_by(thing, position), getattr(position, "decision", None)
    before = _plain(stood) if stood else None
    try:
        with transaction.atomic():
            revision = stood.revision if stood else 0
            decision = decide(position=position, by=by, revision=revision, rulings=said.rulings, **said.whole)
    except Stale:
        return NEWER
    except CannotMove:
        return LATE
    except Refused as refusal:
        return str(refusal)
    did.append({"pk": str(decision.pk), "name": thing.key, "before": before, "after": {"revision": decision.revision}})
    return ""


def _plain(decision: Decision) -> dict[str, Any]:
    """As it can be kept, and decided again."""
    whole = {word: getattr(decision, word) for word in WORDS}
    rulings = [{"condition": str(pk), **one} for pk, one in rulings_of(decision).items()]
    return {"whole": _with_days(whole), "rulings": [_with_days(one) for one in rulings]}


def _with_days(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in said.items()}


def _again(said: Mapping[str, Any]) -> dict[str, Any]:
    day = said.get("agreed_by_date")
    return {**said, "agreed_by_date": date.fromisoformat(day) if day else None}


def _unwritten(row: Mapping[str, Any], by: User) -> str:
    decision = Decision.objects.select_for_update(of=("self",)).filter(pk=row["pk"]).select_related("position__response").first()
    if decision is None:
        return GONE
    if decision.status == DecisionStatus.PUBLISHED:
        return PUBLISHED
    if decision.revision != row["after"]["revision"]:
        return SINCE
    if row["before"] is None:
        unwrite(decision=decision, by=by)
        return ""
    conditions = {str(one.pk): one for one in Condition.objects.filter(position=decision.position)}
    rulings = [{**_again(one), "condition": conditions[one["condition"]]} for one in row["before"]["rulings"]]
    try:
        with transaction.atomic():
            decide(position=decision.position, by=by, revision=decision.revision, rulings=rulings, **_again(row["before"]["whole"]))
    except CannotMove:
        return LATE
    return ""
