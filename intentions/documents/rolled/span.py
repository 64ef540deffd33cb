"""From which years to which a round is rolled, and what becomes of each place where it names a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from ...states import Way

Path = tuple[str | int, ...]  # where in what a thing says: ("money", 0, "basis")


@dataclass(frozen=True)
class Span:
    """The years of the round that is copied, and of the new one: financial years, by the year in which each begins."""

    first: int
    last: int
    to_first: int
    to_last: int

    @property
    def by(self) -> int:
        """By how many years everything moves."""
        return self.to_first - self.first

    @property
    def begins(self) -> date:
        return date(self.first, 4, 1)

    @property
    def is_one_year(self) -> bool:
        return self.first == self.last and self.to_first == self.to_last


@dataclass(frozen=True)
class Edit:
    """These letters of a text become others."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Place:
    """One place that names a time. `before` and `after` are its words; `edits` or `sets` are what taking it changes."""

    key: str  # within the thing: unique
    label: str
    before: str
    after: str
    way: Way
    why: str = ""
    is_likely: bool = False  # a proposal that is ticked to begin with
    path: Path = ()
    edits: tuple[Edit, ...] = ()
    sets: tuple[tuple[Path, Any], ...] = ()
    lead: str = ""  # the words before it, and after it
    tail: str = ""

    @property
    def was(self) -> str:
        """As HTML, for the one to be laid over the other."""
        return self._sentence(self.before)

    @property
    def becomes(self) -> str:
        """What is left or cannot be moved becomes nothing else."""
        return self._sentence(self.after if self.way in (Way.MOVED, Way.PROPOSED) else self.before)

    def _sentence(self, said: str) -> str:
        return f"<p>{escape(f'{self.lead}{said}{self.tail}', quote=False)}</p>"


def later(day: date, years: int) -> date:
    """The same day of another year; the last of February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def at(said: Any, path: Path) -> Any:
    for step in path:
        said = said[step]
    return said


def put(said: Any, path: Path, value: Any) -> Any:
    """The same with another value there; nothing that was given is changed."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(said, Mapping):
        return {**said, step: put(said[step], rest, value)}
    return [put(one, rest, value) if number == step else one for number, one in enumerate(said)]
