"""PDFs that are kept as they came: what in them could harm or be missed by whoever opens them, each in words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from .child import Limits, in_child
from .prints import Print
from .refusals import CannotPrint

LIMITS = Limits(cpu=10, memory=512, wall=30)
LOCKED = "has a password. Save it without a password"
DAMAGED = "is damaged: it cannot be opened. Save it as a PDF again"
TOO_MUCH = "is too large to be looked through. Save it as a smaller PDF"
SCRIPTS = "has JavaScript in it. Print it to a new PDF, which leaves the script out"
PROGRAMS = "opens another program. Print it to a new PDF, which leaves that out"
FILES = "has other files inside it. Take them out and attach them by themselves"


def faults_inside(content: bytes) -> list[str]:
    """Why a PDF is not taken as it is: nothing when it is. Read in a process of its own, with limits on time and memory."""
    try:
        return in_child(partial(_read, content), limits=LIMITS, keep=lambda: None, every=60).faults
    except CannotPrint:
        return [TOO_MUCH]


def _read(content: bytes) -> Print:
    return Print(pdf=b"", pages=0, faults=_faults(content))


def _faults(content: bytes) -> list[str]:
    try:
        with pikepdf.open(io.BytesIO(content)) as file:
            if file.is_encrypted:
                return [LOCKED]
            if not len(file.pages):
                return [DAMAGED]
            return sorted({fault for thing in file.objects for fault in _of(thing, 0)})
    except pikepdf.PasswordError:
        return [LOCKED]
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError):
        return [DAMAGED]


def _of(thing: Any, depth: int) -> Iterator[str]:
    """What this object asks for, wherever it hangs: actions stand on pages, notes, forms and bookmarks too."""
    if depth > 40:
        raise RecursionError
    if isinstance(thing, Array):
        for one in thing:
            yield from _below(one, depth)
    elif isinstance(thing, (Dictionary, Stream)):
        entries = thing.stream_dict if isinstance(thing, Stream) else thing
        yield from _asked(entries)
        for _, one in entries.items():
            yield from _below(one, depth)


def _below(thing: Any, depth: int) -> Iterator[str]:
    """Objects with a number of their own are met by themselves."""
    if isinstance(thing, pikepdf.Object) and not thing.is_indirect:
        yield from _of(thing, depth + 1)


def _asked(entries: Any) -> Iterator[str]:
    does, kind = entries.get("/S"), entries.get("/Subtype")
    if does == Name.JavaScript or "/JS" in entries:
        yield SCRIPTS
    if does in (Name.Launch, Name.ImportData):
        yield PROGRAMS
    if "/EF" in entries or "/EmbeddedFiles" in entries or kind == Name.FileAttachment or entries.get("/Type") == Name.EmbeddedFile:
        yield FILES
