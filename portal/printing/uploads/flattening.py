"""Marks and fields become part of their page: what the reader saw, exactly where and as it stood."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from .appearances import draw_what_readers_draw
from .marks import marks_of, notes_on, state_of

INVISIBLE = 1  # a flag for kinds that nobody knows; readers show the known ones all the same


def flattened(file: pikepdf.Pdf) -> pikepdf.Pdf:
    """The file with what shows on its pages drawn into them; what is hidden, or would show in print alone, is gone."""
    if not any(marks_of(file)):
        return file
    file = draw_what_readers_draw(file)
    for mark in marks_of(file):
        _settle(mark.note)
    if "/AcroForm" in file.Root:
        file.Root.AcroForm.NeedAppearances = False
    file.flatten_annotations("screen")
    for page in file.pages:
        if notes_on(page.obj):
            del page.obj.Annots
    return file


def _settle(note: Any) -> None:
    """Its state is said, and a flag that readers do not heed is not heeded."""
    note.F = int(note.get("/F", 0)) & ~INVISIBLE
    normal = note.get("/AP", Dictionary()).get("/N")
    if normal is not None and not isinstance(normal, Stream) and "/AS" not in note:
        note.AS = Name(state_of(note))
