"""A member's own notes in the margin of a paper. A note stays beside its words when the paper is printed again."""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe

from portal.printing.passages import Passage, passages

from ..models import Note

NUMBER = re.compile(r"^[\d.]+\s+")
WORDS = 60  # letters by which a place is known again


class Margin(NamedTuple):
    """What stands beside paragraphs, by their ids; the notes whose words are gone; where a note on the whole is written."""

    beside: Callable[[str], str]
    lost: list[Note]
    whole: str
    address: str
    is_writing: bool


def beside_of(request, item, document):
    """The notes of whoever reads; with ?notes, every paragraph offers to write one."""
    address, held = reverse("committees:notes", args=[item.pk]), passages(document, keep=not item.is_part_2)
    mine = Note.objects.visible_to(request.user).filter(item=item).order_by("changed_at")
    placed = [(anchor_of(note, held), note) for note in mine]
    numbers = {one.anchor: one.words[:WORDS] for one in held if one.anchor}
    is_writing = "notes" in request.GET

    def beside(anchor):
        notes = "".join(_note(address, note, request.path) for at, note in placed if at == anchor)
        offered = _offer(address, anchor, request.path, numbers[anchor]) if is_writing and anchor in numbers else ""
        return notes + offered

    return Margin(beside, [note for at, note in placed if at is None], mark_safe(beside("")), address, is_writing)  # noqa: S308  made below


def anchor_of(note: Note, held: list[Passage]) -> str | None:
    """Where the words stand now beside which it was written; nothing when they are gone. A note on the whole has an empty anchor."""
    if not note.anchor:
        return ""
    known = NUMBER.sub("", note.place)[:WORDS].rstrip("…").strip()
    here = next((one for one in held if one.anchor == note.anchor), None)
    if here and (not known or known in here.words[: 3 * WORDS]):
        return note.anchor
    return next((one.anchor for one in held if known and one.anchor and known in one.words[: 3 * WORDS]), None)


def places_of(item):
    """Every section and paragraph a note may stand beside, by its heading or its first words."""
    return [(one.anchor, _called(one)) for one in passages(item.document, keep=not item.is_part_2) if one.anchor]


def _called(one: Passage) -> str:
    if one.heading and one.words.startswith(one.heading):
        return one.heading
    return one.words[:WORDS] + ("…" if len(one.words) > WORDS else "")


def _note(address, note, back):
    return format_html(
        '<aside class="app-margin-note" aria-label="My note">{}<p><a href="{}?beside={}&amp;back={}">Change'
        '<span class="nhsuk-u-visually-hidden"> my note</span></a></p></aside>',
        mark_safe(linebreaks(note.text, autoescape=True)),  # noqa: S308  escaped here
        address,
        note.anchor,
        back,
    )


def _offer(address, anchor, back, words):
    return format_html(
        '<p class="app-margin-offer"><a href="{}?beside={}&amp;back={}">Write a note here'
        '<span class="nhsuk-u-visually-hidden">: {}</span></a></p>',
        address,
        anchor,
        back,
        words,
    )
