"""Lines as paragraphs: what goes on, what begins, and words that a line's end had parted."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from statistics import median

from .. import numbers
from .lines import Line

ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*$")


@dataclass
class Paragraph:
    lines: list[Line]
    page: int

    @property
    def text(self) -> str:
        return stuck([line.text for line in self.lines])

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def is_bold(self) -> bool:
        return all(line.is_bold for line in self.lines)


def stuck(texts: list[str]) -> str:
    """Lines as one text: a hyphen at the end of one goes when the next goes on in small letters."""
    whole = ""
    for text in texts:
        text = text.strip()
        if re.search(r"[^\W\d_]-$", whole) and text[:1].islower():
            whole = whole[:-1] + text
        else:
            whole = f"{whole} {text}" if whole else text
    return whole


def paragraphs_of(lines: list[Line], page: int) -> list[Paragraph]:
    gap = _usual_gap(lines)
    found: list[Paragraph] = []
    for line in lines:
        if found and _goes_on(found[-1], line, gap):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line], page))
    return found


def _usual_gap(lines: list[Line]) -> float:
    """From the top of one line to the top of the next, in most of the text."""
    gaps = [after.top - before.top for before, after in itertools.pairwise(lines) if 0 < after.top - before.top < 3 * before.size]
    return float(median(gaps)) if gaps else 14.0


def _goes_on(paragraph: Paragraph, line: Line, gap: float) -> bool:
    before = paragraph.lines[-1]
    step = line.top - before.top
    if step <= 0 or step > max(1.35 * gap, 1.5 * line.size) or step > 2.1 * line.size or before.column != line.column:
        return False
    if abs(before.size - line.size) > 0.12 * line.size or (before.is_bold != line.is_bold and (before.is_bold or _is_label(line))):
        return False
    marked = numbers.parted(line.text)
    if (marked.is_item or marked.number) and not (marked.number and _is_inside(paragraph, line)):
        return False
    begins_anew = line.text[:1].isupper() or not line.text[:1].isalpha()
    return not (_had_room(before, line) and (ENDS.search(before.text) or begins_anew))


def _had_room(before: Line, line: Line) -> bool:
    """The first word of the line would have stood at the end of the one before: somebody ended that on purpose."""
    word = line.text.split(" ", 1)[0]
    wide = (line.right - line.left) * (len(word) + 1) / max(1, len(line.text))
    return before.right + wide < before.limits[1] - 0.3 * line.size


def _is_label(line: Line) -> bool:
    return line.is_bold and len(line.text.split()) <= 12


def _is_inside(paragraph: Paragraph, line: Line) -> bool:
    """A number that happens to begin a line in mid-sentence: "within / 24 hours"."""
    return (
        not ENDS.search(paragraph.lines[-1].text) and bool(re.match(r"^\s*\d{1,3}\s", line.text)) and line.left >= paragraph.first.left - 1
    )
