"""When the portal could not be used: every deadline that was open moves alike, and everybody asked is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from intentions.models import Round
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.nhsuk import words

from ..models import Outage
from . import letters
from .refusals import Refused
from .sealing import open_if_due


@transaction.atomic
def declare_outage(*, round: Round, by: User, began_at: datetime, ended_at: datetime, reason: str, at: datetime) -> Outage:
    """Questions, responses and every extension that were still open when it began get exactly the time that was lost."""
    round = lock(round)
    open_if_due(round, at)
    if not began_at < ended_at <= at:
        raise Refused("The outage must end after it began, and must be over.")
    if round.outages.filter(began_at__lt=ended_at, ended_at__gt=began_at).exists():
        raise Refused("The deadlines have been moved for this time already.")
    length = ended_at - began_at
    moved = [name for name in ("question_deadline", "response_deadline") if (moment := getattr(round, name)) and moment >= began_at]
    for name in moved:
        setattr(round, name, getattr(round, name) + length)
    round.save(update_fields=moved)
    extended = list(round.invitations.select_for_update(of=("self",)).filter(extended_until__gte=began_at))
    round.invitations.filter(pk__in=[one.pk for one in extended]).update(extended_until=F("extended_until") + length)
    if not moved and not extended:
        raise Refused("No deadline was open when the outage began.")
    outage = Outage.objects.create(round=round, began_at=began_at, ended_at=ended_at, reason=reason, declared_at=at, declared_by=by)
    says = f"moved every open deadline of {round} by {words.lasting(length)}: {reason}"
    record("round.outage", target=round, by=by, at=at, owner=round.lead, says=says)
    for invitation in round.invitations.select_related("organisation", "round__lead"):
        record("invitation.moved", target=invitation, by=by, at=at, owner=invitation.organisation, says=says)
        letters.tell_outage(invitation, outage)
    return outage
