"""Blocks as they are collected: keys in order, so that each stays the same when the same file is read again."""

from __future__ import annotations

from typing import Any

from . import refusals
from .lettering import plain
from .source import PARAGRAPH, TABLE, Block, Cell, Source

MOST_WORDS, MOST_ROWS = 400_000, 20_000


class Collected:
    """A source on its way; the words and rows it may have are counted as they come."""

    def __init__(self, name: str, format: str) -> None:
        self.source = Source(name, format)
        self.words = self.rows = 0

    def add(self, kind: str = PARAGRAPH, text: str = "", **facts: Any) -> Block:
        block = Block(f"b{len(self.source.blocks) + 1}", kind, plain(text).strip(), **facts)
        self.source.blocks.append(block)
        self._count(len(block.text.split()))
        return block

    def add_table(self, cells: list[list[Cell]], **facts: Any) -> Block | None:
        """A table, its rows made equally long; one without a word is none."""
        if not any(cell.text.strip() for row in cells for cell in row):
            return None
        self.rows += len(cells)
        if self.rows > MOST_ROWS:
            raise refusals.too_many_rows(self.source.name, self.rows, MOST_ROWS)
        width = max(map(len, cells))
        for row in cells:
            row += [Cell() for _ in range(width - len(row))]
            for cell in row:
                cell.text = plain(cell.text).strip()
                self._count(len(cell.text.split()))
        return self.add(TABLE, cells=cells, **facts)

    def _count(self, words: int) -> None:
        self.words += words
        if self.words > MOST_WORDS:
            raise refusals.too_many_words(self.source.name, MOST_WORDS)
