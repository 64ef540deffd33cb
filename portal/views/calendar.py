"""Calendars that a program subscribes to: the meetings everybody may know of, and at a secret address what one person has to do.

A calendar is often kept by somebody else's service. So it never holds the title of a paper: that may be exempt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event

from committees.documents import begins_at, despatch_by, papers_due
from committees.models import Meeting
from committees.states import MeetingStatus
from portal.organisations.actions import digest_of, use_calendar_link

from . import waiting

LONG = timedelta(hours=2)  # a meeting whose end nobody says
REFRESH = timedelta(hours=4)
PAST = timedelta(days=400)  # how far back meetings stay in a calendar
TITLE = re.compile(r" “[^”]*”")


@login_not_required
@require_GET
def meetings_calendar(request: HttpRequest) -> HttpResponse:
    """Every meeting whose agenda is public, or those of the committees asked for."""
    since = timezone.localdate() - PAST
    meetings = Meeting.objects.visible_to(request.user).filter(first_published_at__isnull=False, date__gte=since)
    asked = request.GET.getlist("committee")
    meetings = meetings.filter(committee__slug__in=asked) if asked else meetings
    events = map(_meeting, meetings.select_related("committee").order_by("date", "pk"))
    return _answer("Meetings", events, "meetings")


@login_not_required
@require_GET
def meeting_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One meeting, to be put into a calendar by hand."""
    meetings = Meeting.objects.visible_to(request.user).select_related("committee")
    meeting = get_object_or_404(meetings, slug=slug)
    return _answer(str(meeting), [_meeting(meeting)], meeting.slug)


@login_not_required
@require_GET
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """What its person has to do by when, and their meetings, within their rights of the day. An ended link is not there.

    With a committee, only its meetings and the days by which its papers and agendas are due.
    """
    user = use_calendar_link(secret=token)
    if user is None:
        raise Http404
    waits, asked = waiting.everything(user, timezone.now()), request.GET.getlist("committee")
    meetings = [one for one in waits.meetings if not asked or one.committee.slug in asked]
    tasks = [] if asked else _dated(waits.tasks)
    events = [*map(_meeting, meetings), *_despatches(user, meetings), *map(_task, tasks)]
    return _answer("What I have to do", events, "calendar")


def _answer(name: str, events: Iterable[Event], file_name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Commissioning intentions//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT4H")
    calendar.add("refresh-interval", REFRESH)
    for event in events:
        calendar.add_component(event)
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _event(key: str, summary: str, starts: datetime | date, *, address: str, lasts: timedelta = timedelta(0)) -> Event:
    """An instant is written in universal time, which every program shows as the hour in London; a day is a whole day."""
    event = Event()
    is_instant = isinstance(starts, datetime)
    event.add("uid", f"{key}@{settings.PORTAL_ADDRESS.split('//')[-1].split(':')[0].rstrip('/')}")
    event.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC))
    event.add("summary", summary)
    event.add("dtstart", starts.astimezone(UTC) if is_instant else starts)  # type: ignore[union-attr]
    event.add("dtend", starts.astimezone(UTC) + lasts if is_instant else starts + timedelta(days=1))  # type: ignore[union-attr]
    event.add("url", f"{settings.PORTAL_ADDRESS.rstrip('/')}{address}")
    return event


def _meeting(meeting: Meeting) -> Event:
    starts = begins_at(meeting) if meeting.time else meeting.date
    event = _event(f"meeting-{meeting.pk}", meeting.committee.name, starts, address=meeting.get_absolute_url(), lasts=LONG)
    if meeting.venue:
        event.add("location", meeting.venue)
    event.add("status", "CANCELLED" if meeting.status == MeetingStatus.CANCELLED else "CONFIRMED")
    return event


def _despatches(user: Any, meetings: Iterable[Meeting]) -> Iterator[Event]:
    """For those who prepare a meeting: the days by which its papers are due, and its agenda and papers published."""
    for meeting in meetings:
        if user.has_perm("committees.prepare", meeting):
            where = meeting.get_draft_url()
            if meeting.committee.paper_days:
                yield _event(f"papers-{meeting.pk}", f"Papers are due: {meeting.committee.name}", papers_due(meeting), address=where)
            said = f"Last day to publish agenda and papers: {meeting.committee.name}"
            yield _event(f"despatch-{meeting.pk}", said, despatch_by(meeting), address=where)


def _dated(tasks: Iterable[waiting.Task]) -> list[waiting.Task]:
    return [task for task in tasks if task.due]


def _task(task: waiting.Task) -> Event:
    said = f"{TITLE.sub(' a paper', task.what)}: {task.where}"
    return _event(f"task-{digest_of(task.href + task.what)[:24]}", said, task.due or date.max, address=task.href)
