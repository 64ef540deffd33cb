"""Clear days: how long before a meeting its agenda and reports must be open to the public.

The rule: five clear days (Local Government Act 1972, sections 100B and 100C; explanatory note to SI 2002/715). *Clear* leaves
out both the day of publication and the day of the meeting. Most councils count working days, which leave out Saturdays,
Sundays and the bank holidays of England; some count calendar days. Which days and how many is a setting of the committee.

Worked case: a meeting on Monday 3 December 2018, five clear working days: 26, 27, 28, 29 and 30 November lie between, so
the last day to publish is Friday 23 November 2018.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from portal.nhsuk.days_off import is_working_day

from ..models import Committee, Meeting, Paper
from ..states import DayCount

ONE_DAY = timedelta(days=1)


def counts(committee: Committee, on: date) -> bool:
    """Whether this day counts as a clear day for the committee."""
    if committee.day_count == DayCount.CALENDAR:
        return True
    return is_working_day(on)


def despatch_by(meeting: Meeting) -> date:
    """The last day on which agenda and reports may be published: it leaves the committee's clear days before the meeting.

    Working days: also a working day itself, for on another nobody publishes. Calendar days: any day.
    """
    day, needed = meeting.date - ONE_DAY, meeting.committee.clear_days
    while needed or not counts(meeting.committee, day):
        needed -= counts(meeting.committee, day)
        day -= ONE_DAY
    return day


def papers_due(meeting: Meeting) -> date:
    """The last day on which a paper may be with the clerk: the committee's number of working days before the last day to publish."""
    day, needed = despatch_by(meeting), meeting.committee.paper_days
    while needed:
        day -= ONE_DAY
        needed -= is_working_day(day)
    return day


def clear_days_left(meeting: Meeting, on: date) -> int:
    """The clear days between publication on this day and the meeting: neither end counts; never below zero."""
    return sum(counts(meeting.committee, day) for day in _between(on, meeting.date))


def is_late(meeting: Meeting, on: date) -> bool:
    """Whether what is published on this day leaves fewer clear days than the committee's rule."""
    return clear_days_left(meeting, on) < meeting.committee.clear_days


def published_on(paper: Paper, today: date) -> date:
    """The day by which a paper's lateness is judged: when it was cleared; until then, today."""
    return timezone.localtime(paper.cleared_at).date() if paper.cleared_at else today


def _between(first: date, last: date) -> Iterator[date]:
    for offset in range(1, (last - first).days):
        yield first + offset * ONE_DAY
