"""The order in which candidates stand: weighted points, and how far the order hangs on the weights. Pure sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..models import Candidate, Criterion, Score

MORE = Fraction(11, 10)  # a weight a tenth heavier


@dataclass(frozen=True)
class Standing:
    """A candidate with its points out of 100 and its rank; equal points share a rank. None: nobody could score it."""

    candidate: Candidate
    points: Fraction | None
    rank: int | None
    scorers: int
    means: dict[Any, Fraction]  # {criterion id: mean of the points given}
    spread: int  # the widest difference between two people on one criterion

    @property
    def shown(self) -> str:
        """To one tenth; what lies half way is rounded up, as everybody does by hand."""
        if self.points is None:
            return "No data"
        tenths, rest = divmod(self.points * 10, 1)
        return f"{(int(tenths) + (rest >= Fraction(1, 2))) / 10:.1f}"


@dataclass(frozen=True)
class Shift:
    """What a change of one weight does to the order: [(candidate, rank now, rank then)]."""

    says: str
    moves: list[tuple[Candidate, int, int]]


def ranking(
    criteria: Iterable[Criterion], candidates: Iterable[Candidate], scores: Iterable[Score], weights: Mapping[Any, Fraction] | None = None
) -> list[Standing]:
    """Highest first. The mean of the panel on each criterion, as a share of its scale, times its weight; weights need not make 100."""
    asked = list(criteria)
    weighed = weights or {one.pk: Fraction(one.weight) for one in asked}
    given: dict[tuple[Any, Any], list[int]] = defaultdict(list)
    people: dict[Any, set[Any]] = defaultdict(set)
    for score in scores:
        given[score.candidate_id, score.criterion_id].append(score.points)
        people[score.candidate_id].add(score.panellist_id)
    rows = [_standing(one, asked, weighed, given, len(people[one.pk])) for one in candidates]
    ordered = sorted(rows, key=lambda row: (row.points is None, -(row.points or 0), row.candidate.order))
    points = [row.points for row in ordered]
    return [
        Standing(
            row.candidate, row.points, None if row.points is None else points.index(row.points) + 1, row.scorers, row.means, row.spread
        )
        for row in ordered
    ]


def _standing(
    candidate: Candidate,
    criteria: list[Criterion],
    weights: Mapping[Any, Fraction],
    given: Mapping[tuple[Any, Any], list[int]],
    scorers: int,
) -> Standing:
    answers = {one.pk: given.get((candidate.pk, one.pk), []) for one in criteria}
    means = {pk: Fraction(sum(points), len(points)) for pk, points in answers.items() if points}
    spread = max((max(points) - min(points) for points in answers.values() if points), default=0)
    heavy = sum((weights[one.pk] for one in criteria if one.pk in means), Fraction(0))
    if not heavy:
        return Standing(candidate, None, None, scorers, means, spread)
    total = sum((weights[one.pk] * means[one.pk] / one.most for one in criteria if one.pk in means), Fraction(0))
    return Standing(candidate, total / heavy * 100, None, scorers, means, spread)


def sensitivity(criteria: Iterable[Criterion], candidates: Iterable[Candidate], scores: Iterable[Score]) -> list[Shift]:
    """For each criterion: a tenth more, a tenth less, and left out. Only what changes the order is listed with its moves."""
    asked, listed, given = list(criteria), list(candidates), list(scores)
    now = {row.candidate.pk: row.rank for row in ranking(asked, listed, given)}
    found = []
    for one in asked:
        for says, factor in ((f"{one.name} weighs 10% more", MORE), (f"{one.name} weighs 10% less", 2 - MORE), (f"Without {one.name}", 0)):
            if factor == 0 and len(asked) == 1:
                continue
            weights = {other.pk: Fraction(other.weight) * (factor if other.pk == one.pk else 1) for other in asked}
            then = ranking(asked, listed, given, weights)
            moves = [(row.candidate, now[row.candidate.pk], row.rank) for row in then if row.rank != now[row.candidate.pk]]
            found.append(Shift(says, [(candidate, before, after) for candidate, before, after in moves if before and after]))
    return found
