"""Lines of a Word file as blocks: items under one another are lists again, with the numbers they showed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ..numbers import Number, number_of
from ..tree import Block, Cell, Item, List, Piece, Quote, Row, Runs, Table, Words, join
from .lines import Grid, Line, Place


@dataclass
class _Open:
    """A list that may go on: what counts it, the last number it showed, its items."""

    depth: int
    first: Number | None  # None for bullets
    last: Number | None
    items: list[list[Block]] = field(default_factory=list)

    def takes(self, found: Number | None) -> bool:
        return found is None if self.last is None else bool(found and found.follows(self.last))

    def closed(self) -> List:
        items = tuple(Item(tuple(blocks)) for blocks in self.items)
        return List("ol", items, self.first.value, self.first.letters) if self.first else List("ul", items)


def blocks_of(lines: Iterable[Line | Grid]) -> tuple[Block, ...]:
    builder = _Builder()
    for line in lines:
        builder.add(line)
    return builder.done()


class _Builder:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.open: list[_Open] = []
        self.quoted: list[Block] = []
        self.caption: Runs = ()

    def done(self) -> tuple[Block, ...]:
        self._end()
        return tuple(self.blocks)

    def add(self, line: Line | Grid) -> None:
        if isinstance(line, Grid):
            self._table(line)
        elif line.depth and self._item(line):
            return
        elif line.style.lower() == "caption":
            self._end()
            self.caption = join(_parted(line.pieces))
        elif line.style.lower() in ("quote", "intense quote"):
            self._close_to(0)
            self.quoted.append(_words("p", line.pieces))
        else:
            self._end()
            tag = ("h3" if line.level <= 3 else "h4") if line.level else "p"
            self.blocks.append(_words(tag, line.pieces, f"{line.mark} " if line.mark else ""))

    def _item(self, line: Line) -> bool:
        """Whether a list can carry it: its mark is a number that is counted, or a bullet, or it goes on with the item before."""
        words = _words("p", line.pieces)
        if line.goes_on:
            self._close_to(line.depth)
            if self.open:
                self.open[-1].items[-1].append(words)
            return bool(self.open)
        at = [one for one in self.open if one.depth == line.depth]
        found = number_of(line.mark, at[-1].last if at else None) if line.mark else None
        if line.mark and found is None:
            return False
        self._end_quote()
        self._close_to(line.depth)
        if not self.open or self.open[-1].depth < line.depth or not self.open[-1].takes(found):
            self._close_to(line.depth - 1)
            self.open.append(_Open(line.depth, found, found))
        self.open[-1].items.append([words])
        self.open[-1].last = found
        return True

    def _table(self, grid: Grid) -> None:
        caption, self.caption = self.caption, ()
        self._end()
        rows = [(is_head, _row(places, is_head)) for is_head, places in grid.rows if places]
        if rows:
            head, body = (tuple(row for is_head, row in rows if is_head is wanted) for wanted in (True, False))
            self.blocks.append(Table(caption, head, body))

    def _end(self) -> None:
        self._close_to(0)
        self._end_quote()
        if self.caption:
            self.blocks.append(Words("p", self.caption))
            self.caption = ()

    def _end_quote(self) -> None:
        if self.quoted:
            self.blocks.append(Quote(tuple(self.quoted)))
            self.quoted = []

    def _close_to(self, depth: int) -> None:
        """Lists deeper than this end, each inside the last item of the one around it."""
        while self.open and self.open[-1].depth > depth:
            ended = self.open.pop().closed()
            (self.open[-1].items[-1] if self.open else self.blocks).append(ended)


def _row(places: Sequence[Place], is_head: bool) -> Row:
    return Row(tuple(_cell(place, is_head or at == 0) for at, place in enumerate(places)))


def _cell(place: Place, may_head: bool) -> Cell:
    """All in bold, the first of a row or one in the head of the table is a heading."""
    pieces = [piece for line in place.lines if isinstance(line, Line) for piece in line.pieces if piece.text.strip()]
    heads = may_head and bool(pieces) and all("strong" in piece.marks for piece in pieces)
    if heads:
        _lines(place.lines, lambda piece: Piece(piece.text, tuple(mark for mark in piece.marks if mark != "strong")))
    return Cell("th" if heads else "td", blocks_of(place.lines), place.columns, place.rows)


def _lines(lines: Iterable[Line | Grid], change: Callable[[Piece], Piece]) -> None:
    for line in lines:
        if isinstance(line, Line):
            line.pieces = [change(piece) for piece in line.pieces]


def _words(tag: str, pieces: Sequence[Piece], before: str = "") -> Words:
    lead = [Piece(before)] if before else []
    return Words(tag, join(_parted([*lead, *pieces])))


def _parted(pieces: Iterable[Piece]) -> list[Piece]:
    """Words and gaps apart, as `join` wants them."""
    found = []
    for piece in pieces:
        word = ""
        for letter in piece.text:
            if letter.isspace() == word.isspace() or not word:
                word += letter
            else:
                found.append(Piece(word, piece.marks))
                word = letter
        if word:
            found.append(Piece(word, piece.marks))
    return found
