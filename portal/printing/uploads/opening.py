"""A file is opened if every page of it can be bound as its reader saw it; otherwise it is refused in words."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from pypdfium2 import PdfiumError

from .. import refusals
from .marks import Mark, marks_of, pages_in_words

MOST_PAGES = 1_000


DAMAGE = (pikepdf.PdfError, PdfiumError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


@contextmanager
def in_words() -> Iterator[None]:
    """What a file breaks while it is looked into or laid flat, it breaks because it is damaged."""
    try:
        yield
    except DAMAGE as trouble:
        raise refusals.damaged_upload() from trouble


def opened(content: bytes) -> pikepdf.Pdf:
    """The file, if every page of it can be bound."""
    try:
        file = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as trouble:
        raise refusals.locked_upload() from trouble
    except (pikepdf.PdfError, ValueError, RecursionError) as trouble:
        raise refusals.damaged_upload() from trouble
    if file.is_encrypted:
        raise refusals.locked_upload()
    try:
        pages = len(file.pages)
    except pikepdf.PdfError as trouble:
        raise refusals.damaged_upload() from trouble
    if not pages:
        raise refusals.damaged_upload()
    if pages > MOST_PAGES:
        raise refusals.too_many_pages(pages, MOST_PAGES)
    _refuse_what_differs(file)
    return file


def _refuse_what_differs(file: pikepdf.Pdf) -> None:
    """What a pack would show otherwise than a reader: layers, redactions to come, and pictures a program keeps to itself."""
    if any(is_off(file)):
        raise refusals.hidden_layers()
    if asks_for_a_program(file):
        raise refusals.a_programs_own_form()
    marks = list(marks_of(file))
    _refuse_any(marks, lambda mark: mark.kind == "Redact", refusals.redactions_not_applied)
    _refuse_any(marks, lambda mark: mark.kind == "Stamp" and mark.is_shown and not mark.is_drawn, refusals.stamp_without_a_picture)


def _refuse_any(marks: list[Mark], is_bad: Callable[[Mark], bool], refusal: Callable[[str], refusals.CannotPrint]) -> None:
    if found := [mark.page for mark in marks if is_bad(mark)]:
        raise refusal(pages_in_words(found))


def is_off(file: pikepdf.Pdf) -> Iterator[bool]:
    """Layers that are not shown, or only sometimes: in a pack they would be."""
    layers: Any = file.Root.get("/OCProperties", Dictionary())
    usual = layers.get("/D", Dictionary())
    yield bool(list(usual.get("/OFF", [])))
    yield usual.get("/BaseState") == Name.OFF
    yield bool(layers) and any(_shows_what_others_hide(thing) for thing in file.objects)
    yield any(_is_off_on_screen(layer) for layer in layers.get("/OCGs", [])) and bool(list(usual.get("/AS", [])))


def _shows_what_others_hide(thing: Any) -> bool:
    """A membership that is seen while its layers are off, or by a rule of its own."""
    if not isinstance(thing, Dictionary) or thing.get("/Type") != Name.OCMD:
        return False
    return "/VE" in thing or thing.get("/P") in (Name.AnyOff, Name.AllOff)


def _is_off_on_screen(layer: Any) -> bool:
    return layer.get("/Usage", Dictionary()).get("/View", Dictionary()).get("/ViewState") == Name.OFF


def asks_for_a_program(file: pikepdf.Pdf) -> bool:
    """A dynamic form: its pages hold a request to open it elsewhere, and no words of the form."""
    form: Any = file.Root.get("/AcroForm", Dictionary())
    return bool(file.Root.get("/NeedsRendering", False)) and form.get("/XFA", Array()) is not None and "/XFA" in form
