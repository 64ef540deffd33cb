"""The front of a pack and the lines of its manifest. Part 1 is made of part 1 alone: what is exempt is never looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from intentions.documents.paper.text import Facts, sentence
from portal.nhsuk import words
from portal.printing.annexes import STAYS

from ..models import AgendaItem, Committee, Meeting
from ..states import ExemptBasis, Holds, ItemStatus, PackAudience, PackKind
from .clear_days import clear_days_left
from .lateness import days_words, late_line
from .logo import house_logo
from .uploads import redacted_words

PUBLIC_LINE = "Part 1: public"
NOTICE = 28  # clear days: SI 2012/2089, regulation 5


@dataclass(frozen=True)
class Line:
    """One paper in the pack: its key and label for the press, and what stands at the head of its pages."""

    key: str
    label: str
    line: str
    item: AgendaItem


def pack_facts(
    meeting: Meeting, items: Iterable[AgendaItem], *, audience: str, kind: str, issue: int, at: datetime, actions: Iterable[list[str]] = ()
) -> dict[str, Any]:
    """Title, file name, front and lines of one issue for one audience."""
    items = list(items)
    is_private = audience == PackAudience.PRIVATE
    is_supplement = kind == PackKind.SUPPLEMENT
    day = words.day(meeting.date, "weekday")
    parts = "parts-1-and-2" if is_private else "part-1"
    held = [item for item in items if item.document and item.supplement == (issue if is_supplement else None)]
    held = [item for item in held if item.is_supplementary == is_supplement]
    return {
        "title": f"{meeting.committee.name}, {day}{f': supplement {issue}' if is_supplement else ''}",
        "file_name": f"{meeting.slug}-{kind}-{issue}-{parts}",
        "front": {
            "body": meeting.committee.host.name,
            "logo": house_logo(meeting.committee),
            "when": when_words(meeting),
            "where": meeting.venue,
            "marking": "Parts 1 and 2: part 2 is not for publication" if is_private else PUBLIC_LINE,
            "line": f"{meeting.committee.name}, {words.day(meeting.date)}",
            "paragraphs": _paragraphs(meeting, kind, issue, at),
            "agenda": [_agenda_line(item, is_private, item in held) for item in items if item in held or not is_supplement],
            "exclusion": exclusion_words(meeting, items),
            "actions": list(actions),
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
    """W7 for the public: all that is said of an exempt item. Its title is the one that was written for the public, or none."""
    what = "This appendix" if item.holds == Holds.APPENDIX else "This report" if item.holds else "This item"
    if item.status != ItemStatus.ON:
        return f"{_public_title(item)}{what} is {item.get_status_display().lower()}."
    basis = ExemptBasis(item.exemption.exempt_basis).short
    return f"{_public_title(item)}{what} will be considered in private. Reason: {basis}.{notice_words(item)}"


def _public_title(item: AgendaItem) -> str:
    title = item.public_title.strip()
    return f"{title.rstrip('.')}. " if title else ""


def notice_words(item: AgendaItem) -> str:
    """For the public: when it was told that this would be private."""
    return f" Notice of this was given on {words.day(item.private_notice_date)}." if item.private_notice_date else ""


def notice_lacking(item: AgendaItem) -> str:
    """For the clerk of an executive: 28 clear days of notice before something is taken in private; nothing when they were given."""
    if not item.is_part_2 or not item.meeting.committee.gives_notice:
        return ""
    if item.private_notice_date is None:
        return f"Item {item.mark}: say when 28 days' notice was given that it is private."
    given = max((item.meeting.date - item.private_notice_date).days - 1, 0)
    return f"Item {item.mark}: notice that it is private left {given} clear days, not 28." if given < NOTICE else ""


def notices_lacking(meeting: Meeting) -> list[str]:
    items = list(meeting.items.select_related("paper").order_by("number", "place")) if meeting.committee.gives_notice else []
    for item in items:
        item.meeting = meeting
    return list(filter(None, map(notice_lacking, items)))


def exclusion_words(meeting: Meeting, items: Iterable[AgendaItem]) -> str:
    """The resolution by which the public is asked to leave; nothing when all is public."""
    private = [item for item in items if item.is_part_2 and item.status == ItemStatus.ON]
    if not private:
        return ""
    bases = list(dict.fromkeys(ExemptBasis(item.exemption.exempt_basis) for item in private))
    of = f"item{'' if len(private) == 1 else 's'} {sentence([item.mark for item in private])}"
    if ExemptBasis.RESOLUTION in bases:
        return f"To resolve, under section 1(2) of the Public Bodies (Admission to Meetings) Act 1960, to exclude the public during {of}."
    why = sentence([basis.short for basis in bases])
    are = "is" if len(private) == 1 else "are"
    return (
        f"To resolve, under section 100A(4) of the Local Government Act 1972, to exclude the public during {of}, which {are} likely to "
        f"disclose exempt information as defined in {why} of Schedule 12A to the Act, the public interest in keeping it private "
        "outweighing the public interest in disclosing it."
    )


def _paragraphs(meeting: Meeting, kind: str, issue: int, at: datetime) -> list[str]:
    name = f"Supplement {issue}" if kind == PackKind.SUPPLEMENT else f"{PackKind(kind).label}, issue {issue}"
    said = [f"{name}. Issued on {words.history(at)}."]
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
        "divides": committee.divides_annexes,
        "redacted": redacted_words(item),
        "left_out": [words for words in item.upload_hides if not words.startswith(STAYS)],
    }


def _agenda_line(item: AgendaItem, is_private: bool, is_held: bool) -> Facts:
    if item.is_part_2 and not is_private:
        return {"number": item.mark, "title": private_words(item), "key": "", "note": "In private", "marking": "", "late": ""}
    said = [f"Part 2, exempt under {ExemptBasis(item.exemption.exempt_basis).short}"] if item.is_part_2 else []
    said += ["A PDF that is not accessible"] if item.upload and item.document else []
    key = _key(item) if is_held else ""
    note = "" if key else note_of(item)
    return {"number": item.mark, "title": title_words(item), "key": key, "note": note, "marking": ". ".join(said), "late": late_line(item)}


def note_of(item: AgendaItem) -> str:
    """What stands in place of page numbers."""
    if item.status != ItemStatus.ON:
        return standing_words(item)
    if item.document and item.is_supplementary:
        return f"Supplement {item.supplement}" if item.supplement else "Supplement"
    return "To follow" if item.expects else ""


def standing_words(item: AgendaItem) -> str:
    """That an item is not taken, and where it went; nothing while it is."""
    if item.status == ItemStatus.ON:
        return ""
    to = f" to {words.day(item.deferred_to.date)}" if item.deferred_to else ""
    return f"{item.get_status_display()}{to}"


def title_words(item: AgendaItem) -> str:
    """Appendix: Costs; an item by its title alone."""
    return f"{item.get_holds_display()}: {item.title}" if item.holds else item.title


def _line(item: AgendaItem) -> Line:
    if item.is_part_2:
        line = f"Item {item.mark}   Part 2: not for publication, {ExemptBasis(item.exemption.exempt_basis).short}"
    else:
        line = f"Item {item.mark}   {PUBLIC_LINE}"
    annex = " (PDF, not accessible)" if item.upload else ""
    return Line(_key(item), f"Item {item.mark}: {title_words(item)}{annex}", line, item)


def _key(item: AgendaItem) -> str:
    return f"item-{item.mark}"
