"""What is proposed of one passage of a letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

INTENTION, LEFT_OUT, UNSURE = "INTENTION", "LEFT_OUT", ""  # or what a point is about that hangs on no intention


@dataclass
class Proposal:
    """Nothing is in it that its words do not say: an empty position is one that they do not state."""

    key: str
    text: str
    page: int
    line: int
    goes: str = UNSURE
    references: list[str] = field(default_factory=list)
    stance: str = ""
    conditions: list[str] = field(default_factory=list)
    chapter: str = ""
    title: str = ""
    sure: float = 0.2
    why: list[str] = field(default_factory=list)
    money: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)

    @property
    def is_sure(self) -> bool:
        """Sure enough to be ticked before somebody has looked; not to be taken in."""
        return self.sure >= 0.8 and bool(self.goes)


def as_plain(proposals: Iterable[Proposal]) -> list[dict[str, Any]]:
    return [asdict(one) for one in proposals]


def from_plain(kept: Iterable[Mapping[str, Any]]) -> list[Proposal]:
    return [Proposal(**one) for one in kept]
