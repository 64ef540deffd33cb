"""A suggestion laid over the draft as it is now: the changes that can be taken, and those that have been overtaken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from itertools import groupby

from portal.richtext.anchors import reading
from portal.richtext.changes import Change, changes, compose
from portal.richtext.clean import clean
from portal.richtext.rebase import rebase

from ..models import Chapter, Intention, Suggestion
from .passages import labels_of, texts_of

RICH = {"description", "narrative"}
LINES = {"dependencies"}  # several lines are a list
WORDS = {Intention: ("title", "description", "dependencies"), Chapter: ("narrative", "finance_short_term", "finance_medium_long_term")}


def parts_of_words(thing: Intention | Chapter) -> dict[str, str]:
    """{part: its label}: where words can be suggested."""
    labels = labels_of(thing)
    return {part: labels[part] for part in WORDS[type(thing)]}


def typed_of(part: str, html: str) -> str:
    """A part as it is typed and stored: rich text as it is, other parts as lines."""
    return html if part in RICH else reading(html)


def html_of(part: str, typed: str) -> str:
    """The same as `texts_of` gives it."""
    if part in RICH:
        return clean(typed)
    lines = [escape(line, quote=False) for line in typed.splitlines() if line.strip()]
    if part in LINES and len(lines) > 1:
        return clean(f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>")
    return clean("".join(f"<p>{line}</p>" for line in lines))


@dataclass(frozen=True)
class One:
    """What is taken or left together; `key` names it as it was read, so that nobody decides of something else."""

    key: str
    places: tuple[Change, ...]
    number: int


@dataclass(frozen=True)
class Standing:
    """`wanted` is the draft with all that still fits."""

    now: str
    wanted: str
    ones: tuple[One, ...]
    overtaken: tuple[Change, ...]

    def taken(self, keys: Collection[str]) -> str:
        """The draft with these of the changes."""
        return compose(self.now, self.wanted, [one.number for one in self.ones if one.key in keys])

    def left(self, keys: Collection[str]) -> str:
        """What is still proposed once these are refused."""
        return compose(self.now, self.wanted, [one.number for one in self.ones if one.key not in keys])


def standing(suggestion: Suggestion, now: str) -> Standing:
    carried = rebase(suggestion.base, now, suggestion.wanted)
    every = sorted(changes(now, carried.text), key=lambda change: change.one)
    ones = [One(_key(places), places, number) for number, group in groupby(every, lambda change: change.one) for places in [tuple(group)]]
    return Standing(now, carried.text, tuple(ones), tuple(carried.overtaken))


def standing_now(suggestion: Suggestion) -> Standing:
    return standing(suggestion, texts_of(suggestion.about)[suggestion.part])


def _key(places: tuple[Change, ...]) -> str:
    said = [(change.where, change.was, change.becomes, change.before, change.after) for change in places]
    return sha256(repr(said).encode()).hexdigest()[:16]
