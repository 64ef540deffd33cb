"""The front of a pack and the lines of its manifest. Part 1 is made of part 1 alone: what is exempt is never looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from intentions.documents.paper.text import Facts
from portal.nhsuk import words
from portal.printing.annexes import STAYS

from ..models import AgendaItem, Committee, Meeting
from ..states import ExemptBasis, PackAudience, PackKind
from .clear_days import clear_days_left
from .lateness import days_words, late_line
from .uploads import redacted_words

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
    is_supplement = kind == PackKind.SUPPLEMENT
    day = words.day(meeting.date, "weekday")
    parts = "parts-1-and-2" if is_private else "part-1"
    held = [item for item in items if item.document and item.is_supplementary == is_supplement]
    return {
        "title": f"{meeting.committee.name}, {day}{': supplement' if is_supplement else ''}",
        "file_name": f"{meeting.slug}-{kind}-{issue}-{parts}",
        "front": {
            "body": meeting.committee.host.name,
            "when": when_words(meeting),
            "where": meeting.venue,
            "marking": "Parts 1 and 2: part 2 is not for publication" if is_private else PUBLIC_LINE,
            "line": f"{meeting.committee.name}, {words.day(meeting.date)}",
            "paragraphs": _paragraphs(meeting, kind, issue, at),
            "agenda": [_agenda_line(item, is_private, item in held) for item in items if item.is_supplementary or not is_supplement],
        },
        "lines": [_line(item) for item in held if is_private or not item.is_part_2],
    }


def begins_at(meeting: Meeting) -> datetime:
    """The hour of the meeting; without one, the beginning of its day."""
    return timezone.make_aware(datetime.combine(meeting.date, meeting.time or time.min))


def when_words(meeting: Meeting) -> str:
    """7pm on Monday 3 December 2018; the day alone when no time is set."""
    day = words.day(meeting.date, "weekday")
    if meeting.time is None:
        return day
    return f"{words.clock(begins_at(meeting))} on {day}"


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


def annex_facts(item: AgendaItem) -> Facts:
    """What stands before the pages of an uploaded PDF."""
    committee = item.meeting.committee
    return {
        "line": committee.name,
        "marking": "",
        "body": committee.host.name,
        "ask": f"Ask for an accessible version: {contact_words(committee)}.",
        "count": item.upload_pages,
        "redacted": redacted_words(item),
        "left_out": [words for words in item.upload_hides if not words.startswith(STAYS)],
    }


def _agenda_line(item: AgendaItem, is_private: bool, is_held: bool) -> Facts:
    if item.is_part_2 and not is_private:
        return {"number": str(item.number), "title": private_words(item), "key": "", "note": "", "marking": "", "late": ""}
    said = [f"Part 2, exempt under {ExemptBasis(item.exemption.exempt_basis).short}"] if item.is_part_2 else []
    said += ["A PDF that is not accessible"] if item.upload else []
    key = _key(item) if is_held else ""
    note = "" if key else "In a supplement" if item.is_supplementary else "To follow"
    return {"number": str(item.number), "title": item.title, "key": key, "note": note, "marking": ". ".join(said), "late": late_line(item)}


def _line(item: AgendaItem) -> Line:
    if item.is_part_2:
        line = f"Item {item.number}   Part 2: not for publication, {ExemptBasis(item.exemption.exempt_basis).short}"
    else:
        line = f"Item {item.number}   {PUBLIC_LINE}"
    annex = " (PDF, not accessible)" if item.upload else ""
    return Line(_key(item), f"Item {item.number}: {item.title}{annex}", line, item)


def _key(item: AgendaItem) -> str:
    return f"item-{item.number}"
