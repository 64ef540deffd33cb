"""Blocks as they are collected: keys in order, so that each stays the same when the same file is read again."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from . import refusals
from .lettering import plain
from .pictures import Drawn, NoPicture, drawn
from .source import FIGURE, PARAGRAPH, TABLE, Block, Cell, Source

MOST_WORDS, MOST_ROWS = 400_000, 20_000
MOST_PICTURES, MOST_PIXELS, LARGEST_PICTURE = 60, 20_000_000, (1600, 1600)


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

    def add_picture(self, content: bytes | None, alternative: str = "", *, decorates: bool = False, **facts: Any) -> None:
        """A figure, drawn anew; a small one is an ornament and only counted. What cannot be kept is a figure that says why."""
        kept, why = self._drawn(content) if content is not None else (None, "a picture")
        if kept and kept.is_ornament and not alternative.strip():
            self.source.leave_out("small decorations", 1, f"page {facts['page']}" if facts.get("page") else "")
            return
        picture = {"file": kept.file, "width": kept.width, "height": kept.height, "decorates": decorates} if kept else {}
        if kept:
            self.source.pictures[kept.file] = b64encode(kept.content).decode()
        self.add(FIGURE, alternative, why=why, picture=picture, **facts)

    def _drawn(self, content: bytes) -> tuple[Drawn | None, str]:
        if len(self.source.pictures) >= MOST_PICTURES:
            return None, f"it is past the first {MOST_PICTURES} pictures of the document"
        try:
            return drawn(content, most=MOST_PIXELS, largest=LARGEST_PICTURE), "a picture"
        except NoPicture as refusal:
            return None, f"a picture that could not be kept. {refusal}"

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
