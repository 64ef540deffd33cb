"""What became of an item at its meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock

from .. import documents
from ..models import AgendaItem, Promise, Resolution
from .refusals import NotReady


@transaction.atomic
def record_outcomes(
    *, item: AgendaItem, by: User, at: datetime, outcomes: Iterable[Mapping[str, Any]], promises: Iterable[Mapping[str, Any]] = ()
) -> AgendaItem:
    """The outcome of each recommendation in its order, and the actions agreed; said again, it replaces what was said before.

    `outcomes`: {"outcome", "words"} for each recommendation of the paper; `promises`: {"text", "owner", "due_date", "done_date"}.
    """
    meeting, item = lock(item.meeting), lock(item)
    if at < documents.begins_at(meeting):
        raise NotReady(["Outcomes are recorded after the meeting."])
    asked = item.paper.recommendations if item.paper else []
    Resolution.objects.filter(item=item).delete()
    Resolution.objects.bulk_create(
        Resolution(item=item, order=order, verb=one["verb"], text=one["text"], recorded_by=by, recorded_at=at, **said)
        for order, (one, said) in enumerate(zip(asked, outcomes, strict=True), 1)
        if said["outcome"]
    )
    Promise.objects.filter(item=item).delete()
    Promise.objects.bulk_create(Promise(item=item, order=order, **said) for order, said in enumerate(promises, 1))
    says = f"recorded what became of item {item.mark} of {meeting}"
    record("item.minuted", target=item, by=by, at=at, says=says, owner=meeting.committee.host)
    return item
