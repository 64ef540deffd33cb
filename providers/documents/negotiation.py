"""How the wording of a point came about, step by step, each against the step before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.nhsuk import words

from ..models import Condition, Negotiation, Position, Proposal
from ..states import Side, Turn
from .agreed import asked, paragraphs


@dataclass(frozen=True)
class Step:
    """One wording, who put it, and what it changes."""

    who: str
    when: str
    note: str
    was: str
    now: str


@dataclass(frozen=True)
class Thread:
    """The point or one of its conditions, and everything that was proposed on it."""

    key: str
    heading: str
    asked: str
    negotiation: Negotiation | None
    steps: list[Step]
    last: str

    @property
    def turn(self) -> str:
        return self.negotiation.status if self.negotiation else Turn.COMMISSIONER


def threads(position: Position, negotiations: Iterable[Negotiation]) -> list[Thread]:
    """The point first, then each of its conditions in their order; `negotiations` are loaded with their proposals."""
    by_condition = {one.condition_id: one for one in negotiations}
    about: list[tuple[Condition | None, str]] = [(None, asked(position))]
    about += [(condition, condition.text) for condition in position.conditions.all()]
    return [
        _thread(number, condition, said, by_condition.get(condition.pk if condition else None))
        for number, (condition, said) in enumerate(about)
    ]


def _thread(number: int, condition: Condition | None, said: str, negotiation: Negotiation | None) -> Thread:
    proposals = list(negotiation.proposals.all()) if negotiation else []
    before = [said, *(one.text for one in proposals)]
    steps = [_step(one, was) for one, was in zip(proposals, before, strict=False)]
    heading = f"Condition {number}" if condition else "The point"
    return Thread(str(condition.pk) if condition else "point", heading, said, negotiation, steps, before[-1])


def _step(one: Proposal, was: str) -> Step:
    who = f"{one.by.name}, for the {Side(one.side).label.lower()}"
    return Step(who, words.history(one.at), one.note, paragraphs(was), paragraphs(one.text))


def agreed_words(position: Position, negotiations: Iterable[Negotiation]) -> dict[Any, str]:
    """{condition or None: the words both sides accepted}: what the decision is offered ready."""
    return {one.condition_id: list(one.proposals.all())[-1].text for one in negotiations if one.status == Turn.AGREED}


def turn_for(status: str, side: Side) -> str:
    """Whose turn it is, as this side says it."""
    if status == Turn.AGREED:
        return "Wording agreed"
    return "With us" if status == side.upper() else "With them"
