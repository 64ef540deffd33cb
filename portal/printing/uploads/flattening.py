"""Marks and fields become part of their page: what the reader saw, exactly where and as it stood."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from .appearances import draw_what_readers_draw
from .marks import flags_of, marks_of, notes_on, state_of
from .pages import settle

INVISIBLE = 1  # a flag for kinds that nobody knows; readers show the known ones all the same


def flattened(file: pikepdf.Pdf) -> pikepdf.Pdf:
    """The file with what shows on its pages drawn into them; what is hidden, or would show in print alone, is gone."""
    for page in file.pages:
        settle(page)
    if not any(marks_of(file)):
        return file
    file = draw_what_readers_draw(file)
    for page in file.pages:
        if notes_on(page.obj):
            _close(file, page)
    for mark in marks_of(file):
        _settle(mark.note)
    if "/AcroForm" in file.Root:
        file.Root.AcroForm.NeedAppearances = False
    file.flatten_annotations("screen")
    for page in file.pages:
        if notes_on(page.obj):
            del page.obj.Annots
    return file


def _close(file: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A page that leaves its own drawing open (a scale, a clip) does not draw its marks with it."""
    drawn = page.as_form_xobject(handle_transformations=False)
    kept = {name: value for name, value in drawn.items() if name not in ("/Length", "/Filter", "/DecodeParms")}
    own = file.make_stream(drawn.read_bytes(), kept)
    page.obj.Resources = Dictionary(XObject=Dictionary(Own=own))
    page.obj.Contents = file.make_stream(b"/Own Do")


def _settle(note: Any) -> None:
    """Its state is said, and a flag that readers do not heed is not heeded."""
    note.F = flags_of(note) & ~INVISIBLE
    normal = note.get("/AP", Dictionary()).get("/N")
    if normal is not None and not isinstance(normal, Stream) and "/AS" not in note:
        note.AS = Name(state_of(note))
