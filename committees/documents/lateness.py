"""What coming late means: how many clear days are left, and what must be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.nhsuk import words

from ..models import AgendaItem, Meeting, Paper
from ..models.urgency import URGENCY
from ..states import Lateness
from .clear_days import clear_days_left, is_late


def lateness_of(meeting: Meeting, on: date) -> str:
    """Of whatever becomes public on this day. On the day of the meeting itself the chair can still agree."""
    if not is_late(meeting, on):
        return ""
    return Lateness.LATE if on <= meeting.date else Lateness.AFTER


def place_of(paper: Paper) -> AgendaItem | None:
    """Its line on an agenda; of one that is issued again the line of the paper it will replace."""
    return getattr(paper, "item", None) or getattr(paper.replaces, "item", None)


def reason_of(item: AgendaItem) -> dict[str, Any]:
    """Why it is late and who agreed: as the item says it, or else as its paper does."""
    own = {name: getattr(item, name) for name in URGENCY}
    return own if own["chair_reason"] or item.paper is None else reason_in(item.paper)


def reason_in(paper: Paper) -> dict[str, Any]:
    """As a paper says it in its own words."""
    is_said = paper.why_late and paper.why_urgent
    said = f"{ended(paper.why_late)} {ended(paper.why_urgent)}" if is_said else ""
    return {"chair_reason": said, "chair_agreed_by": paper.chair_agreed_by, "chair_agreed_date": paper.chair_agreed_date}


def is_reasoned(said: Mapping[str, Any], lateness: str) -> bool:
    """Whether enough is said to let it become public so late."""
    is_agreed = said["chair_agreed_by"] and said["chair_agreed_date"]
    return not lateness or bool(said["chair_reason"] and (is_agreed or lateness == Lateness.AFTER))


def unreasoned_words(item: AgendaItem, on: date) -> str:
    """Why it does not become public."""
    what = f"item {item.mark}, “{item.title}”, would be published on {words.day(on, 'weekday')}"
    if lateness_of(item.meeting, on) == Lateness.AFTER:
        return f"The meeting is over: {what}. Say why it is published now."
    left, needed = days_words(clear_days_left(item.meeting, on)), item.meeting.committee.clear_days
    ask = "Say why it is late and cannot wait, who agreed for the chair, and when"
    return f"The deadline has passed: {what}, {left} before the meeting, not {needed}. {ask}."


def late_line(item: AgendaItem) -> str:
    """For those who may read the item: what makes it urgent, as its minutes will say it."""
    if not item.lateness:
        return ""
    agreed = f" Agreed for the chair by {item.chair_agreed_by} on {words.day(item.chair_agreed_date)}." if item.chair_agreed_date else ""
    return f"{item.get_lateness_display()}: {ended(item.chair_reason)}{agreed}"


def ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def late_words(paper: Paper, on: date) -> str:
    """W8: what published on this day would mean for the meeting the paper goes to; nothing when it is in time."""
    item = place_of(paper)
    if item is None or not is_late(item.meeting, on):
        return ""
    left = days_words(clear_days_left(item.meeting, on))
    day, needed = words.day(on, "weekday"), item.meeting.committee.clear_days
    return f"This paper would be published on {day}: {left} before the meeting, not {needed}. Say why it is late and why it cannot wait."


def late_agenda_words(meeting: Meeting, on: date) -> str:
    """Said before an agenda is published too late; nothing when it is in time."""
    return clear_days_words(meeting, on) if is_late(meeting, on) else ""


def why_late(paper: Paper, on: date) -> list[tuple[str, str]]:
    """What a late paper says of itself: the reasons, who agreed, and how many clear days were left."""
    item = place_of(paper)
    if item is None or not is_late(item.meeting, on):
        return []
    own = [("Why this report is late", paper.why_late), ("Why it cannot wait until the next meeting", paper.why_urgent)]
    if item.paper == paper and not (paper.why_late and paper.why_urgent):
        own = [*own, ("Why it is late and cannot wait", item.chair_reason)]
    said = [*own, ("Agreed for the chair by", _agreement(paper, item)), ("Clear days", clear_days_words(item.meeting, on))]
    return [(name, text) for name, text in said if text]


def _agreement(paper: Paper, item: AgendaItem) -> str:
    sayers = (paper, item) if item.paper == paper else (paper,)
    by, on = next(((one.chair_agreed_by, one.chair_agreed_date) for one in sayers if one.chair_agreed_by), ("", None))
    return f"{by}, on {words.day(on)}" if by and on else by


def clear_days_words(meeting: Meeting, on: date) -> str:
    """How the printed paper says it; nothing of a paper written down after its meeting."""
    if on >= meeting.date:
        return ""
    left, needed = days_words(clear_days_left(meeting, on)), meeting.committee.clear_days
    return f"Published on {words.day(on, 'weekday')}: {left} before the meeting, not {needed}."


def days_words(number: int) -> str:
    return "1 clear day" if number == 1 else f"{number or 'no'} clear days"
