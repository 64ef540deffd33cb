"""Answers that colleagues filled in in a workbook: chosen rows become part of the draft in one step, which can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from intentions.models import Intention
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.workbooks.came import KEPT
from portal.workbooks.comparing import State, Thing, compare
from portal.workbooks.kept import plain as in_plain
from portal.workbooks.kept import read as out_of_plain
from portal.workbooks.reading import Brought

from ..documents import content
from ..documents.canonical import begun
from ..documents.revised import POSITION
from ..documents.tasks import Progress
from ..documents.workbook import ANSWERS, Standing, rows_of, said_by, sheets_of
from ..documents.workbook.columns import years_of
from ..models import Filled, Position, Response, Together
from .response import opened, save_position

NEWER, GONE = "Changed after you looked", "Not in this edition"
GOING = (State.CHANGED, State.CONFLICT)


@transaction.atomic
def keep_filled(*, response: Response, brought: Brought, name: str, by: User, at: datetime) -> Filled:
    """What came is kept for whoever brought it; nothing of the response is changed yet."""
    filled = Filled.objects.create(response=response, name=name[:150], said=in_plain(brought), by=by, at=at)
    says = f"brought a filled workbook of the response to {response.round}"
    record("response.workbook_brought", target=response, by=by, at=at, owner=response.organisation, says=says)
    return filled


@transaction.atomic
def take_in_filled(
    *, filled: Filled, progress: Progress, chosen: Mapping[str, str], by: User, at: datetime
) -> tuple[Together | None, list[tuple[str, str]]]:
    """The chosen rows, each by its reference with the mark of what stood beside it when it was looked at; once. And what was left alone.

    It becomes a draft and never a submission.
    """
    response = opened(filled.response)
    filled = lock(filled)
    if filled.step_id:
        raise CannotMove("take_in", response)
    positions = {one.reference: one for one in begun(response)}
    sheets, rows = sheets_of(response.round), rows_of(response, progress.tasks, positions)
    marks = {row.key: row.mark for row in rows[ANSWERS]}
    things = [one for one in compare(out_of_plain(filled.said), sheets, rows) if one.token in chosen]
    intentions = {task.reference: task.version.intention for task in progress.tasks}
    left, said = [], []
    for thing in things:
        new, why = _said(thing, positions.get(thing.key), years_of(response.round), chosen[thing.token], marks)
        if why:
            left.append((thing.key or f"Row {thing.number}", why))
        elif new:
            said.append(_saved(response, intentions[thing.key], new, by, at))
    if not said:
        return None, left
    step = Together.objects.create(response=response, about=filled.name, said=said, answered_by=by, answered_at=at)
    filled.step = step
    filled.save(update_fields=["step"])
    count = "1 intention" if len(said) == 1 else f"{len(said)} intentions"
    says = f"answered {count} from a workbook"
    record("response.answered_together", target=response, by=by, at=at, owner=response.organisation, says=says)
    return step, left


def forget_filled(*, at: datetime) -> None:
    """What came thirty days ago, taken in or not: a step keeps of itself what it changed."""
    Filled.objects.filter(at__lt=at - KEPT).delete()


def _said(
    thing: Thing, position: Position | None, years: Mapping[str, str], seen: str, marks: Mapping[str, str]
) -> tuple[dict[str, Any], str]:
    """Content, or why it is left alone."""
    if thing.problems or thing.state not in GOING:
        return {}, ". ".join(thing.problems) or (GONE if thing.state is State.GONE else thing.state.value)
    if marks.get(thing.key) != seen:
        return {}, NEWER
    said, problems = said_by(thing, Standing(content(position) if position else {}, years))
    return said, ". ".join(problems)


def _saved(response: Response, intention: Intention, said: Mapping[str, Any], by: User, at: datetime) -> dict[str, Any]:
    stood = Position.objects.filter(response=response, intention=intention).first() or Position(response=response)
    before = {name: value for name, value in POSITION.said(stood).items() if name in said} if stood.revision else _empty(said)
    position = save_position(response=response, intention=intention, by=by, content=said, at=at)
    return {
        "reference": intention.reference,
        "before": before,
        "after": POSITION.plain(said),
        "revision": position.revision,
    }


def _empty(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a position says before anybody wrote on it."""
    blank = Position()
    return {name: [] if name in ("conditions", "effects") else POSITION.plain({name: getattr(blank, name)})[name] for name in said}
