"""A document read in a process of its own, as the press prints: within time and memory, so that no file harms anybody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from portal.printing.child import Limits, in_child
from portal.printing.prints import Print
from portal.printing.refusals import CannotPrint, too_much_memory, took_too_long

from . import refusals
from .formats import read
from .refusals import CannotRead
from .source import Source

LIMITS = Limits(cpu=90, memory=512, wall=120)


def read_apart(
    content: bytes, name: str, *, keep: Callable[[], None] = lambda: None, every: float = 120, limits: Limits = LIMITS
) -> Source:
    """The source; what it costs too much to read is refused in words, as is a file that ends the process."""
    return Source.of_facts(apart(lambda: read(content, name).as_facts(), name, keep=keep, every=every, limits=limits))


def apart(
    work: Callable[[], Any], name: str, *, keep: Callable[[], None] = lambda: None, every: float = 120, limits: Limits = LIMITS
) -> Any:
    """What `work` finds in the file of that name, as plain facts; it may refuse with CannotRead."""
    try:
        answer = json.loads(in_child(partial(_answer, work), limits=limits, keep=keep, every=every).pdf)
    except CannotPrint as refusal:
        raise in_words(refusal, name) from refusal
    if "refused" in answer:
        raise CannotRead(answer["refused"])
    return answer["found"]


def _answer(work: Callable[[], Any]) -> Print:
    try:
        said = {"found": work()}
    except CannotRead as refusal:
        said = {"refused": refusal.words}
    return Print(pdf=json.dumps(said).encode(), pages=0)


def in_words(refusal: CannotPrint, name: str) -> CannotRead:
    known = {took_too_long().words: refusals.took_too_long, too_much_memory().words: refusals.too_much_memory}
    return known.get(refusal.words, refusals.stopped)(name)
