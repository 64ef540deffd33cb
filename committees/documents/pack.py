"""The front of a pack and the lines of its manifest. Part 1 is made of part 1 alone: what is exempt is never looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from portal.nhsuk import words

from ..models import AgendaItem, Committee, Meeting
from ..states import ExemptBasis, PackAudience, PackKind
from .checks import days_words, is_bound
from .clear_days import clear_days_left
from .text import Facts

PUBLIC_LINE = "Part 1: public"


@dataclass(frozen=True)
class Line:
    """One paper in the pack: its key and label for the press, and what stands at the head of its pages."""

    key: str
    label: str
    line: str
    item: AgendaItem


def pack_facts(meeting: Meeting, items: Iterable[AgendaItem], *, audience: str, kind: str, issue: int, at: datetime) -> dict[str, Any]:
    """Title, file name, front and lines of one issue for one audience."""
    items = list(items)
    is_private = audience == PackAudience.PRIVATE
    day = words.day(meeting.date, "weekday")
    parts = "parts-1-and-2" if is_private else "part-1"
    return {
        "title": f"{meeting.committee.name}, {day}",
        "file_name": f"{meeting.slug}-{kind}-{issue}-{parts}",
        "front": {
            "body": meeting.committee.name,
            "when": when_words(meeting),
            "where": meeting.venue,
            "marking": "Parts 1 and 2: part 2 is not for publication" if is_private else PUBLIC_LINE,
            "line": f"{meeting.committee.name}, {words.day(meeting.date)}",
            "paragraphs": _paragraphs(meeting, kind, issue, at),
            "agenda": [_agenda_line(item, is_private) for item in items],
        },
        "lines": [_line(item) for item in items if is_bound(item) and (is_private or not item.is_part_2)],
    }


def when_words(meeting: Meeting) -> str:
    """7pm on Monday 3 December 2018; the day alone when no time is set."""
    day = words.day(meeting.date, "weekday")
    if meeting.time is None:
        return day
    moment = timezone.make_aware(datetime.combine(meeting.date, meeting.time))
    return f"{words.clock(moment)} on {day}"


def contact_words(committee: Committee) -> str:
    """Whom to ask, by role."""
    return ", ".join(filter(None, (committee.contact_role or "The committee clerk", committee.contact_email)))


def private_words(item: AgendaItem) -> str:
    """W7 for the public: all that is said of an exempt item."""
    return f"This item will be considered in private. Reason: {ExemptBasis(item.exemption.exempt_basis).short}."


def _paragraphs(meeting: Meeting, kind: str, issue: int, at: datetime) -> list[str]:
    said = [f"{PackKind(kind).label}, issue {issue}. Issued on {words.history(at)}."]
    if meeting.first_published_at:
        said.append(_published(meeting, timezone.localtime(meeting.first_published_at).date()))
    return [*said, f"Contact: {contact_words(meeting.committee)}."]


def _published(meeting: Meeting, on: date) -> str:
    """With the clear days it left; nothing of them for an agenda written down after its meeting."""
    before = f", {days_words(clear_days_left(meeting, on))} before the meeting" if on < meeting.date else ""
    return f"Agenda published on {words.day(on, 'weekday')}{before}."


def _agenda_line(item: AgendaItem, is_private: bool) -> Facts:
    if item.is_part_2 and not is_private:
        return {"number": str(item.number), "title": private_words(item), "key": "", "note": "", "marking": ""}
    marking = f"Part 2, exempt under {ExemptBasis(item.exemption.exempt_basis).short}" if item.is_part_2 else ""
    key = _key(item) if is_bound(item) else ""
    note = "" if key else "Annex: a PDF of its own" if item.upload else "To follow"
    return {"number": str(item.number), "title": item.title, "key": key, "note": note, "marking": marking}


def _line(item: AgendaItem) -> Line:
    if item.is_part_2:
        line = f"Item {item.number}   Part 2: not for publication, {ExemptBasis(item.exemption.exempt_basis).short}"
    else:
        line = f"Item {item.number}   {PUBLIC_LINE}"
    return Line(_key(item), f"Item {item.number}: {item.title}", line, item)


def _key(item: AgendaItem) -> str:
    return f"item-{item.number}"
