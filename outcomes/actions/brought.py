"""What a workbook says of outcomes, their measures, values or targets: chosen rows in one step, taken back in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.organisations.models import Organisation
from portal.organisations.slugs import free_slug
from portal.workbooks.came import KEPT
from portal.workbooks.comparing import State, Thing, compare
from portal.workbooks.kept import plain as in_plain
from portal.workbooks.kept import read as out_of_plain
from portal.workbooks.reading import Brought
from portal.workbooks.showing import GOING, GONE, SINCE, name, why_left

from ..documents.workbook import FIXED, Offered, key_of, offered_by, row_of, said_by, sheet_of, standing
from ..models import Measure, Observation, Outcome, Step, Target, Workbook
from ..states import Book
from .outcome import (
    add_measure,
    add_observation,
    add_outcome,
    add_target,
    edit_measure,
    edit_observation,
    edit_outcome,
    edit_target,
    remove,
)

STOOD_ON, COUNTED = "Something was added to it since the step", "This period is counted already: change the row that stands"
MODELS: Mapping[str, Any] = {Book.OUTCOMES: Outcome, Book.MEASURES: Measure, Book.VALUES: Observation, Book.TARGETS: Target}
NEW: Mapping[Book, Any] = {Book.MEASURES: add_measure, Book.VALUES: add_observation, Book.TARGETS: add_target}
Left = list[tuple[str, str]]


@transaction.atomic
def keep_workbook(*, owner: Organisation, book: str, brought: Brought, name: str, by: User, at: datetime) -> Workbook:
    """What came is kept for whoever brought it; nothing is changed yet."""
    workbook = Workbook.objects.create(owner=owner, book=book, said=in_plain(brought), name=name[:150], by=by, at=at)
    record("outcomes.workbook_brought", target=owner, by=by, at=at, says=f"brought back the workbook {name}", owner=owner)
    return workbook


def forget_workbooks(*, at: datetime) -> None:
    """What came thirty days ago, taken in or not: a step keeps of itself what it changed."""
    Workbook.objects.filter(at__lt=at - KEPT).delete()


def things_of(workbook: Workbook, offered: Offered, stands: Mapping[str, Any]) -> tuple[list[Thing], dict[str, str], Brought]:
    """What came back beside what stands, the marks of that, and the whole of what was brought."""
    brought, sheet = out_of_plain(workbook.said), sheet_of(workbook.book, offered)
    rows = [row_of(workbook.book, one, offered) for one in stands.values()]
    things = compare(brought, [sheet], {sheet.name: rows})
    for thing in things:
        if thing.state in GOING:
            thing.refuse(said_by(workbook.book, thing.cells, _keys(thing, sheet), offered)[1])
    return things, {row.key: row.mark for row in rows}, brought


@transaction.atomic
def take_in(*, workbook: Workbook, chosen: Mapping[str, str], by: User, at: datetime) -> tuple[Step | None, Left]:
    """The chosen rows, each by its token with the mark of what stood beside it when it was looked at; once."""
    owner, workbook = lock(workbook.owner), lock(workbook)
    if workbook.step_id:
        raise CannotMove("take_in", workbook)
    offered, stands = offered_by(owner), standing(workbook.book, owner)
    sheet = sheet_of(workbook.book, offered)
    things, marks, _ = things_of(workbook, offered, stands)
    did: list[dict[str, Any]] = []
    left: Left = []
    for thing in (one for one in things if one.token in chosen):
        why = why_left(thing, marks, chosen[thing.token])
        if not why:
            said, _ = said_by(workbook.book, thing.cells, _keys(thing, sheet), offered)
            why = _written(workbook.book, said, stands.get(thing.key), owner, offered, by, did)
        left += [(name(thing), why)] if why else []
    if not did:
        return None, left
    step = Step.objects.create(owner=owner, book=workbook.book, name=workbook.name, did=did, by=by, at=at)
    workbook.step = step
    workbook.save(update_fields=["step"])
    record("outcomes.taken_in", target=owner, by=by, at=at, says=str(step), owner=owner, step=str(step.pk))
    return step, left


@transaction.atomic
def untake(*, step: Step, by: User, at: datetime) -> Left:
    """What was changed says again what it said before; what was new, and nobody has touched since, goes."""
    owner, step = lock(step.owner), lock(step)
    if step.undone_at:
        raise CannotMove("untake", step)
    left: Left = []
    offered = offered_by(owner)
    for row in reversed(step.did):
        thing = MODELS[step.book].objects.select_for_update(of=("self",)).filter(pk=row["pk"]).first()
        why = GONE if thing is None else _unwritten(step.book, thing, row, offered, by)
        left += [(row["name"], why)] if why else []
    step.undone_at = at
    step.save(update_fields=["undone_at"])
    record("outcomes.untaken", target=owner, by=by, at=at, says=f"undid: {step}", owner=owner, step=str(step.pk))
    return left


# ── One row ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _keys(thing: Thing, sheet: Any) -> Sequence[str]:
    """A new row says all of its columns, another what was changed in it."""
    return [one.key for one in sheet.told if thing.state is State.NEW or one.key in thing.changed]


def _written(
    book: str, said: dict[str, Any], stands: Any, owner: Organisation, offered: Offered, by: User, did: list[dict[str, Any]]
) -> str:
    before = {} if stands is None else dict(row_of(book, stands, offered).cells)
    try:
        with transaction.atomic():
            one = _new(book, said, owner, by) if stands is None else _changed(book, stands, said, by)
    except IntegrityError as refused:
        if "a_period_is_counted_once" not in str(refused):
            raise
        return COUNTED
    fresh = MODELS[book].objects.get(pk=one.pk)
    did.append({"pk": str(one.pk), "name": key_of(fresh), "before": before, "after": dict(row_of(book, fresh, offered).cells)})
    return ""


def _new(book: str, said: dict[str, Any], owner: Organisation, by: User) -> Any:
    if book == Book.OUTCOMES:
        return add_outcome(slug=free_slug(Outcome.objects, said["statement"], fallback="outcome"), owner=owner, by=by, **said)
    return NEW[Book(book)](by=by, **said)


def _changed(book: str, stands: Any, said: Mapping[str, Any], by: User) -> Any:
    if book == Book.OUTCOMES:
        return edit_outcome(outcome=stands, by=by, revision=stands.revision, **said)
    if book == Book.MEASURES:
        return edit_measure(measure=stands, by=by, revision=stands.revision, **said)
    if book == Book.TARGETS:
        return edit_target(target=stands, by=by, **said)
    return edit_observation(observation=stands, by=by, **said)


def _unwritten(book: str, thing: Any, row: Mapping[str, Any], offered: Offered, by: User) -> str:
    now = row_of(book, thing, offered).cells
    own = [key for key in row["after"] if key not in (*FIXED[Book(book)], "state", "organisation")]  # what a workbook may change
    keys = [key for key in own if not row["before"] or row["after"][key] != row["before"][key]]
    if any(now[key] != row["after"][key] for key in keys):
        return SINCE
    if row["before"]:
        _changed(book, thing, said_by(book, row["before"], keys, offered)[0], by)
        return ""
    return "" if remove(thing=thing, by=by) else STOOD_ON
