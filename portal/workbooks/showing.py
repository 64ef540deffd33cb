"""What a page shows of a workbook that came back, before anything of it is taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .comparing import State, Thing

GOING = (State.CHANGED, State.NEW, State.CONFLICT)
NEWER, GONE, SINCE = "Changed after you looked", "Not there any more", "Changed since the step"
PAGE = 100  # things of each state


def shown(things: Sequence[Thing], marks: Mapping[str, str], notes: Sequence[str], problem: str = "") -> dict[str, Any]:
    """`marks` are of what stands beside each now: with its token a box brings back what was looked at."""
    of = {state: [(one, f"{one.token}:{marks.get(one.key, 'new')}") for one in things if one.state is state] for state in State}
    return {
        "problems": [{"text": problem, "href": "#will"}] if problem else [],
        "groups": [(state.value, state.name.lower(), of[state][:PAGE], len(of[state])) for state in GOING if of[state]],
        "will": len(of[State.CHANGED]) + len(of[State.NEW]),
        "wrong": [(name(one), one.problems) for one, _ in of[State.WRONG]],
        "gone": [name(one) for one, _ in of[State.GONE]],
        "same": len(of[State.SAME]),
        "notes": [*notes, *(f"{name(one)}: {note}" for one in things for note in one.notes)],
        "most": PAGE,
    }


def ready(things: Sequence[Thing], marks: Mapping[str, str]) -> dict[str, str]:
    """{token: mark} of everything that is new or changed, on whatever page it stands."""
    return {one.token: marks.get(one.key, "new") for one in things if one.state in (State.NEW, State.CHANGED)}


def why_left(thing: Thing, marks: Mapping[str, str], seen: str) -> str:
    """Why a chosen row is not taken in after all; `seen` is the mark that stood beside it when it was looked at."""
    if thing.problems:
        return ". ".join(thing.problems)
    if thing.state not in GOING:
        return thing.state.value
    return "" if thing.state is State.NEW or marks.get(thing.key) == seen else NEWER


def name(thing: Thing) -> str:
    return thing.key or f"Row {thing.number}"
