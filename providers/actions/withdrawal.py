"""Taking back what was submitted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import advance, lock
from portal.moves.clock import database_now

from ..models import Response
from . import letters
from .refusals import TooLate


@transaction.atomic
def withdraw(*, response: Response, by: User, reason: str, at: datetime | None = None) -> Response:
    """What was submitted no longer counts; it and its receipt are kept. Only until the deadline."""
    at = at or database_now()
    invitation = lock(response.invitation)
    response = advance(response, "withdraw")
    if not invitation.is_open(at):
        raise TooLate(at - invitation.deadline)
    response.save(update_fields=["status"])
    for owner in (response.organisation, response.round.lead):
        says = f"withdrew the response of {response.organisation}: {reason}"
        record("response.withdrawn", target=response, by=by, at=at, owner=owner, says=says, reason=reason)
    letters.tell_withdrawn(response)
    return response
