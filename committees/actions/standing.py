"""Items that their meeting does not take: withdrawn, or deferred to another meeting. Their line stays and says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import advance, lock, step
from portal.nhsuk import words

from ..models import AgendaItem, Meeting
from ..models.exemption import EXEMPTION
from ..states import ITEM_MOVES, MeetingStatus, PaperStatus
from .agenda import add_item
from .exemption import PRIVATE
from .refusals import NotReady

STATUS = ["status", "status_reason", "deferred_to"]


@transaction.atomic
def withdraw_item(*, item: AgendaItem, by: User, reason: str) -> AgendaItem:
    """It is in no pack that is issued from now on; those that hold it stay as they are."""
    meeting = lock(item.meeting)
    item = advance(item, "withdraw")
    item.status_reason = reason
    item.save(update_fields=STATUS)
    _with_what_is_beneath(item, "withdraw")
    record("item.withdrawn", target=item, by=by, says=f"withdrew item {item.mark} of {meeting}", owner=meeting.committee.host)
    return item


@transaction.atomic
def defer(*, item: AgendaItem, by: User, reason: str, to: Meeting | None, at: datetime) -> AgendaItem:
    """It goes to a later meeting: its line stays here, and a line there has its paper, or says that it is to follow."""
    meeting = lock(item.meeting)
    item = advance(item, "defer")
    item.status_reason, item.deferred_to = reason, _later(meeting, to)
    item.save(update_fields=STATUS)
    _with_what_is_beneath(item, "defer")
    if to:
        _take_there(item, to, by=by, at=at)
    says = f"deferred item {item.mark} of {meeting}"
    record("item.deferred", target=item, by=by, at=at, says=says, owner=meeting.committee.host)
    return item


@transaction.atomic
def restore(*, item: AgendaItem, by: User) -> AgendaItem:
    """It is taken after all."""
    meeting = lock(item.meeting)
    item = advance(item, "restore")
    if item.parent and item.parent.status != item.status:
        raise NotReady([f"Item {item.number} is not taken. Put it back first."])
    item.status_reason, item.deferred_to = "", None
    item.save(update_fields=STATUS)
    _with_what_is_beneath(item, "restore")
    record("item.restored", target=item, by=by, says=f"put item {item.mark} of {meeting} back", owner=meeting.committee.host)
    return item


def _with_what_is_beneath(item: AgendaItem, move: str) -> None:
    """Its appendices go where it goes."""
    for one in item.beneath.select_for_update().order_by("place"):
        if ITEM_MOVES.allows(move, one.status):
            step(one, move)
            one.status_reason, one.deferred_to = item.status_reason, item.deferred_to
            one.save(update_fields=STATUS)


def _later(meeting: Meeting, to: Meeting | None) -> Meeting | None:
    if to is not None and (to.committee_id != meeting.committee_id or to.date <= meeting.date or to.status == MeetingStatus.CANCELLED):
        raise NotReady(["It is deferred to a later meeting of the same committee."])
    return to


def _take_there(item: AgendaItem, to: Meeting, *, by: User, at: datetime) -> None:
    """A paper that nobody has read yet goes along; of one that is published a new one is written."""
    paper = item.paper if item.paper and item.paper.status != PaperStatus.PUBLISHED else None
    kept: dict[str, Any] = {name: getattr(item.exemption, name) for name in EXEMPTION}
    kept |= {name: getattr(item, name) for name in PRIVATE} | {"title": item.title}
    if paper:
        for name in EXEMPTION:
            setattr(item, name, kept.pop(name))
        item.paper = None
        item.save(update_fields=["paper", *EXEMPTION])
    try:
        add_item(meeting=to, by=by, paper=paper, is_to_follow=paper is None, at=at, **kept)
    except NotReady as refusal:
        raise NotReady([f"{words.day(to.date, 'weekday')}: {one}" for one in refusal.problems]) from refusal
