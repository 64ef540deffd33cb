"""The facts of a round that was published: a deadline moves only forward, and whoever was asked is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from intentions import actions as intentions
from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.nhsuk import words

from . import letters
from .refusals import NotLater
from .sealing import open_if_due


@transaction.atomic
def edit_facts(*, round: Round, by: User, revision: Any, at: datetime, note: str = "", **fields: Any) -> Round:
    """As `intentions.edit_round`. Once organisations are asked, responses close later or when they did; those asked are told of it."""
    round = lock(round)
    was, wanted = round.response_deadline, fields.get("response_deadline", round.response_deadline)
    is_moved = wanted != was and round.invitations.exists()
    if is_moved:
        open_if_due(round, at)
        if wanted is None or (was and wanted < was):
            raise NotLater(f"The response deadline cannot move back: it is {words.when(was)}")
        if wanted <= at:
            raise NotLater(f"The response deadline must be after {words.when(at)}")
    round = intentions.edit_round(round=round, by=by, revision=revision, note=note, **fields)
    if is_moved and round.response_deadline != was:
        _tell(round, note, by, at)
    return round


def _tell(round: Round, note: str, by: User, at: datetime) -> None:
    for invitation in round.invitations.select_related("organisation", "round__lead"):
        says = f"moved the deadline of {round} to {words.when(round.response_deadline)}"
        record("invitation.moved", target=invitation, by=by, at=at, owner=invitation.organisation, says=says)
        letters.tell_deadline(invitation, note)
