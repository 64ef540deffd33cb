"""What stands in a round twice, depends on itself, or was carried over without a look."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from ..models import Version
from .finding import LOOK, MUST, Problem, check, problem
from .whole import SETTLED, Whole, plain

REFERENCE = re.compile(r"\b[A-Z][A-Z0-9]{0,7}-\d{1,3}\b")
SHORTEST_COPY = 40  # letters: shorter texts are alike by chance
STOCK = re.compile(r"[^a-z0-9 ]+|\b(?:the|a|an|and|of|for|in|service|services)\b")


def _stem(title: str) -> str:
    return " ".join(STOCK.sub(" ", title.lower()).split())


@check("twins", reads="round")
def same_title_other_time(whole: Whole) -> Iterator[Problem]:
    """The same thing stands twice with two timescales: link the two, or say that this is right."""
    for one, other in _pairs(whole, lambda version: _stem(version.title)):
        if _when(one) != _when(other) and frozenset((one.intention_id, other.intention_id)) not in whole.beside.linked:
            first, second = (f"{version.intention.reference} ({version.timescale or 'no timescale'})" for version in (one, other))
            says = f"and {other.intention.reference} are both called “{one.title}”: {first}, {second}"
            yield problem(LOOK, one, "timescale", says, "twins", other.intention.reference)


@check("copied", reads="round")
def same_text_elsewhere(whole: Whole) -> Iterator[Problem]:
    """The same text for two places may be a copy nobody made their own."""
    for one, other in _pairs(whole, lambda version: _long(plain(version.description).lower())):
        if frozenset((one.intention_id, other.intention_id)) not in whole.beside.linked:
            says = f"says word for word what {other.intention.reference} says{_where(one, other)}"
            yield problem(LOOK, one, "description", says, "copied", other.intention.reference)


@check("dependency", reads="round")
def dependencies_exist(whole: Whole) -> Iterator[Problem]:
    """An intention depends only on intentions that the round has."""
    known = {version.intention.reference for version in whole.versions}
    for version in whole.versions:
        for reference in dict.fromkeys(REFERENCE.findall(version.dependencies)):
            stem = reference.partition("-")[0]
            if reference not in known and any(one.startswith(f"{stem}-") for one in known):
                yield problem(LOOK, version, "dependencies", f"depends on {reference}, which the round does not have", "dependency")


@check("circle", reads="round")
def nothing_depends_on_itself(whole: Whole) -> Iterator[Problem]:
    """No intention waits for itself by way of others."""
    needs = {version.intention.reference: list(dict.fromkeys(REFERENCE.findall(version.dependencies))) for version in whole.versions}
    for version in whole.versions:
        circle = _circle(version.intention.reference, needs)
        if circle and min(circle) == version.intention.reference:
            says = "depends on itself" if len(circle) == 1 else f"waits for itself: {' needs '.join([*circle, circle[0]])}"
            yield problem(MUST, version, "dependencies", says, "circle")


@check("still-true", reads="round")
def carried_over_and_looked_at(whole: Whole) -> Iterator[Problem]:
    """Of what was carried over from an earlier round somebody has said that it is still true."""
    asked = [version for version in whole.versions if version.intention.rolled_from_id and not version.intention.still_true]
    if asked:
        count = "1 intention" if len(asked) == 1 else f"{len(asked)} intentions"
        says = f"carries {count} over from an earlier round of which nobody has said that it is still true"
        yield problem(LOOK, whole.round, "still_true", says, "still-true")


def _pairs(whole: Whole, mark: Any) -> Iterator[tuple[Version, Version]]:
    """Versions that are alike by this mark, two by two: first one that can still be mended."""
    alike: dict[str, list[Version]] = defaultdict(list)
    for version in whole.versions:
        if said := mark(version):
            alike[said].append(version)
    for versions in alike.values():
        for one, other in combinations(versions, 2):
            if one.status not in SETTLED:
                yield one, other
            elif other.status not in SETTLED:
                yield other, one


def _long(words: str) -> str:
    return words if len(words) >= SHORTEST_COPY else ""


def _when(version: Version) -> tuple[Any, ...]:
    return version.from_date, version.to_date, "" if version.from_date or version.to_date else version.timescale.lower()


def _where(one: Version, other: Version) -> str:
    places = [", ".join(sorted(place.name for place in version.places.all())) for version in (one, other)]
    return f" ({places[0]}; {places[1]})" if all(places) and places[0] != places[1] else ""


def _circle(start: str, needs: dict[str, list[str]]) -> list[str]:
    """The shortest way from a reference back to itself; nothing when there is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for following in needs.get(way[-1], []):
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []
