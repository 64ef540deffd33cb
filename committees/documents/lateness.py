"""What coming late means: how many clear days are left, and what must be said of it."""

from __future__ import annotations

from datetime import date

from portal.nhsuk import words

from ..models import Meeting, Paper
from .clear_days import clear_days_left, is_late


def late_words(paper: Paper, on: date) -> str:
    """W8: what published on this day would mean for the meeting the paper goes to; nothing when it is in time."""
    item = getattr(paper, "item", None)
    if item is None or not is_late(item.meeting, on):
        return ""
    left = days_words(clear_days_left(item.meeting, on))
    day, needed = words.day(on, "weekday"), item.meeting.committee.clear_days
    return f"This paper would be published on {day}: {left} before the meeting, not {needed}. Say why it is late and why it cannot wait."


def late_agenda_words(meeting: Meeting, on: date) -> str:
    """Said before an agenda is published too late; nothing when it is in time."""
    return clear_days_words(meeting, on) if is_late(meeting, on) else ""


def clear_days_words(meeting: Meeting, on: date) -> str:
    """How the printed paper says it; nothing of a paper written down after its meeting."""
    if on >= meeting.date:
        return ""
    left, needed = days_words(clear_days_left(meeting, on)), meeting.committee.clear_days
    return f"Published on {words.day(on, 'weekday')}: {left} before the meeting, not {needed}."


def days_words(number: int) -> str:
    return "1 clear day" if number == 1 else f"{number or 'no'} clear days"
