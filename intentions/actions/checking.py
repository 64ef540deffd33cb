"""Somebody looked at what a check found, and says that it is right."""

from __future__ import annotations

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.moves.clock import database_now

from ..checks import Problem
from ..models import Accepted, Round


class MustBeMended(Exception):
    """What stops publishing is mended, never declared right."""


@transaction.atomic
def accept(*, round: Round, problem: Problem, reason: str, by: User) -> Accepted:
    """It holds for these very words: when they change, the check finds them anew. Said twice, it is said once."""
    if problem.is_must:
        raise MustBeMended(problem.message)
    round = lock(round)
    said = {"check_name": problem.check, "message": problem.message, "reason": reason, "by": by, "at": database_now()}
    accepted, is_new = Accepted.objects.get_or_create(round=round, key=problem.key, defaults=said)
    if is_new:
        says = f"said that this is right: {problem.message}"
        record("problem.accepted", target=round, by=by, says=says, owner=round.lead, reason=reason, check=problem.check)
    return accepted


@transaction.atomic
def look_again(*, accepted: Accepted, by: User) -> None:
    """It stands in the list of problems again."""
    round, message = accepted.round, accepted.message
    accepted.delete()
    record("problem.looked_at_again", target=round, by=by, says=f"wants a look again: {message}", owner=round.lead)
