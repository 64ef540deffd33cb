"""A workbook read in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence

from portal.printing.apart import apart
from portal.printing.child import Limits
from portal.printing.refusals import CannotPrint

from . import kept
from .reading import Brought, NotOurs, read
from .shape import Sheet

LIMITS = Limits(cpu=20, memory=512, wall=40)
TOO_MUCH = "This workbook takes too long or too much room to read: bring back fewer rows, without what was added around them"


def read_apart(content: bytes, sheets: Sequence[Sheet], *, kind: str, of: str, limits: Limits = LIMITS) -> Brought:
    """As `read`; what it costs too much to read is refused in words, as is a file that ends the process."""
    try:
        return kept.read(apart(lambda: kept.plain(read(content, sheets, kind=kind, of=of)), refusing=NotOurs, limits=limits, every=60))
    except CannotPrint as fault:
        raise NotOurs(TOO_MUCH) from fault
