"""What a reading changed or left out, in sentences for the person whose text it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

LENGTH, QUOTED = 60, 3

DELETED, STRUCK, INSERTED, HIDDEN, COMMENT = "deleted", "struck", "inserted", "hidden", "comment"
PICTURE, THING, LINK, NOTE, NO_NOTE = "picture", "thing", "link", "note", "no note"
SIGN, UNREADABLE, UNDERLINED, HIGHLIGHTED, COLOURED = "sign", "unreadable", "underlined", "highlighted", "coloured"
CELL_SAID, CELL_COLOURED, LEVEL, FORM, TURNED = "cell said", "cell coloured", "level", "form", "turned"
FORMULA, BOX, RUNNING, CONTENTS, HEADED, BOLD_HEADING = "formula", "box", "running", "contents", "headed", "bold heading"
BAD_PICTURE, DRAWING, BRACKETS, NOTED = "bad picture", "drawing", "brackets", "noted"

SAYS = {  # of each kind, in the order in which they are told; {n} is how many there are, {it} quotes the first of them
    DELETED: "Deleted by tracked changes, so left out: {it}.",
    STRUCK: "Struck out, so left out: {it}.",
    INSERTED: "Inserted by tracked changes, and now part of the text: {it}.",
    HIDDEN: "Hidden words were left out: {it}.",
    PICTURE: "Left out, {n} picture{s}: {it}. Say in words what it shows, or attach it where files can be attached.",
    BAD_PICTURE: "Left out, {n} picture{s} in a format that cannot be read: {it}. Save as PNG or JPEG, and bring the file in again.",
    DRAWING: "Left out, because Word draws it itself: {it}. Paste it in Word as a picture, or say in words what it shows.",
    THING: "Left out, because it is not words: {it}.",
    COMMENT: "Comments were left out: {it}.",
    NOTE: "Footnotes stand at the end of the text, each with its mark: {it}.",
    NOTED: "Footnotes stand under “Notes” at the end, each with a link from its mark and back: {it}.",
    NO_NOTE: "The mark of a footnote came without the words of its note: {it}.",
    SIGN: "Signs of a symbol font were read as {it}. Check that they say what was meant.",
    UNREADABLE: "A sign of an unknown symbol font could not be read and is now “\ufffd”: {it}.",
    UNDERLINED: "Underlining was taken off: {it}.",
    HIGHLIGHTED: "Highlighting was taken off: {it}.",
    COLOURED: "Colour was taken off: {it}.",
    CELL_SAID: "Cells that had a colour and no words now say the colour: {it}.",
    CELL_COLOURED: "The colour of cells was taken off: {it}.",
    LINK: "Links that lead nowhere from here are now words: {it}.",
    LEVEL: "Headings of lower levels are now subheadings: {it}.",
    BOLD_HEADING: "The file has no headings: lines all in bold were taken for headings: {it}.",
    CONTENTS: "The table of contents was left out: the paper makes its own.",
    RUNNING: "What stands at the head or foot of every page was left out: {it}.",
    BOX: "Words in boxes now stand after the paragraph that the box was fixed to: {it}.",
    HEADED: "The first row of a table was taken for its headings: {it}.",
    FORMULA: "Formulas are now plain letters. Check that they say what was meant: {it}.",
    BRACKETS: "Words that would name a picture or a note here now stand in round brackets: {it}.",
    FORM: "Boxes of a form are now words: {it}.",
    TURNED: "Signs that turn the direction of words were taken out.",
}


@dataclass
class Told:
    """What there is to tell, by kind; the same words are told once."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, words: str) -> None:
        said = " ".join(words.split()).rstrip(".,;:")
        self.found.setdefault(kind, []).append(said if len(said) <= LENGTH else f"{said[: LENGTH - 1].rstrip()}…")

    def sentences(self) -> list[str]:
        return [_said(kind, self.found[kind]) for kind in SAYS if kind in self.found]


def _said(kind: str, found: list[str]) -> str:
    return SAYS[kind].format(n=len(found), it=_quoted(found), s="s" if len(found) > 1 else "")


def _quoted(found: list[str]) -> str:
    """“one”, “two” and 3 more."""
    distinct = list(dict.fromkeys(words for words in found if words))
    shown = ", ".join(f"“{words}”" for words in distinct[:QUOTED])
    left = len(distinct) - QUOTED
    return f"{shown} and {left} more" if left > 0 else shown or "without a name"


# ── Who listens ─────────────────────────────────────────────────────────────────────────────────────────────────────
_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


@contextmanager
def listening() -> Iterator[list[str]]:
    """The sentences said of every text that is read inside."""
    heard: list[str] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def tell(sentences: list[str]) -> None:
    """Say it to whoever listens, once."""
    heard = _heard.get()
    if heard is not None:
        heard += [sentence for sentence in sentences if sentence not in heard]
