"""A document read in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.printing import apart as process
from portal.printing.child import Limits
from portal.printing.refusals import CannotPrint, too_much_memory, took_too_long

from . import refusals
from .formats import read
from .pdf import ocr
from .refusals import CannotRead
from .source import Source

LIMITS = Limits(cpu=90, memory=512, wall=120)
WITH_OCR = Limits(cpu=90, memory=512, wall=900)  # the processor time of each page of a scan is its own


def read_apart(
    content: bytes, name: str, *, keep: Callable[[], None] = lambda: None, every: float = 120, limits: Limits | None = None
) -> Source:
    """The source; what it costs too much to read is refused in words, as is a file that ends the process."""
    limits = limits or (WITH_OCR if ocr.is_there() else LIMITS)
    return Source.of_facts(apart(lambda: read(content, name).as_facts(), name, keep=keep, every=every, limits=limits))


def apart(
    work: Callable[[], Any], name: str, *, keep: Callable[[], None] = lambda: None, every: float = 120, limits: Limits = LIMITS
) -> Any:
    """What `work` finds in the file of that name, as plain facts; it may refuse with CannotRead."""
    try:
        return process.apart(work, refusing=CannotRead, limits=limits, keep=keep, every=every)
    except CannotPrint as refusal:
        raise in_words(refusal, name) from refusal


def in_words(refusal: CannotPrint, name: str) -> CannotRead:
    known = {took_too_long().words: refusals.took_too_long, too_much_memory().words: refusals.too_much_memory}
    return known.get(refusal.words, refusals.stopped)(name)
