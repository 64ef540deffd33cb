"""Comments inside the organisation, and last year's answer said again. Neither leaves before the response is submitted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from intentions.models import Intention
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock

from .. import documents
from ..models import Position, Remark, Response
from .refusals import Refused
from .response import save_position


@transaction.atomic
def remark(*, response: Response, by: User, text: str, at: datetime, intention: Intention | None = None) -> Remark:
    """Said to one's own people only; the history says that something was said, and not what."""
    said = Remark.objects.create(response=response, intention=intention, text=text, said_by=by, said_at=at)
    about = intention.reference if intention else "the response"
    record("response.remarked", target=response, by=by, at=at, owner=response.organisation, says=f"commented on {about}")
    return said


@transaction.atomic
def resolve_remark(*, remark: Remark, by: User, at: datetime) -> Remark:
    """Settled, and kept."""
    remark = lock(remark)
    if remark.resolved_at is None:
        remark.resolved_at, remark.resolved_by = at, by
        remark.save(update_fields=["resolved_at", "resolved_by"])
    return remark


@transaction.atomic
def reuse(*, response: Response, intention: Intention, by: User, is_still_true: bool) -> Position:
    """What was said on the intention that this one was rolled forward from, if somebody says now that it is still true."""
    earlier = documents.last_year(response, intention)
    if earlier is None:
        raise Refused("There is no answer of last year to use.")
    if not is_still_true:
        raise Refused("Read last year's answer and say that it is still true.")
    position = save_position(response=response, intention=intention, by=by, content=documents.content(earlier))
    says = f"used last year's answer for {intention.reference} and said that it is still true"
    record("position.reused", target=position, by=by, owner=response.organisation, says=says, earlier=str(earlier.pk))
    return position
