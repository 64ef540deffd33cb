"""What a document from elsewhere says, block by block and in order: pure facts that cross from the child that read it.

Nothing is dropped on the way: a block that is no content (a running head, a page number) is furniture and says so, and
what has no words (a picture, a comment) is counted in `left_out` by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

HEADING, PARAGRAPH, ITEM, TABLE, BOX = "heading", "paragraph", "item", "table", "box"
FIGURE, CAPTION, FOOTNOTE, FURNITURE = "figure", "caption", "footnote", "furniture"
KINDS = (HEADING, PARAGRAPH, ITEM, TABLE, BOX, FIGURE, CAPTION, FOOTNOTE, FURNITURE)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass
class Look:
    """How the words look on the page; `size` in points, nought when nobody said."""

    is_bold: bool = False
    is_italic: bool = False
    is_caps: bool = False
    size: float = 0.0
    indent: float = 0.0


@dataclass
class Change:
    """A tracked change: words that came in or went out, by whom and when as the file says."""

    is_insertion: bool
    words: str
    by: str = ""
    at: str = ""


@dataclass
class Cell:
    """A place in a table. One that a merged neighbour covers has no words of its own and names the cell it belongs to."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    of: tuple[int, int] | None = None
    is_heading: bool = False

    @property
    def is_blank(self) -> bool:
        """Empty on purpose: nothing is said here. A covered place is not blank."""
        return self.of is None and not self.text.strip()


@dataclass
class Block:
    key: str
    kind: str
    text: str = ""
    level: int = 0
    number: str = ""  # as given: "3.1", "a)", "(ii)"
    page: int = 0
    line: int = 0
    look: Look = field(default_factory=Look)
    cells: list[list[Cell]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # keys of the footnotes and comments it points at
    inside: str = ""  # the key of the box or cell it stands in
    why: str = ""  # what made it a heading, an item or furniture
    picture: dict[str, Any] = field(default_factory=dict)  # of a figure that is kept: its file, width, height, whether it only decorates

    @property
    def words(self) -> list[str]:
        return WORD.findall(self.text) + [word for _, _, cell in self.filled for word in WORD.findall(cell.text)]

    @property
    def filled(self) -> Iterator[tuple[int, int, Cell]]:
        """Each cell with words, with its row and column from nought."""
        return ((at, place, cell) for at, row in enumerate(self.cells) for place, cell in enumerate(row) if cell.text.strip())

    def cell_at(self, row: int, column: int) -> Cell:
        """The cell whose words are seen at this place: of merged cells, the one that covers it."""
        cell = self.cells[row][column]
        return self.cells[cell.of[0]][cell.of[1]] if cell.of else cell


@dataclass
class LeftOut:
    """What could not be kept, by its name, how often, and where it was first."""

    what: str
    count: int = 1
    where: str = ""


@dataclass
class Source:
    name: str
    format: str
    pages: int = 0
    language: str = "en"
    blocks: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_scanned: bool = False
    recognised: list[int] = field(default_factory=list)  # pages whose words were read by OCR
    pictures: dict[str, str] = field(default_factory=dict)  # {file: its bytes in base64}

    def leave_out(self, what: str, count: int = 1, where: str = "") -> None:
        """Name what is not kept; the same thing twice is counted once more."""
        known = next((one for one in self.left_out if one.what == what), None)
        if known:
            known.count += count
        elif count:
            self.left_out.append(LeftOut(what, count, where))

    @property
    def words(self) -> int:
        return sum(len(block.words) for block in self.blocks)

    def block(self, key: str) -> Block:
        """The block of this key, or of the cell that is inside it."""
        return next(block for block in self.blocks if block.key == key.partition(".")[0])

    def as_facts(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_facts(cls, facts: dict[str, Any]) -> Source:
        blocks = [_block(one) for one in facts["blocks"]]
        left_out = [LeftOut(**one) for one in facts["left_out"]]
        return cls(**{**facts, "blocks": blocks, "left_out": left_out})


def _block(facts: dict[str, Any]) -> Block:
    cells = [[Cell(**{**cell, "of": tuple(cell["of"]) if cell["of"] else None}) for cell in row] for row in facts["cells"]]
    return Block(**{**facts, "look": Look(**facts["look"]), "cells": cells, "changes": [Change(**one) for one in facts["changes"]]})
