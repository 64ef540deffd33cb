"""The body of a Word file, line by line: headings, paragraphs, items with their marks, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from portal.reading import refusals
from portal.reading.word.lists import Lists
from portal.reading.word.names import W, is_on, number, value
from portal.reading.word.styles import Style

from ..tree import Piece
from .strokes import Strokes, Surroundings

HOLDERS = tuple(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
DEEPER = re.compile(r"(\d)$")
DEEPEST = 8


@dataclass
class Line:
    """A paragraph. `level` is a heading's, `depth` an item's, both from one; `mark` is what stands before an item ("" for a bullet)."""

    pieces: list[Piece]
    style: str = ""
    level: int = 0
    depth: int = 0
    mark: str = ""
    goes_on: bool = False  # with the item before it

    @property
    def text(self) -> str:
        return " ".join("".join(piece.text for piece in self.pieces).split())


@dataclass
class Place:
    """A cell: its lines, and how far it reaches."""

    lines: list[Line | Grid]
    columns: int = 1
    rows: int = 1


@dataclass
class Grid:
    """A table: rows of cells (those that a merged neighbour covers are not there), each row with whether it heads the table."""

    rows: list[tuple[bool, list[Place]]]


class Body:
    def __init__(self, around: Surroundings, lists: Lists, name: str) -> None:
        self.around, self.lists, self.name = around, lists, name
        self.strokes = Strokes(around)

    def lines(self, parent: etree._Element, depth: int = 0) -> list[Line | Grid]:
        """A paragraph whose end was tracked as taken out (or put in, before that) goes on in the next."""
        if depth > DEEPEST:
            raise refusals.too_deep(self.name)
        found: list[Line | Grid] = []
        open_pieces: list[Piece] = []
        for child in self._children(parent):
            if child.tag == f"{W}tbl":
                found.append(self._grid(child, depth))
                continue
            line = self._line(child, open_pieces)
            open_pieces = line.pieces if self._is_open(child) else []
            if not open_pieces and line.text:
                found.append(line)
            found += self._beside(depth)
        if open_pieces:
            found.append(Line(open_pieces))
        return found

    def _beside(self, depth: int) -> list[Line | Grid]:
        """What is fixed to the paragraph that was read last and stands after it: nothing, unless a reader keeps it."""
        return []

    def _children(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            if child.tag in (f"{W}p", f"{W}tbl"):
                yield child
            elif child.tag in HOLDERS:
                yield from self._children(child)

    def _is_open(self, paragraph: etree._Element) -> bool:
        return paragraph.find(f"{W}pPr/{W}rPr/{W}{'ins' if self.around.is_before else 'del'}") is not None

    def _line(self, paragraph: etree._Element, before: Sequence[Piece]) -> Line:
        properties = paragraph.find(f"{W}pPr")
        style = self.around.styles.of(value(None if properties is None else properties.find(f"{W}pStyle")))
        line = Line([*before, *self.strokes.of(paragraph)], style=style.name, level=style.level)
        if line.text and not style.level:
            self._count(line, properties, style)
        return line

    def _count(self, line: Line, properties: etree._Element | None, style: Style) -> None:
        numbered = None if properties is None else properties.find(f"{W}numPr")
        num_id, at = style.list or ("", 0)
        if numbered is not None:
            num_id, at = value(numbered.find(f"{W}numId"), otherwise=num_id), number(value(numbered.find(f"{W}ilvl")), at)
        shown, is_bullet = self.lists.next(num_id, at) if num_id else ("", False)
        named = DEEPER.search(style.name) if style.name.lower().startswith("list") else None
        deep = max(at + 1, int(named[1]) if named else 1)
        line.depth, line.mark = (deep, "" if is_bullet else shown) if shown else (0, "")
        line.goes_on = not shown and style.name.lower().startswith(("list continue", "list paragraph"))
        if line.goes_on:
            line.depth = int(named[1]) if named else 1

    # ── Tables ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def _grid(self, table: etree._Element, depth: int) -> Grid:
        rows: list[tuple[bool, list[Place]]] = []
        reaching: dict[int, Place] = {}
        for row in table.findall(f"{W}tr"):
            gone = row.find(f"{W}trPr/{W}{'ins' if self.around.is_before else 'del'}")
            if gone is None:
                rows.append((is_on(row.find(f"{W}trPr/{W}tblHeader")), self._places(row, reaching, depth)))
        return Grid(rows)

    def _places(self, row: etree._Element, reaching: dict[int, Place], depth: int) -> list[Place]:
        places, column = [], 0
        for cell in row.findall(f"{W}tc"):
            wide = max(1, number(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1))
            down = cell.find(f"{W}tcPr/{W}vMerge")
            if down is not None and value(down) != "restart" and column in reaching:
                reaching[column].rows += 1
            else:
                place = Place(self.lines(cell, depth + 1), columns=wide)
                places.append(place)
                reaching[column] = place
            column += wide
        return places
