"""Days written in figures: whether the day or the month comes first, as far as the words themselves tell.

04/03/2019 is 4 March to one reader and 3 April to another. A 13 or more in one place tells which it is of every such day in the same
document; where nothing tells, somebody is asked.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field

FIGURES = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2((?:20)\d\d)(?![\d/]|\.\d)")
DAY, MONTH, ASK = "day", "month", "ask"  # what comes first, or that nobody knows
SHOWN = 3


@dataclass
class Dates:
    """Those in figures, as they are written: of two readings, of one reading that tells the order, and nothing else."""

    unclear: list[str] = field(default_factory=list)
    day_first: list[str] = field(default_factory=list)
    month_first: list[str] = field(default_factory=list)

    @property
    def order(self) -> str:
        """What comes first; empty where every day has one reading, `ask` where nothing tells, or two tell the contrary."""
        if not self.unclear:
            return MONTH if self.month_first and not self.day_first else ""
        if bool(self.day_first) == bool(self.month_first):
            return ASK
        return DAY if self.day_first else MONTH


def dates_in(texts: Iterable[str]) -> Dates:
    found = Dates()
    for text in texts:
        for one in FIGURES.finditer(text):
            heap = {ASK: found.unclear, DAY: found.day_first, MONTH: found.month_first}.get(order_of(one))
            if heap is not None and one.group(0) not in heap:
                heap.append(one.group(0))
    return found


def order_of(one: re.Match[str]) -> str:
    """What comes first in this one; empty where both readings are the same day, or none is a day."""
    first, second = int(one[1]), int(one[3])
    if first == second or not 1 <= min(first, second) <= 12 or max(first, second) > 31:
        return ""
    if max(first, second) <= 12:
        return ASK
    return DAY if first > 12 else MONTH


def is_unclear(text: str) -> bool:
    return any(order_of(one) == ASK for one in FIGURES.finditer(text))


def written_out(text: str, order: str) -> str:
    """The same words with each day in figures as people cannot misread it: 4 March 2019. What is no day stays as it is."""
    return FIGURES.sub(lambda one: _day(one, order_of(one) if order_of(one) not in (ASK, "") else order), text)


def _day(one: re.Match[str], order: str) -> str:
    day, month = (int(one[1]), int(one[3])) if order == DAY else (int(one[3]), int(one[1]))
    year = int(one[4])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return one.group(0)
    return f"{day} {month_name[month]} {year}"
