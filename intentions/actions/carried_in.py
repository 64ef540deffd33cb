"""The text of a paper, taken as it stands: it was approved when the paper was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from portal.accounts.models import User

from ..models import Version
from ..states import MOVES, Status


def take_in(*, versions: Iterable[Version], by: User | None, at: datetime) -> None:
    """Whoever publishes says that the text is that of the paper: nobody here approves it, and its author may be the one who publishes."""
    fresh = [one for one in versions if one.status in (Status.DRAFT, Status.RETURNED, Status.IN_REVIEW)]
    written = [one.pk for one in fresh if one.status != Status.IN_REVIEW]
    sent = MOVES.target("submit", Status.DRAFT)
    Version.objects.filter(pk__in=written).update(status=sent, submitted_at=at, submitted_by=by, reason="", changed_at=at)
    taken = MOVES.target("approve", sent)
    Version.objects.filter(pk__in=[one.pk for one in fresh]).update(status=taken, approved_at=at, approved_by=by, changed_at=at)
    for one in fresh:
        one.status, one.approved_at, one.approved_by = taken, at, by
