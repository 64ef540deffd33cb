"""What is secret in the worlds, and which states each of them shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import TextChoices

CANARY = "canary-of-eastham"  # theirs alone
BETWEEN = "between-eastham-and-the-commissioners"  # a question before it is answered, the reason for more time
HALF = f"{CANARY} half said"  # typed where no position is taken: it is not sent, and not even the commissioners ever read it
AGREED = "terms-of-the-parties"  # of a memorandum: the commissioners' until it is offered, then its parties' and nobody else's
ASKER = "Con Tributor"
PROSE = [f"impact_{name}" for name in ("activity", "workforce", "quality", "estate", "others")]
SAID = {name: f"{CANARY} zebrafish {name}" for name in ("comment", "evidence", "alternative", "consequences", *PROSE)}
STATES: dict[str, tuple[TextChoices, ...]] = {}  # {world: the states it shows}


def shows(*states: TextChoices) -> Callable[[Any], Any]:
    """A world in which something is in each of these states."""

    def keep(method: Any) -> Any:
        STATES[method.__name__] = states
        return method

    return keep
