"""Marks on pages: notes, boxes, stamps, fields of forms. Which of them a reader shows, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

HIDDEN, PRINTS, NO_VIEW = 2, 4, 32  # of a mark's flags
NAMES = {  # one, many
    "Square": ("box", "boxes"),
    "Circle": ("circle", "circles"),
    "Line": ("line", "lines"),
    "Polygon": ("shape", "shapes"),
    "PolyLine": ("line", "lines"),
    "Ink": ("drawing by hand", "drawings by hand"),
    "Highlight": ("highlight", "highlights"),
    "Underline": ("underline", "underlines"),
    "Squiggly": ("wavy underline", "wavy underlines"),
    "StrikeOut": ("struck-out passage", "struck-out passages"),
    "FreeText": ("text box", "text boxes"),
    "Text": ("note", "notes"),
    "Stamp": ("stamp", "stamps"),
    "Caret": ("insertion mark", "insertion marks"),
    "FileAttachment": ("attached file", "attached files"),
    "Widget": ("field of a form", "fields of a form"),
    "Link": ("link", "links"),
}


@dataclass(frozen=True)
class Mark:
    page: int
    note: Any

    @property
    def kind(self) -> str:
        return str(self.note.get("/Subtype", "/")).removeprefix("/")

    @property
    def flags(self) -> int:
        return flags_of(self.note)

    @property
    def is_shown(self) -> bool:
        """On the screen, which is where its reader saw it; whether it prints does not matter."""
        return not self.flags & (HIDDEN | NO_VIEW)

    @property
    def only_prints(self) -> bool:
        return bool(self.flags & NO_VIEW and self.flags & PRINTS and not self.flags & HIDDEN)

    @property
    def is_drawn(self) -> bool:
        """It brings a picture of itself, in the state that it is in."""
        normal = self.note.get("/AP", Dictionary()).get("/N")
        if normal is None or isinstance(normal, Stream):
            return normal is not None
        return isinstance(normal.get(str(self.note.get("/AS", state_of(self.note)))), Stream)


def marks_of(file: pikepdf.Pdf) -> Iterator[Mark]:
    for number, page in enumerate(file.pages, 1):
        yield from (Mark(number, note) for note in notes_on(page.obj))


def notes_on(page: Any) -> list[Any]:
    notes = page.get("/Annots", Array())
    return [note for note in notes if isinstance(note, Dictionary)] if isinstance(notes, Array) else []


def flags_of(note: Any) -> int:
    """What is no number says nothing."""
    try:
        return int(note.get("/F", 0))
    except (TypeError, ValueError):
        return 0


def state_of(note: Any) -> str:
    """Of a box to tick that does not say its state: what its field says, or off."""
    said = note.get("/V", note.get("/Parent", Dictionary()).get("/V"))
    return str(said) if isinstance(said, Name) else "/Off"


def counted(marks: Iterable[Mark]) -> str:
    """2 boxes on page 3, 1 note on pages 1 and 4"""
    kinds: dict[str, list[int]] = {}
    for mark in marks:
        kinds.setdefault(mark.kind, []).append(mark.page)
    return ", ".join(
        f"{len(pages)} {NAMES.get(kind, ('mark', 'marks'))[len(pages) != 1]} on {pages_in_words(pages)}" for kind, pages in kinds.items()
    )


def pages_in_words(pages: Iterable[int]) -> str:
    """page 3; pages 1 to 4; pages 2, 5 and 9"""
    numbers = sorted(set(pages))
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [words for run in runs for words in _run(run)]
    listed = " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
    return f"page {listed}" if len(numbers) == 1 else f"pages {listed}"


def _run(run: list[int]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
