"""What became of a meeting: item by item, and as its minutes, which are written, cleared by another and signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock
from portal.printing.actions import order

from .. import documents
from ..models import AgendaItem, Meeting, Minute, Minutes, Promise, Resolution
from ..states import MinutesStatus
from .announcing import announce_minutes
from .refusals import NotReady, OwnText


@transaction.atomic
def record_outcomes(
    *,
    item: AgendaItem,
    by: User,
    at: datetime,
    outcomes: Iterable[Mapping[str, Any]],
    promises: Iterable[Mapping[str, Any]] = (),
    minute: Mapping[str, Any] | None = None,
) -> AgendaItem:
    """The outcome of each recommendation in its order, and the actions agreed; said again, it replaces what was said before.

    Once the minutes are cleared nothing of it changes until they are reopened.
    `outcomes`: {"outcome", "words"} for each recommendation of the paper; `promises`: {"text", "owner", "due_date", "done_date"}.
    """
    meeting, item = lock(item.meeting), lock(item)
    if at < documents.begins_at(meeting):
        raise NotReady(["Outcomes are recorded after the meeting."])
    if Minutes.objects.filter(meeting=meeting).exclude(status=MinutesStatus.DRAFT).exists():
        raise NotReady(["The minutes of this meeting are cleared. Reopen them first."])
    if minute is not None:
        Minute.objects.update_or_create(item=item, defaults=dict(minute))
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


@transaction.atomic
def write_minutes(*, meeting: Meeting, by: User, at: datetime, **said: str) -> Minutes:
    """Who was there, and what was declared. Items are minuted one by one."""
    meeting = lock(meeting)
    if at < documents.begins_at(meeting):
        raise NotReady(["Minutes are written after the meeting."])
    minutes, _ = Minutes.objects.select_for_update().get_or_create(meeting=meeting)
    if minutes.status != MinutesStatus.DRAFT:
        raise CannotMove("write_minutes", minutes)
    for name in ("chair", "present", "in_attendance", "apologies", "declarations"):
        setattr(minutes, name, said[name])
    minutes.writers = [*{*minutes.writers, by.pk}]
    minutes.save()
    record("minutes.written", target=minutes, by=by, at=at, says=f"wrote the minutes of {meeting}", owner=meeting.committee.host)
    return minutes


@transaction.atomic
def clear_minutes(*, minutes: Minutes, by: User, at: datetime) -> Minutes:
    """Another person than wrote them says they are right. They are public as a draft, until they are signed."""
    minutes = advance(minutes, "clear")
    if by.pk in minutes.writers:
        raise OwnText
    lacking = documents.minutes_lacking(minutes)
    if lacking:
        raise NotReady(lacking)
    minutes.cleared_by, minutes.cleared_at = by, at
    _freeze(minutes, by)
    minutes.save()
    says = f"cleared the minutes of {minutes.meeting}"
    record("minutes.cleared", target=minutes, by=by, at=at, says=says, owner=minutes.meeting.committee.host)
    announce_minutes(minutes, at)
    return minutes


@transaction.atomic
def reopen_minutes(*, minutes: Minutes, by: User) -> Minutes:
    """Back to a draft that only clerks read, to be cleared again."""
    minutes = advance(minutes, "reopen")
    minutes.facts = minutes.document = minutes.cleared_by = minutes.cleared_at = None
    minutes.save()
    says = f"reopened the minutes of {minutes.meeting}"
    record("minutes.reopened", target=minutes, by=by, says=says, owner=minutes.meeting.committee.host)
    return minutes


@transaction.atomic
def sign_minutes(*, minutes: Minutes, by: User, signed_by: str, signed_date: date) -> Minutes:
    """Confirmed at a later meeting, whose chair signs. They cannot be changed any more."""
    minutes = advance(minutes, "sign")
    if signed_date < minutes.meeting.date:
        raise NotReady(["They are signed on the day of the meeting or later."])
    minutes.signed_by, minutes.signed_date = signed_by, signed_date
    _freeze(minutes, by)
    minutes.save()
    says = f"recorded that the minutes of {minutes.meeting} were signed"
    record("minutes.signed", target=minutes, by=by, says=says, owner=minutes.meeting.committee.host)
    return minutes


@transaction.atomic
def done(*, promise: Promise, by: User, on: date) -> Promise:
    """An action is done, whether the minutes it stands in are signed or not."""
    promise = lock(promise)
    promise.done_date = on
    promise.save(update_fields=["done_date"])
    meeting = promise.item.meeting
    record("promise.done", target=promise, by=by, says=f"said that an action of {meeting} is done", owner=meeting.committee.host)
    return promise


def _freeze(minutes: Minutes, by: User) -> None:
    minutes.facts = documents.minutes_facts(minutes)
    title, page = documents.title_of(minutes), minutes.get_absolute_url()
    name = f"{minutes.meeting.slug}-minutes"
    minutes.document = order(template="documents/paper.html", facts=minutes.facts, title=title, file_name=name, by=by, page=page)
