"""Committees, who sits on them, and when they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from datetime import time as Time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock
from portal.nhsuk import words
from portal.organisations.models import Organisation
from portal.organisations.slugs import free_slug

from ..documents.house import HOUSE, HOUSES, IMPLICATIONS, first_agendas, house_template
from ..models import AgendaItem, Committee, Meeting, Paper, Seat
from ..states import MeetingStatus, PaperStatus
from .closing import refuse_closed
from .lateness import judge_all, public_since
from .paper import freeze
from .refusals import NotReady
from .reprint import reprint


@transaction.atomic
def found_committee(
    *,
    name: str,
    host: Organisation,
    kind: str,
    by: User | None,
    slug: str = "",
    headings: Iterable[Mapping[str, Any]] = HOUSE,
    implications: Iterable[str] = IMPLICATIONS,
    house: str = "",
    **fields: Any,
) -> Committee:
    """A committee begins with the form of some house, or its own; a heading nobody can write under is refused by name."""
    if house:
        headings, implications = HOUSES[house].headings, HOUSES[house].implications
        fields = {"agendas": first_agendas(house), "asks": list(HOUSES[house].asks), **fields}
    standing = [slugify(name) for name in implications]
    committee = Committee.objects.create(
        slug=slug or free_slug(Committee.objects, name),
        name=name,
        host=host,
        kind=kind,
        headings=house_template(headings, standing),
        implications=standing,
        **fields,
    )
    record("committee.founded", target=committee, by=by, says=f"founded the {name}", owner=host)
    return committee


@transaction.atomic
def seat(*, committee: Committee, user: User, role: str, by: User | None) -> Seat:
    """A person sits on the committee, or is its clerk. Taking the same seat twice is taking it once."""
    taken, is_new = Seat.objects.current().get_or_create(committee=committee, user=user, role=role, defaults={"ended_at": None})
    if is_new:
        says = f"gave {user} a seat on the {committee} as {taken.get_role_display().lower()}"
        record("seat.given", target=taken, by=by, says=says, owner=committee.host)
    return taken


@transaction.atomic
def unseat(*, seat: Seat, by: User | None) -> Seat:
    """Takes effect at once: the next request shows nothing of part 2."""
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if seat.ended_at is None:
        seat.ended_at = timezone.now()
        seat.save(update_fields=["ended_at"])
        record("seat.ended", target=seat, by=by, says=f"ended the seat of {seat.user}", owner=seat.committee.host)
    return seat


@transaction.atomic
def call_meeting(
    *,
    committee: Committee,
    date: Date,
    time: Time | None,
    venue: str,
    by: User | None,
    slug: str | None = None,
    lines: Iterable[str] = (),
) -> Meeting:
    """A meeting begins with the lines it is given, as a draft. A closed committee calls none."""
    refuse_closed(lock(committee))
    slug = slug or free_slug(Meeting.objects, f"{committee.slug}-{date:%Y-%m-%d}")
    meeting = Meeting.objects.create(committee=committee, slug=slug, date=date, time=time, venue=venue)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=number, title=title, laid_at=timezone.now()) for number, title in enumerate(lines, 1)
    )
    record("meeting.called", target=meeting, by=by, says=f"called a meeting on {words.day(date, 'weekday')}", owner=committee.host)
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, by: User) -> Meeting:
    """The meeting is off. What was published of it stays."""
    meeting = advance(meeting, "cancel")
    meeting.save(update_fields=["status"])
    says = f"withdrew the meeting on {words.day(meeting.date, 'weekday')}"
    record("meeting.cancelled", target=meeting, by=by, says=says, owner=meeting.committee.host)
    return meeting


@transaction.atomic
def move_meeting(*, meeting: Meeting, by: User, date: Date, time: Time | None, venue: str, **urgency: Any) -> Meeting:
    """Another day, hour or place. What is public or cleared is judged by the new day, and says it.

    On a nearer day that leaves too few clear days it meets only with a reason and the chair's agreement.
    """
    meeting = lock(meeting)
    if meeting.status == MeetingStatus.CANCELLED:
        raise CannotMove("move_meeting", meeting)
    if date != meeting.date and date < timezone.localdate():
        raise NotReady(["A meeting is not moved into the past. Enter today or a later day."])
    meeting.date, meeting.time, meeting.venue = date, time, venue
    meeting.save(update_fields=["date", "time", "venue"])
    judge_all(meeting, public_since(meeting), urgency or None)
    for paper in Paper.objects.select_for_update(of=("self",)).filter(item__meeting=meeting, status=PaperStatus.CLEARED):
        paper.item.meeting = meeting
        freeze(paper)
        reprint(paper, by)
    says = f"moved the meeting to {words.day(date, 'weekday')}"
    record("meeting.moved", target=meeting, by=by, says=says, owner=meeting.committee.host)
    return meeting
