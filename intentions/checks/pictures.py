"""Pictures that a reader who does not see them could not follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..models import Round, Version
from ..models.content import undescribed
from .finding import MUST, Finding, Problem, check, problem
from .whole import Whole


@check("picture", reads="version")
def pictures_are_described(version: Version, round: Round) -> Iterator[Finding]:
    """Every picture of an intention says what it shows, or that it only decorates."""
    if count := len(undescribed(version.pictures)):
        yield MUST, "pictures", _says(count)


@check("picture-beside", reads="round")
def pictures_beside_are_described(whole: Whole) -> Iterator[Problem]:
    """Every picture of a chapter, a passage or an example says what it shows, or that it only decorates."""
    things: list[Any] = [*whole.chapters, *whole.beside.sections, *whole.beside.examples]
    for thing in things:
        thing.round = whole.round
        if count := len(undescribed(thing.pictures)):
            yield problem(MUST, thing, "pictures", _says(count), "picture-beside")


def _says(count: int) -> str:
    if count == 1:
        return "has 1 picture that nobody has described: say what it shows"
    return f"has {count} pictures that nobody has described: say what each shows"
