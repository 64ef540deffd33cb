"""How often an intention was carried over from one round to the next: derived, never typed."""

from __future__ import annotations

from typing import Any

from ..models import Intention, Round


def years_carried(round: Round) -> dict[Any, int]:
    """{intention id: how many rounds in a row it has been carried over}. One query a generation."""
    found: dict[Any, int] = {}
    ways: dict[Any, Any] = dict(round.intentions.exclude(rolled_from=None).values_list("pk", "rolled_from"))
    while ways:
        found |= {pk: found.get(pk, 0) + 1 for pk in ways}
        earlier: dict[Any, Any] = dict(
            Intention.objects.filter(pk__in=ways.values()).exclude(rolled_from=None).values_list("pk", "rolled_from")
        )
        ways = {pk: earlier[before] for pk, before in ways.items() if before in earlier}
    return found


def how_often(count: int) -> str:
    """Rounds in a row, whatever years lie between them: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
