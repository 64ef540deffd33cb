"""Numbers that Word counts while it draws: resolved to the words a reader sees, "3.1" or "(ii)"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from ..lettering import of_font, private
from ..numbers import shown
from .names import W, number, value


@dataclass
class Level:
    start: int = 1
    style: str = "decimal"
    text: str = "%1."
    font: str = ""


class Lists:
    def __init__(self, tree: etree._Element | None) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.abstract: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        if tree is None:
            return
        known = {value(one, "abstractNumId"): _levels(one) for one in tree.findall(f"{W}abstractNum")}
        for one in tree.findall(f"{W}num"):
            num_id, abstract = value(one, "numId"), value(one.find(f"{W}abstractNumId"))
            self.levels[num_id] = {**known.get(abstract, {}), **_levels(one, f"{W}lvlOverride/{W}lvl")}
            restarts = one.findall(f"{W}lvlOverride/{W}startOverride")
            self.abstract[num_id] = num_id if restarts else f"abstract {abstract}"
            for restart in restarts:
                at = number(value(restart.getparent(), "ilvl"))
                level = self.levels[num_id].get(at, Level())
                self.levels[num_id][at] = Level(number(value(restart), 1), level.style, level.text, level.font)

    def next(self, num_id: str, at: int) -> tuple[str, bool]:
        """What the next paragraph of this list shows, and whether that is a bullet; lists that share their pattern share their count."""
        levels = self.levels.get(num_id, {})
        at = 0 if list(levels) == [0] else at  # styles of deeper lists have patterns of their own, of one level
        level = levels.get(at)
        if level is None or num_id == "0":
            return "", False
        if level.style in ("bullet", "none"):
            return (private(of_font(level.text, level.font))[:1] or "•", True) if level.style == "bullet" else ("", False)
        counts = self.counts[self.abstract[num_id]]
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda found: self._shown(num_id, int(found[1]) - 1, counts, level), level.text).strip(), False

    def _shown(self, num_id: str, at: int, counts: dict[int, int], drawn: Level) -> str:
        level = self.levels[num_id].get(at, Level())
        return shown(counts.get(at, level.start), level.style)


def _levels(element: etree._Element, path: str = f"{W}lvl") -> dict[int, Level]:
    found = {}
    for one in element.findall(path):
        font = value(one.find(f"{W}rPr/{W}rFonts"), "ascii")
        style, text = value(one.find(f"{W}numFmt"), otherwise="decimal"), value(one.find(f"{W}lvlText"))
        found[number(value(one, "ilvl"))] = Level(number(value(one.find(f"{W}start")), 1), style, text, font)
    return found
