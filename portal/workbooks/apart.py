"""A workbook read in a process of its own, as the press prints: within time and memory, so that no file harms anybody else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

from portal.printing.child import Limits, in_child
from portal.printing.prints import Print
from portal.printing.refusals import CannotPrint

from . import kept
from .reading import Brought, NotOurs, read
from .shape import Sheet

LIMITS = Limits(cpu=20, memory=512, wall=40)
TOO_MUCH = "This workbook takes too long or too much room to read: bring back fewer rows, without what was added around them"


def read_apart(content: bytes, sheets: Sequence[Sheet], *, kind: str, of: str, limits: Limits = LIMITS) -> Brought:
    """As `read`; what it costs too much to read is refused in words, as is a file that ends the process."""
    try:
        answer = json.loads(in_child(partial(_answer, content, sheets, kind, of), limits=limits, keep=lambda: None, every=60).pdf)
    except CannotPrint as fault:
        raise NotOurs(TOO_MUCH) from fault
    if "refused" in answer:
        raise NotOurs(answer["refused"])
    return kept.read(answer)


def _answer(content: bytes, sheets: Sequence[Sheet], kind: str, of: str) -> Print:
    try:
        said = kept.plain(read(content, sheets, kind=kind, of=of))
    except NotOurs as refusal:
        said = {"refused": str(refusal)}
    return Print(pdf=json.dumps(said).encode(), pages=0)
