"""Recognition in a process of its own, as the press prints: rules meet words nobody has seen, and none may hang a worker."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from portal.printing.child import Limits, in_child
from portal.printing.prints import Print
from portal.printing.refusals import CannotPrint
from portal.reading.apart import in_words
from portal.reading.source import Source

from .known import Known
from .propose import propose

LIMITS = Limits(cpu=90, memory=512, wall=120)


def propose_apart(
    source: Source, known: Known, *, keep: Callable[[], None] = lambda: None, every: float = 10, limits: Limits = LIMITS
) -> dict[str, Any]:
    """What `propose` says, as plain facts; what costs it too much is refused in words."""
    try:
        answer: dict[str, Any] = json.loads(in_child(partial(_answer, source, known), limits=limits, keep=keep, every=every).pdf)
    except CannotPrint as refusal:
        raise in_words(refusal, source.name) from refusal
    return answer


def _answer(source: Source, known: Known) -> Print:
    return Print(pdf=json.dumps(propose(source, known).as_facts(), default=str).encode(), pages=0)
