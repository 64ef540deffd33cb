"""The responses of a round by programme: how many said what, how warm that is, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from intentions.models import Entry

from ..states import ON_INTENTIONS, Stance

WARM = (0.1, 0.25, 0.5)  # shares of a programme's answers from which a cell is a degree warmer


@dataclass
class Cell:
    stance: str
    word: str
    count: int
    share: int  # per cent of what is said on the programme
    warmth: int  # 0 nothing, to 4

    @property
    def said(self) -> str:
        return f"{self.count} ({self.share}%)" if self.count else "0"


@dataclass
class Programme:
    code: str
    title: str
    cells: list[Cell] = field(default_factory=list)
    unanswered: int = 0  # answers that could have been given by those who answered, and were not


def heat(entries: Iterable[Entry], tallied: Mapping[Any, Mapping[str, int]], answered: int) -> list[Programme]:
    """Each programme of the edition in its order, from what is counted already."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    titles: dict[str, str] = {}
    for entry in entries:
        chapter = entry.version.intention.frozen_chapter
        titles[chapter.code] = chapter.title
        sums[chapter.code]["asked"] += 1
        for stance in ON_INTENTIONS:
            sums[chapter.code][stance] += tallied.get(entry.version.intention_id, {}).get(stance, 0)
    return [_programme(code, title, sums[code], answered) for code, title in titles.items()]


def _programme(code: str, title: str, counted: Mapping[str, int], answered: int) -> Programme:
    said = sum(counted[stance] for stance in ON_INTENTIONS)
    cells = [_cell(stance, counted[stance], said) for stance in ON_INTENTIONS]
    return Programme(code, title, cells, counted["asked"] * answered - said)


def _cell(stance: Stance, count: int, said: int) -> Cell:
    share = count / said if said else 0
    warmth = (1 + sum(share >= degree for degree in WARM)) if count else 0
    return Cell(stance.value, stance.label, count, round(share * 100), warmth)


def silent(entries: Iterable[Entry], tallied: Mapping[Any, Any]) -> list[str]:
    """Intentions on which nobody has taken a position."""
    return [entry.version.intention.reference for entry in entries if entry.version.intention_id not in tallied]
