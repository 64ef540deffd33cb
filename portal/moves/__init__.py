"""How a thing goes from one status to the next. The only code that sets a status."""

from __future__ import annotations

from typing import Any


class CannotMove(Exception):
    """The thing is no longer where this move starts from."""

    def __init__(self, move: str, thing: Any = None):
        super().__init__(move)
        self.move, self.thing = move, thing


class Moves(dict[str, tuple[set[str], str]]):
    """{move: (from these statuses, to this one)}"""

    def allows(self, move: str, status: str) -> bool:
        return status in self[move][0]

    def target(self, move: str, status: str) -> str:
        if not self.allows(move, status):
            raise CannotMove(move)
        return self[move][1]

    def steps(self) -> set[tuple[str, str]]:
        """Every (from, to) that some move makes; the trigger in the database allows no other."""
        return {(start, end) for starts, end in self.values() for start in starts}


def lock(thing: Any, *beside: str) -> Any:
    """The same row, read again and held until the transaction ends; refused if it has been deleted meanwhile.

    What it names as `beside` is read with it, and not held.
    """
    rows = type(thing)._default_manager.select_for_update(of=("self",))
    found = (rows.select_related(*beside) if beside else rows).filter(pk=thing.pk).first()
    if found is None:
        raise CannotMove("lock", thing)
    return found


def advance(thing: Any, move: str) -> Any:
    """Lock the row, refuse an impossible move, set the new status. The caller, in its transaction, saves."""
    return step(lock(thing), move)


def step(locked: Any, move: str) -> Any:
    """The same of a row that the caller has locked already."""
    try:
        locked.status = locked.MOVES.target(move, locked.status)
    except CannotMove as refusal:
        refusal.thing = locked
        raise
    return locked


def may(user: Any, move: str, thing: Any) -> bool:
    """Should this button be drawn? The rules say who, the table says when."""
    return thing.MOVES.allows(move, thing.status) and user.has_perm(f"{thing._meta.app_label}.{move}", thing)
