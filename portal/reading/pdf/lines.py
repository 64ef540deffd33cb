"""Letters as words, words as lines, lines in the order in which a reader reads them: column by column."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from statistics import median

from .letters import Letter

APART, FAR = 0.14, 1.3  # of the size: a space between words; a gap that parts a line
LEAST_LINES, CLEAR, RECENT = 8, 0.8, 6


@dataclass
class Line:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_bold: bool
    column: int = 0
    limits: tuple[float, float] = (0.0, 0.0)  # left and right of its column

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def lines_of(letters: list[Letter]) -> list[Line]:
    """Stretches of letters that stand on one line without a gap."""
    found = []
    for row in _rows(letters):
        start = 0
        for at in range(1, len(row) + 1):
            if at == len(row) or row[at].left - row[at - 1].right > FAR * max(row[at].size, row[at - 1].size):
                found.append(_line(row[start:at]))
                start = at
    return found


def _rows(letters: list[Letter]) -> list[list[Letter]]:
    """Letters on one height, from left to right; small raised ones belong to the row they rise from."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: (one.bottom, one.left)):
        near = [row for row in rows[-RECENT:] if abs(letter.bottom - row[0].bottom) <= 0.3 * min(letter.size, row[0].size)]
        if near:
            near[-1].append(letter)
        else:
            rows.append([letter])
    return [sorted(row, key=lambda one: one.left) for row in _raised(rows)]


def _raised(rows: list[list[Letter]]) -> list[list[Letter]]:
    """The rows without those of a few small letters, which go to the row below that they overlap."""
    kept: list[list[Letter]] = []
    waiting: list[list[Letter]] = []
    for row in rows:
        below = [one for one in waiting if row[0].top <= one[0].middle[1] <= row[0].bottom and one[0].size < 0.85 * row[0].size]
        for one in below:
            waiting.remove(one)
            row = [*row, *one]
        if len(row) <= 4 and not below:
            waiting.append(row)
        else:
            kept.append(row)
    return sorted([*kept, *waiting], key=lambda row: row[0].bottom)


def _line(letters: list[Letter]) -> Line:
    words = [letters[0].text]
    for before, letter in itertools.pairwise(letters):
        words.append(f" {letter.text}" if letter.left - before.right > APART * max(letter.size, before.size) else letter.text)
    bold = sum(letter.is_bold for letter in letters)
    top, right, bottom = min(one.top for one in letters), max(one.right for one in letters), max(one.bottom for one in letters)
    size = round(median(one.size for one in letters), 1)
    return Line("".join(words), letters[0].left, top, right, bottom, size, bold >= 0.9 * len(letters))


# ── Columns ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def in_order(lines: list[Line], gutter: float | None, edges: tuple[float, float]) -> list[Line]:
    """Down the first column, then the second; a line across both ends what stands over it."""
    if gutter is None:
        for line in lines:
            line.limits = edges
        return _joined(lines)
    reach = max((one.right for one in lines if one.right <= gutter + 2), default=gutter)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda one: one.top):
        if _crosses(line, gutter):
            ordered += [*_two(band, gutter), line]
            band, line.limits = [], edges
        else:
            line.column = 2 if line.left > gutter else 1
            line.limits = (gutter, edges[1]) if line.left > gutter else (edges[0], reach)
            band.append(line)
    return ordered + _two(band, gutter)


def _two(band: list[Line], gutter: float) -> list[Line]:
    return _joined([one for one in band if one.left <= gutter]) + _joined([one for one in band if one.left > gutter])


def gutter_of(lines: list[Line], width: float) -> float | None:
    """Where a white lane runs down the middle with many lines on both of its sides."""
    if len(lines) < LEAST_LINES:
        return None
    best, fewest = None, len(lines) * (1 - CLEAR)
    for at in range(int(width * 0.3), int(width * 0.7), 3):
        crossing = sum(1 for line in lines if _crosses(line, at))
        left, right = (sum(1 for line in lines if (line.left > at) == side and not _crosses(line, at)) for side in (False, True))
        if crossing < fewest and min(left, right) >= 0.25 * len(lines) and min(left, right) >= 4:
            best, fewest = float(at), crossing
    return best if best is not None and _is_text(lines, best) else None


def _is_text(lines: list[Line], gutter: float) -> bool:
    """Both sides hold lines of several words, as columns of text do, and mostly not side by side as label and value."""
    for side in (False, True):
        words = [len(line.text.split()) for line in lines if (line.left > gutter) == side]
        if not words or sum(words) < 3 * len(words):
            return False
    return True


def _crosses(line: Line, at: float) -> bool:
    return line.left < at - 2 and line.right > at + 2


def _joined(lines: list[Line]) -> list[Line]:
    """Stretches on one height are one line again: a number before its words, words set far apart."""
    kept: list[Line] = []
    for line in sorted(lines, key=lambda one: (one.top, one.left)):
        before = kept[-1] if kept else None
        if before and before.top <= line.middle[1] <= before.bottom and line.left >= before.right - 1:
            before.text, before.right, before.bottom = f"{before.text} {line.text}", line.right, max(before.bottom, line.bottom)
            before.is_bold = before.is_bold and line.is_bold
        else:
            kept.append(line)
    return kept
