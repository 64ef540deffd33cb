"""Many intentions changed in one step, and the step taken back. What somebody did meanwhile is never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock

from ... import checks
from ...documents.many import GONE, Asked, rows
from ...models import Many, Round
from ...states import MOVES, ManyKind
from . import answers, brought, copies, places, replacing, turns, words
from .brought import forget_workbooks, keep_workbook, take_in
from .held import held
from .replacing import Ticked, replace_words
from .step import Left

__all__ = ["Ticked", "change_many", "forget_workbooks", "keep_workbook", "replace_words", "take_in", "undo_many"]

DO = {
    **dict.fromkeys((ManyKind.DATES, ManyKind.PLACES, ManyKind.THEME, ManyKind.STRENGTH), words.write),
    ManyKind.OWNER: places.give,
    ManyKind.PROGRAMME: places.move,
    ManyKind.STILL: answers.say,
    ManyKind.SUBMIT: turns.submit,
    ManyKind.WITHDRAW: turns.withdraw,
    ManyKind.COPY: copies.copy,
}
UNDO = {
    **dict.fromkeys((ManyKind.DATES, ManyKind.PLACES, ManyKind.THEME, ManyKind.STRENGTH), words.unwrite),
    ManyKind.OWNER: places.give_back,
    ManyKind.PROGRAMME: places.move_back,
    ManyKind.STILL: answers.unsay,
    ManyKind.SUBMIT: turns.take_back,
    ManyKind.WITHDRAW: turns.open_again,
    ManyKind.COPY: copies.delete,
    ManyKind.REPLACE: replacing.unreplace,
    ManyKind.BROUGHT: brought.untake,
}


@transaction.atomic
def change_many(*, round: Round, seen: Mapping[str, str], asked: Asked, by: User, at: datetime) -> tuple[Many | None, Left]:
    """The step, and what it left alone with the reason: what was changed after it was `seen`, and what may not be changed so.

    `seen` is {reference: mark} of what the preview showed.
    """
    round = lock(round, "lead")
    versions = held(round, seen)
    sent = [one for one in versions if MOVES.allows("submit", one.status)] if asked.kind == ManyKind.SUBMIT else []
    found = rows(versions, asked, faults=checks.faults(sent, round) if sent else {}, seen=seen)
    there = {row.reference for row in found}
    left = [(row.reference, row.why) for row in found if row.why] + [(one, GONE) for one in seen if one not in there]
    going = [row for row in found if not row.why]
    if not going:
        return None, left
    done = DO[asked.kind](round, going, asked, by, at)
    step = Many.objects.create(round=round, kind=asked.kind, rows=done, by=by, at=at)
    record("round.changed_many", target=round, by=by, at=at, says=f"changed many at once: {step}", owner=round.lead, step=str(step.pk))
    return step, left


@transaction.atomic
def undo_many(*, step: Many, by: User, at: datetime) -> tuple[int, Left]:
    """Each says again what it said before, where nobody has changed that since. How many do, and the others with the reason."""
    round = lock(step.round, "lead")
    step = lock(step)
    if step.undone_at is not None:
        raise CannotMove("undo", step)
    left = UNDO[ManyKind(step.kind)](round, step.rows, by, at)
    step.undone_by, step.undone_at = by, at
    step.save(update_fields=["undone_by", "undone_at"])
    count = len(step.rows) - len(left)
    says = f"took back what was changed at once: {step} ({count} of {len(step.rows)})"
    record("round.undone_many", target=round, by=by, at=at, says=says, owner=round.lead, step=str(step.pk))
    return count, left
