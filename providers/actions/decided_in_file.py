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
from .decided_at_once import BESIDE, decide_many, unwrite_many
from .decision import WORDS, Said, rulings_of
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
    left: Left = []
    going: list[Thing] = []
    for thing in (one for one in things if one.token in chosen):
        why = why_left(thing, marks, chosen[thing.token])
        left += [(name(thing), why)] if why else []
        going += [] if why else [thing]
    did, refused = _written([(thing, points[thing.key]) for thing in going], by, at)
    left += refused
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
    left = _unwritten(step, by, at)
    step.undone_at = at
    step.save(update_fields=["undone_at"])
    says = f"undid: {step}"
    record("decisions.untaken", target=step.round, by=by, at=at, says=says, owner=step.round.lead, step=str(step.pk))
    return left


def _written(going: list[tuple[Thing, Position]], by: User, at: datetime) -> tuple[list[dict[str, Any]], Left]:
    """(what is kept of each for taking it back, what was left with the reason)."""
    wanted, before = [], []
    for thing, position in going:
        said, stood = book.said_by(thing, position), getattr(position, "decision", None)
        before.append(_plain(stood) if stood else None)
        wanted.append(Said(position, said.whole, said.rulings, stood.revision if stood else 0))
    did, left = [], []
    for (thing, _), stood, answer in zip(going, before, decide_many(said=wanted, by=by, at=at), strict=True):
        if isinstance(answer, Decision):
            did.append({"pk": str(answer.pk), "name": thing.key, "before": stood, "after": {"revision": answer.revision}})
        else:
            left.append((name(thing), _why(answer)))
    return did, left


def _why(answer: CannotMove | Stale | Refused) -> str:
    if isinstance(answer, Refused):
        return str(answer)
    return NEWER if isinstance(answer, Stale) else LATE


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


def _unwritten(step: DecidedStep, by: User, at: datetime) -> Left:
    """What stays, with the reason."""
    held = Decision.objects.select_for_update(of=("self",)).filter(pk__in=[row["pk"] for row in step.did]).order_by("pk")
    stood = {str(one.pk): one for one in held.select_related(*BESIDE)}
    reasons = {row["pk"]: _why_it_stays(stood.get(row["pk"]), row) for row in step.did}
    back = [row for row in reversed(step.did) if not reasons[row["pk"]]]
    unwrite_many(decisions=[stood[row["pk"]] for row in back if row["before"] is None], by=by, at=at)
    again = [row for row in back if row["before"] is not None]
    conditions = {str(one.pk): one for one in Condition.objects.filter(position__in=[stood[row["pk"]].position for row in again])}
    said = [_said_before(row, stood[row["pk"]], conditions) for row in again]
    for row, answer in zip(again, decide_many(said=said, by=by, at=at), strict=True):
        reasons[row["pk"]] = "" if isinstance(answer, Decision) else _why(answer)
    return [(row["name"], reasons[row["pk"]]) for row in reversed(step.did) if reasons[row["pk"]]]


def _why_it_stays(decision: Decision | None, row: Mapping[str, Any]) -> str:
    if decision is None:
        return GONE
    if decision.status == DecisionStatus.PUBLISHED:
        return PUBLISHED
    return "" if decision.revision == row["after"]["revision"] else SINCE


def _said_before(row: Mapping[str, Any], decision: Decision, conditions: Mapping[str, Condition]) -> Said:
    rulings = [{**_again(one), "condition": conditions[one["condition"]]} for one in row["before"]["rulings"]]
    return Said(decision.position, _again(row["before"]["whole"]), rulings, decision.revision)
