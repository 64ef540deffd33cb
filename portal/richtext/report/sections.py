"""The lines of a report parted by its highest headings, each section as cleaned text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.reading import refusals

from ..clean import clean
from ..outside import told as kinds
from ..outside.told import Told
from ..refusals import Refused
from ..tree import Piece, write
from ..word.building import blocks_of
from ..word.lines import Grid, Line, Place
from .body import NAMING

LONGEST_HEADING, MOST_SECTIONS = 200, 200
CONTENTS = re.compile(r"^(?:toc \d|toc heading|table of figures)", re.I)
ENDS = (".", ";", ",")


@dataclass
class Section:
    heading: str
    text: str


def title_of(lines: list[Line | Grid]) -> str:
    """What the file calls itself, in the style for it or by its only heading of the highest level; taken out of the lines."""
    headings = [line for line in lines if isinstance(line, Line) and line.level]
    titled = next((line for line in headings if line.style.lower() == "title"), None)
    highest = [line for line in headings if line.level == min(one.level for one in headings)] if headings else []
    if titled is None and len(highest) == 1 and len(headings) > 1 and lines[0] is highest[0]:
        titled = highest[0]
    if titled is None:
        return ""
    lines.remove(titled)
    return NAMING.sub("", titled.text).strip()


def sections_of(lines: Iterable[Line | Grid], told: Told, name: str) -> list[Section]:
    kept = _opened([line for line in lines if not _is_contents(line, told)], told)
    _find_headings(kept, told)
    levels = sorted({line.level for line in kept if isinstance(line, Line) and line.level})
    _tell_of_levels(kept, levels, told)
    parts: list[tuple[str, list[Line | Grid]]] = []
    for line in kept:
        if isinstance(line, Line) and levels and line.level == levels[0]:
            parts.append((_heading(line), _held_by(line)))
            continue
        if not parts:
            parts.append(("", []))
        if isinstance(line, Line) and line.level:
            line.level = 3 if line.level == levels[1] else 4
        parts[-1][1].append(line)
    if len(parts) > MOST_SECTIONS:
        raise refusals.CannotRead(f"“{name}” has {len(parts)} headings of its highest level; {MOST_SECTIONS} is the most. Split it")
    return [Section(heading or ("Report" if len(parts) == 1 else "Introduction"), _text(heading, held, name)) for heading, held in parts]


def _text(heading: str, lines: list[Line | Grid], name: str) -> str:
    try:
        return clean(write(blocks_of(lines)))
    except Refused as refusal:
        where = f"the part “{heading}”" if heading else "the part before the first heading"
        advice = "Give the file more headings of its highest level"
        raise refusals.CannotRead(f"In “{name}” {refusal.about(where)}. {advice}") from refusal


def _heading(line: Line) -> str:
    return NAMING.sub("", line.text).strip()[:LONGEST_HEADING]


def _held_by(heading: Line) -> list[Line | Grid]:
    """The pictures and marks of notes that stood in a heading begin its section."""
    return [Line([Piece(found)]) for found in re.findall(NAMING.pattern.replace("(", "(?:", 1), heading.text)]


def _is_contents(line: Line | Grid, told: Told) -> bool:
    is_one = isinstance(line, Line) and bool(CONTENTS.match(line.style))
    if is_one:
        told.add(kinds.CONTENTS, "")
    return is_one


def _opened(lines: list[Line | Grid], told: Told) -> list[Line | Grid]:
    """A table of one cell is a frame: what it holds stands by itself. Every other table has a row of headings."""
    found: list[Line | Grid] = []
    for line in lines:
        if isinstance(line, Grid) and len(line.rows) == 1 and len(line.rows[0][1]) == 1:
            found += _opened(line.rows[0][1][0].lines, told)
            continue
        if isinstance(line, Grid):
            _head(line, told)
        found.append(line)
    return found


def _head(grid: Grid, told: Told) -> None:
    if len(grid.rows) < 2 or any(is_head for is_head, _ in grid.rows):
        return
    first = grid.rows[0][1]
    is_bold = all(_is_bold(line) for place in first for line in place.lines if isinstance(line, Line) and line.text)
    first_column = [place for _, places in grid.rows for place in places[:1] if _words(place)]
    if (
        not is_bold
        and len(first_column) > 1
        and all(_is_bold(line) for place in first_column for line in place.lines if isinstance(line, Line))
    ):
        return  # its headings stand at the side
    grid.rows[0] = (True, first)
    for place in first:
        place.lines = [_bold(line) if isinstance(line, Line) else line for line in place.lines]
    if not is_bold:
        told.add(kinds.HEADED, ", ".join(filter(None, map(_words, first))))


def _are_bold(places: list[Place]) -> bool:
    return all(_is_bold(line) for place in places for line in place.lines if isinstance(line, Line) and line.text)


def _words(place: Place) -> str:
    return " ".join(line.text for line in place.lines if isinstance(line, Line)).strip()


def _bold(line: Line) -> Line:
    line.pieces = [Piece(piece.text, tuple(dict.fromkeys(("strong", *piece.marks)))) for piece in line.pieces]
    return line


def _is_bold(line: Line) -> bool:
    said = [piece for piece in line.pieces if piece.text.strip()]
    return bool(said) and all("strong" in piece.marks for piece in said)


def _find_headings(lines: list[Line | Grid], told: Told) -> None:
    """Only where the file has none: a short line all in bold, with something under it, is one."""
    if any(isinstance(line, Line) and line.level for line in lines):
        return
    for line in lines[:-1]:
        if isinstance(line, Line) and _looks_like_a_heading(line):
            line.level = 1
            line.pieces = [Piece(piece.text) for piece in line.pieces]
            told.add(kinds.BOLD_HEADING, line.text)


def _looks_like_a_heading(line: Line) -> bool:
    is_short = len(line.text) <= 100 and not line.text.endswith(ENDS)
    return is_short and not line.depth and _is_bold(line) and not NAMING.search(line.text)


def _tell_of_levels(lines: list[Line | Grid], levels: list[int], told: Told) -> None:
    for line in lines:
        if isinstance(line, Line) and line.level in levels[3:]:
            told.add(kinds.LEVEL, line.text)
