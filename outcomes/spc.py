"""Statistical process control as NHS "Making Data Count" has it: XmR charts, special causes, assurance of a target.

Pure functions on numbers: nothing here knows a database or a page. Source of every constant: the NHS England guides and
the R package NHSRplotthedots, which codes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise

LIMITS_FACTOR = Decimal("2.66")  # limits stand this many average moving ranges from the mean: three sigma
SCREEN_FACTOR = Decimal("3.267")  # a moving range above this many averages is an outlier and does not widen the limits
TRIAL_BELOW = 12  # with fewer points the limits are trial limits
RUN = 7  # points on one side of the mean, or rising or falling, that are no accident


class Rule(Enum):
    """Why a point is a special cause."""

    OUTSIDE = "outside the limits"
    SHIFT = f"{RUN} or more together on one side of the mean"
    TREND = f"{RUN} or more rising or falling"
    NEAR_LIMIT = "2 of 3 near the same limit"


class Variation(Enum):
    """What a point says, as its icon and its words."""

    COMMON = "common cause"
    BETTER = "improvement"
    WORSE = "concern"
    HIGHER = "special cause, higher"
    LOWER = "special cause, lower"


class Assurance(Enum):
    """Whether the process as it runs will meet the target."""

    PASS = "consistently pass"  # noqa: S105 the word is the guide's
    HIT_AND_MISS = "hit and miss"
    FAIL = "consistently fail"


@dataclass(frozen=True)
class Limits:
    """Mean and process limits of one stretch. Without two points there is no range, so no limits."""

    mean: Decimal
    lower: Decimal | None
    upper: Decimal | None
    points: int

    @property
    def are_trial(self) -> bool:
        return self.points < TRIAL_BELOW


@dataclass(frozen=True)
class Signal:
    """A special cause at one point: which rule, and on which side (1 high or rising, -1 low or falling)."""

    rule: Rule
    side: int


@dataclass(frozen=True)
class Phase:
    """Points from `start` up to, not including, `stop` that are judged by the same limits."""

    start: int
    stop: int
    limits: Limits


@dataclass(frozen=True)
class Xmr:
    """An XmR chart: its stretches, and the signals of each point."""

    values: tuple[Decimal, ...]
    phases: tuple[Phase, ...]
    signals: tuple[tuple[Signal, ...], ...]

    @property
    def latest(self) -> Limits:
        return self.phases[-1].limits


def xmr(values: Sequence[Decimal], breaks: Iterable[int] = ()) -> Xmr:
    """The chart of these values. `breaks` are the positions from which the limits are worked out again (rebase)."""
    if not values:
        raise ValueError("An XmR chart needs a point")
    edges = sorted({0, len(values), *(at for at in breaks if 0 < at < len(values))})
    phases = tuple(Phase(start, stop, limits(values[start:stop])) for start, stop in pairwise(edges))
    signals = tuple(found for phase in phases for found in _signals(values[phase.start : phase.stop], phase.limits))
    return Xmr(tuple(values), phases, signals)


def limits(values: Sequence[Decimal]) -> Limits:
    """Mean plus and minus 2.66 average moving ranges, ranges that are outliers left out of the average."""
    mean = _mean(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    if not ranges:
        return Limits(mean, None, None, len(values))
    screened = [one for one in ranges if one <= SCREEN_FACTOR * _mean(ranges)]
    reach = LIMITS_FACTOR * _mean(screened)
    return Limits(mean, mean - reach, mean + reach, len(values))


def variation(signals: Sequence[Signal], higher_is_better: bool | None) -> Variation:
    """What the signals of a point say. None for neither better nor worse: a special cause is then only higher or lower."""
    sides = {signal.side for signal in signals}
    if len(sides) != 1:  # nothing, or a falling point still above the limit: the signals do not agree
        return Variation.COMMON
    is_high = sides == {1}
    if higher_is_better is None:
        return Variation.HIGHER if is_high else Variation.LOWER
    return Variation.BETTER if is_high == higher_is_better else Variation.WORSE


def assurance(within: Limits, target: Decimal, higher_is_better: bool) -> Assurance | None:
    """Both limits on the good side of the target pass, both on the bad side fail; None without limits."""
    if within.lower is None or within.upper is None:
        return None
    met_at_worst = within.lower >= target if higher_is_better else within.upper <= target
    met_at_best = within.upper >= target if higher_is_better else within.lower <= target
    if met_at_worst:
        return Assurance.PASS
    return Assurance.HIT_AND_MISS if met_at_best else Assurance.FAIL


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _signals(values: Sequence[Decimal], within: Limits) -> Iterator[tuple[Signal, ...]]:
    found: list[set[Signal]] = [set() for _ in values]
    for at, signal in (*_outside(values, within), *_shifts(values, within), *_trends(values), *_near_limit(values, within)):
        found[at].add(signal)
    for signals in found:
        yield tuple(sorted(signals, key=lambda signal: (list(Rule).index(signal.rule), signal.side)))


def _side(value: Decimal, of: Decimal) -> int:
    return (value > of) - (value < of)


def _outside(values: Sequence[Decimal], within: Limits) -> Iterator[tuple[int, Signal]]:
    if within.lower is None or within.upper is None:
        return
    for at, value in enumerate(values):
        if value > within.upper or value < within.lower:
            yield at, Signal(Rule.OUTSIDE, _side(value, within.mean))


def _shifts(values: Sequence[Decimal], within: Limits) -> Iterator[tuple[int, Signal]]:
    """Every point of a run that is long enough; a point on the mean ends the run."""
    yield from _runs([_side(value, within.mean) for value in values], RUN, Rule.SHIFT)


def _trends(values: Sequence[Decimal]) -> Iterator[tuple[int, Signal]]:
    """Seven points are six steps one way; the point they start from belongs to the trend."""
    steps = [_side(after, before) for before, after in pairwise(values)]
    for at, signal in _runs(steps, RUN - 1, Rule.TREND):
        yield at, signal
        yield at + 1, signal


def _runs(sides: Sequence[int], length: int, rule: Rule) -> Iterator[tuple[int, Signal]]:
    start = 0
    for at in range(1, len(sides) + 1):
        if at < len(sides) and sides[at] == sides[start]:
            continue
        if sides[start] and at - start >= length:
            yield from ((one, Signal(rule, sides[start])) for one in range(start, at))
        start = at


def _near_limit(values: Sequence[Decimal], within: Limits) -> Iterator[tuple[int, Signal]]:
    """Of three together, two or more beyond two thirds of the way to the same limit: those two or more."""
    if within.upper is None or within.upper == within.mean:
        return
    far = (within.upper - within.mean) * 2 / 3
    sides = [_side(value, within.mean) if abs(value - within.mean) > far else 0 for value in values]
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        for side in (1, -1):
            near = [at for at in window if sides[at] == side]
            if len(near) >= 2:
                yield from ((at, Signal(Rule.NEAR_LIMIT, side)) for at in near)
