"""Any work done in a process of its own, as the press prints: within time and memory, so that no file harms anybody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from .child import Limits, in_child
from .prints import Print


def apart(
    work: Callable[[], Any], *, refusing: type[Exception], limits: Limits, keep: Callable[[], None] = lambda: None, every: float = 120
) -> Any:
    """What `work` finds, as plain facts. It refuses in words with `refusing`; CannotPrint for what costs too much or ends the process."""
    answer = json.loads(in_child(partial(_answer, work, refusing), limits=limits, keep=keep, every=every).pdf)
    if "refused" in answer:
        raise refusing(answer["refused"])
    return answer["found"]


def _answer(work: Callable[[], Any], refusing: type[Exception]) -> Print:
    try:
        said = {"found": work()}
    except refusing as refusal:
        said = {"refused": str(refusal)}
    return Print(pdf=json.dumps(said).encode(), pages=0)
