"""A committee ends: another takes its work on, or none does."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import advance, lock
from portal.nhsuk import words

from ..models import Committee
from ..states import CommitteeStatus, MeetingStatus, PaperStatus
from .refusals import NotReady


@transaction.atomic
def close(*, committee: Committee, by: User, at: datetime, successor: Committee | None = None) -> Committee:
    """It calls no meeting and takes no paper any more; what it published stays, and its seats still read it.

    Papers that no agenda holds go to the committee that succeeds it.
    """
    on = timezone.localdate(at)
    committee = advance(committee, "close")
    if successor:
        successor = lock(successor)
        refuse_closed(successor)
        if successor == committee:
            raise NotReady(["A committee does not succeed itself."])
    coming = committee.meetings.filter(date__gte=on).exclude(status=MeetingStatus.CANCELLED).order_by("date")
    if coming:
        raise NotReady([f"It still meets on {words.day(one.date, 'weekday')}. Withdraw that meeting first." for one in coming])
    committee.closed_date, committee.successor = on, successor
    committee.save(update_fields=["status", "closed_date", "successor"])
    if successor:
        committee.papers.filter(status=PaperStatus.DRAFT, item=None).update(committee=successor)
    says = f"closed the {committee}{f', which the {successor} succeeds' if successor else ''}"
    record("committee.closed", target=committee, by=by, at=at, says=says, owner=committee.host)
    return committee


def refuse_closed(committee: Committee) -> None:
    if committee.status == CommitteeStatus.CLOSED:
        raise NotReady([f"The {committee} was closed on {words.day(committee.closed_date)}."])
