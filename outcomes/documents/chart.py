"""An XmR chart as plain numbers for the SVG template: positions, shapes and words, nothing computed later."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from ..models import in_words
from ..spc import Phase, Variation, variation
from .reading import Reading

WIDTH, HEIGHT = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 70, 16, 20, 56
LABELS = 6  # periods named under the axis: more would run into each other
NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))

# The colours of "Making Data Count"; each has its own shape, so that colour alone says nothing.
SHAPES = {
    Variation.COMMON: {"shape": "circle", "colour": "#a6a6a6", "word": "Common cause"},
    Variation.BETTER: {"shape": "triangle", "colour": "#00b0f0", "word": "Improvement"},
    Variation.WORSE: {"shape": "diamond", "colour": "#e46c0a", "word": "Concern"},
    Variation.HIGHER: {"shape": "square", "colour": "#490092", "word": "Special cause"},
    Variation.LOWER: {"shape": "square", "colour": "#490092", "word": "Special cause"},
}


class Scale:
    """Values to positions, with an axis of round numbers."""

    def __init__(self, values: list[Decimal], points: int):
        low, high = min(values), max(values)
        spread = high - low or abs(high) or Decimal(1)
        step = _nice(spread / 5)
        self.low = (low / step).to_integral_value(ROUND_FLOOR) * step
        self.high = (high / step).to_integral_value(ROUND_CEILING) * step
        if self.low == self.high:
            self.high += step
        count = int((self.high - self.low) / step)
        self.ticks = [self.low + step * at for at in range(count + 1)]
        self.points = points

    def x(self, at: float) -> float:
        width = WIDTH - LEFT - RIGHT
        return round(LEFT + width * (at + 0.5) / self.points, 1)

    def y(self, value: Decimal) -> float:
        height = HEIGHT - TOP - BOTTOM
        return round(float(HEIGHT - BOTTOM - height * (value - self.low) / (self.high - self.low)), 1)


def drawing(reading: Reading) -> dict[str, Any]:
    """Everything the chart and the table "Data in this chart" show."""
    scale = Scale(_all_values(reading), len(reading.observations))
    marks = [_mark(reading, at, scale) for at in range(len(reading.observations))]
    return {
        "id": f"chart-{reading.measure.pk}-{reading.latest.pk}",
        "title": reading.title,
        "description": " ".join([reading.sentence, *reading.caveats]),
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "bottom": HEIGHT - BOTTOM,
        "ticks": [{"y": scale.y(value), "text": in_words(value)} for value in scale.ticks],
        "labels": _labels(reading, scale),
        "line": " ".join(f"{mark['x']},{mark['y']}" for mark in marks),
        "phases": [_phase(phase, scale) for phase in reading.xmr.phases],
        "target": scale.y(reading.target.value) if reading.target else None,
        "marks": marks,
        "legend": list({mark["word"]: mark for mark in marks}.values()),
    }


def _all_values(reading: Reading) -> list[Decimal]:
    limits = [one for phase in reading.xmr.phases for one in (phase.limits.lower, phase.limits.upper) if one is not None]
    target = [reading.target.value] if reading.target else []
    return [*(one.value for one in reading.observations), *limits, *target]


def _mark(reading: Reading, at: int, scale: Scale) -> dict[str, Any]:
    one = reading.observations[at]
    signals = reading.xmr.signals[at]
    x, y = scale.x(at), scale.y(one.value)
    look = SHAPES[variation(signals, reading.higher_is_better)]
    return {
        **look,
        "x": x,
        "y": y,
        "corners": _corners(look["shape"], x, y),
        "period": one.period,
        "value": in_words(one.value, reading.unit),
        "why": "; ".join(dict.fromkeys(signal.rule.value for signal in signals)),
        "is_provisional": one.is_provisional,
    }


def _corners(shape: str, x: float, y: float) -> str:
    """The corners of a mark about its middle; a circle has none."""
    around = {
        "triangle": ((0, -7), (6.5, 5), (-6.5, 5)),
        "diamond": ((0, -7), (7, 0), (0, 7), (-7, 0)),
        "square": ((-5, -5), (5, -5), (5, 5), (-5, 5)),
    }
    return " ".join(f"{round(x + dx, 1)},{round(y + dy, 1)}" for dx, dy in around.get(shape, ()))


def _phase(phase: Phase, scale: Scale) -> dict[str, Any]:
    limits = phase.limits
    return {
        "from": scale.x(phase.start - 0.4),
        "to": scale.x(phase.stop - 0.6),
        "mean": scale.y(limits.mean),
        "lower": None if limits.lower is None else scale.y(limits.lower),
        "upper": None if limits.upper is None else scale.y(limits.upper),
    }


def _labels(reading: Reading, scale: Scale) -> list[dict[str, Any]]:
    every = -(-len(reading.observations) // LABELS)
    return [{"x": scale.x(at), "text": _short(one.period)} for at, one in enumerate(reading.observations) if at % every == 0]


def _short(period: str) -> str:
    """Nov 2024, Q3 2014/15: as an axis has room for."""
    quarter = re.sub(r"^Quarter (\d) of ", r"Q\1 ", period)
    return re.sub(r"\b(January|February|March|April|June|July|August|September|October|November|December)\b", _first_three, quarter)


def _first_three(month: re.Match[str]) -> str:
    return month[0][:3]


def _nice(rough: Decimal) -> Decimal:
    """The next 1, 2, 2.5 or 5 times a power of ten: an axis in steps people read."""
    power = Decimal(10) ** (rough.adjusted())
    return next(nice * power for nice in NICE if nice * power >= rough)
