"""How long papers stay open to inspection after their meeting (Local Government Act 1972, sections 100C and 100D).

Agenda, reports and minutes: six years. Background documents: four years.
"""

from __future__ import annotations

from datetime import date

from portal.nhsuk import words

REPORTS, BACKGROUND = 6, 4  # years


def until(meeting: date, years: int) -> date:
    """The last day; a meeting on 29 February counts from 28 February in other years."""
    last = meeting.replace(day=28) if (meeting.month, meeting.day) == (2, 29) else meeting
    return last.replace(year=meeting.year + years)


def background_words(meeting: date) -> str:
    return f"These documents are open to inspection until {words.day(until(meeting, BACKGROUND))}."


def report_words(meeting: date) -> str:
    return f"Agenda and reports are open to inspection until {words.day(until(meeting, REPORTS))}."
