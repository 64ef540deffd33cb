"""Recognition in a process of its own, as the press prints: rules meet words nobody has seen, and none may hang a worker."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from portal.printing.child import Limits
from portal.reading.apart import apart
from portal.reading.source import Source

from .known import Known
from .propose import propose

LIMITS = Limits(cpu=90, memory=512, wall=120)


def propose_apart(
    source: Source, known: Known, *, keep: Callable[[], None] = lambda: None, every: float = 10, limits: Limits = LIMITS
) -> dict[str, Any]:
    """What `propose` says, as plain facts; what costs it too much is refused in words."""
    facts: dict[str, Any] = apart(lambda: _plain(source, known), source.name, keep=keep, every=every, limits=limits)
    return facts


def _plain(source: Source, known: Known) -> Any:
    return json.loads(json.dumps(propose(source, known).as_facts(), default=str))
