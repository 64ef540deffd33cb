"""Answering many intentions in one step, and taking the step back. What somebody wrote meanwhile is never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from intentions.models import Intention
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock

from ..documents.revised import POSITION
from ..models import Response, Together
from ..states import Stance
from .response import opened, position_on, save_position


@transaction.atomic
def answer_together(
    *, response: Response, seen: Mapping[str, int], by: User, stance: str, comment: str = "", at: datetime
) -> tuple[Together | None, list[str]]:
    """The step, and the references it left alone: those that somebody saved after they were `seen`, and those with conditions.

    `seen` is {reference: revision}. A comment that stands is kept; the common one goes only where there is none.
    """
    response = opened(response)
    said, left_alone = [], []
    for intention in _intentions(response, seen):
        position = position_on(response, intention, by)
        if position.revision != seen[intention.reference] or position.conditions.exists():
            left_alone.append(intention.reference)
            continue
        before = {"stance": position.stance, "comment": position.comment}
        after = {"stance": stance, "comment": position.comment or comment}
        position = save_position(response=response, intention=intention, by=by, content=after, at=at)
        said.append({"reference": intention.reference, "before": before, "after": after, "revision": position.revision})
    if not said:
        return None, left_alone
    step = Together.objects.create(response=response, stance=stance, said=said, answered_by=by, answered_at=at)
    count = "1 intention" if len(said) == 1 else f"{len(said)} intentions"
    says = f"answered {count} together: {Stance(stance).label}"
    record("response.answered_together", target=response, by=by, at=at, owner=response.organisation, says=says)
    return step, left_alone


def _intentions(response: Response, seen: Mapping[str, int]) -> list[Intention]:
    """Of the edition answered, in its order."""
    found = Intention.objects.filter(versions__entries__edition=response.edition, reference__in=list(seen))
    return list(found.select_related("chapter").order_by("versions__entries__order", "reference"))


@transaction.atomic
def undo_together(*, step: Together, by: User, at: datetime) -> list[str]:
    """Each says again what it said before; the references that were changed since stay as they are, and are returned."""
    response = opened(step.response)
    step = lock(step)
    if step.undone_at is not None:
        raise CannotMove("edit", response)
    rows: dict[str, dict[str, Any]] = {row["reference"]: row for row in step.said}
    changed_since = []
    for intention in _intentions(response, dict.fromkeys(rows, 0)):
        row = rows[intention.reference]
        position = position_on(response, intention, by)
        if position.revision == row["revision"]:
            save_position(response=response, intention=intention, by=by, content=POSITION.read(row["before"]), at=at)
        else:
            changed_since.append(intention.reference)
    step.undone_by, step.undone_at = by, at
    step.save(update_fields=["undone_by", "undone_at"])
    says = f"took back what was answered together: {len(rows) - len(changed_since)} of {len(rows)}"
    record("response.undone_together", target=response, by=by, at=at, owner=response.organisation, says=says)
    return changed_since
