"""The minutes of a meeting as facts, from its agenda: part 1 alone. What is private is named as private and nothing is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from intentions.documents.paper.text import Facts, bullets
from intentions.documents.paper.word import word_of
from portal.nhsuk import words

from ..models import AgendaItem, Meeting, Minutes, Promise, Resolution
from ..states import ItemStatus, MinutesStatus
from .lateness import ended, late_line
from .logo import house_logo
from .pack import private_words, standing_words, title_words, when_words

MARKING = "Part 1: public"


def minutes_facts(minutes: Minutes) -> Facts:
    """Who was there, then each line of the agenda with what became of it."""
    meeting = minutes.meeting
    items = meeting.items.select_related("paper", "minute", "deferred_to").prefetch_related("resolutions", "promises")
    return {
        "line": f"{meeting.committee.name}, {words.day(meeting.date)}",
        "marking": MARKING,
        "exempt": "",
        "header": _header(minutes),
        "logo": house_logo(meeting.committee),
        "sections": [*_attendance(minutes), *(_item(meeting, item) for item in items.order_by("number", "place"))],
        "layout": "",
        "one_page": False,
    }


def title_of(minutes: Minutes) -> str:
    return f"Minutes: {minutes.meeting.committee.name}, {words.day(minutes.meeting.date)}"


def minutes_word(minutes: Minutes) -> bytes:
    """The same for Word."""
    facts = minutes.facts or minutes_facts(minutes)
    return word_of(facts, title=title_of(minutes), author=minutes.meeting.committee.host.name, marking=MARKING)


def state_words(minutes: Minutes) -> str:
    if minutes.status == MinutesStatus.SIGNED:
        return f"Signed as a correct record by {minutes.signed_by} on {words.day(minutes.signed_date)}"
    return "Draft, to be confirmed at the next meeting"


def minutes_lacking(minutes: Minutes) -> list[str]:
    """What they cannot be cleared without."""
    lacking = [] if minutes.chair else ["Say who was in the chair."]
    return lacking if lines_of(minutes.present) else [*lacking, "Say who was present."]


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _header(minutes: Minutes) -> list[list[str]]:
    meeting = minutes.meeting
    rows = [
        ["Committee", meeting.committee.name],
        ["Meeting", when_words(meeting)],
        ["Place", meeting.venue],
        ["In the chair", minutes.chair],
        ["These minutes", state_words(minutes)],
    ]
    return [row for row in rows if row[1]]


def _attendance(minutes: Minutes) -> list[Facts]:
    said = [
        ("Present", minutes.present, ""),
        ("In attendance", minutes.in_attendance, ""),
        ("Apologies", minutes.apologies, "None were received."),
        ("Declarations of interest", minutes.declarations, "None were made."),
    ]
    return [_section(name, name.lower().replace(" ", "-"), _lines(text, none)) for name, text, none in said if text.strip() or none]


def _lines(text: str, none: str) -> list[Facts]:
    found = lines_of(text)
    return [bullets(found)] if found else [{"kind": "plain", "text": none}]


def _item(meeting: Meeting, item: AgendaItem) -> Facts:
    item.meeting = meeting
    place = f"item-{item.mark}"
    if item.is_part_2:
        return _section(f"{item.mark} In private", place, [{"kind": "plain", "text": taken_in_private(item)}])
    return _section(f"{item.mark} {title_words(item)}", place, list(_said_of(item)))


def taken_in_private(item: AgendaItem) -> str:
    return private_words(item).replace("will be considered", "was considered")


def _said_of(item: AgendaItem) -> Iterable[Facts]:
    if item.status != ItemStatus.ON:
        yield {"kind": "plain", "text": f"{standing_words(item)}. {item.status_reason}".strip()}
    if item.lateness:
        yield {"kind": "plain", "text": late_line(item)}
    minute = getattr(item, "minute", None)
    yield from ({"kind": "plain", "text": line} for line in lines_of(minute.text if minute else ""))
    for one in sorted(item.resolutions.all(), key=lambda one: one.order):
        yield {"kind": "said", "name": one.get_outcome_display(), "text": resolved_words(one)}
    if voted := votes_words(minute):
        yield {"kind": "said", "name": "Vote", "text": voted}
    promised = [promise_words(one) for one in sorted(item.promises.all(), key=lambda one: one.order)]
    if promised:
        yield {"kind": "lead", "words": "Actions"}
        yield bullets(promised)


def resolved_words(one: Resolution) -> str:
    """Note the priorities. As amended. The verb once, however the text was typed."""
    verb, text = one.get_verb_display(), one.text.strip()
    said = text if text.casefold().startswith(verb.casefold()) else f"{verb} {text}"
    more = one.words.strip()
    return " ".join(filter(None, (ended(said), ended(f"{more[:1].upper()}{more[1:]}") if more else "")))


def votes_words(minute: Any) -> str:
    """12 for, 3 against, 1 abstained; nothing where no vote was taken."""
    if minute is None or minute.votes_for is None:
        return ""
    return f"{minute.votes_for} for, {minute.votes_against or 0} against, {minute.votes_abstained or 0} abstained."


def promise_words(one: Promise) -> str:
    due = f", by {words.day(one.due_date)}" if one.due_date else ""
    done = f" Done on {words.day(one.done_date)}." if one.done_date else ""
    return f"{one.text.strip()} {one.owner}{due}.{done}"


def _section(heading: str, place: str, blocks: list[Facts]) -> Facts:
    return {"number": "", "heading": heading, "id": place, "quoted": "", "parts": [], "blocks": blocks}


# ── Actions that come back ──────────────────────────────────────────────────────────────────────────────────────────
def coming_back(meeting: Meeting) -> QuerySet[Promise]:
    """What earlier meetings agreed to do and is not done, or was done since the last of them: of the committee and those it succeeds."""
    last = Meeting.objects.filter(committee=meeting.committee_id, date__lt=meeting.date).order_by("-date").values("date")[:1]
    open_or_new = Q(done_date=None) | Q(done_date__gte=Subquery(last))
    of = Q(item__meeting__committee=meeting.committee_id) | Q(item__meeting__committee__successor=meeting.committee_id)
    found = Promise.objects.filter(of, open_or_new, item__meeting__date__lt=meeting.date).select_related("item__meeting", "item__paper")
    return found.order_by("item__meeting__date", "item__number", "item__place", "order")


def action_rows(meeting: Meeting, *, is_private: bool) -> list[list[str]]:
    """For the front of a pack: of private items only where all may be read."""
    found = [one for one in coming_back(meeting) if is_private or not one.item.is_part_2]
    return [_row(one) for one in found]


def _row(one: Promise) -> list[str]:
    state = f"Done on {words.day(one.done_date)}" if one.done_date else f"By {words.day(one.due_date)}" if one.due_date else "Not done yet"
    return [words.day(one.item.meeting.date), one.text, one.owner, state]
