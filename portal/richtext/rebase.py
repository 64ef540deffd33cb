"""A proposed text carried over to what the text says now: what it would change is put where its words stand now.

What others changed around it stays. Where the words that it would change were changed or taken out meanwhile it is overtaken: named,
and never laid over what they wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic

from .alignment import Part, align, longest_common
from .changes import Change, changes, compose, once_in, width_of, words_in, written
from .clean import Refused, clean
from .reading import read_again
from .strokes import Line, line_of, readable
from .tables import has_spans, shape_of
from .tree import Block, Cell, Item, List, Node, Quote, Row, Runs, Table, Words, only_paragraph, words, write

MOVING_WORDS = 4  # a shorter part that turns up elsewhere is taken for another one
MOST_TRIED = 60  # changes tried one by one; of more, what does not fit as a whole is overtaken as a whole


@dataclass(frozen=True)
class Rebased:
    """What is proposed of the text as it is now, and which changes have been overtaken."""

    text: str
    overtaken: list[Change] = field(default_factory=list)


def rebase(base: str, now: str, wanted: str) -> Rebased:
    """`wanted` was written over `base`, which says `now` something else."""
    if base in (now, wanted) or now == wanted:
        return Rebased(wanted if base == now else now)
    every = changes(base, wanted)
    ones = list(dict.fromkeys(change.one for change in every))
    whole = _merged(base, now, wanted)
    if whole and not whole.clashes and not whole.gone:
        return Rebased(whole.text)
    fitting = [one for one in ones if _fits(base, now, wanted, every, one)] if len(ones) <= MOST_TRIED else []
    text = now
    while fitting:
        together = _merged(base, now, compose(base, wanted, fitting))
        if together and not together.clashes:
            text = together.text
            break
        fitting.pop()
    return Rebased(text, [change for change in every if change.one not in fitting])


@dataclass(frozen=True)
class _Merged:
    """`clashes` counts what both changed or would now stand twice; `gone` what both took out."""

    text: str
    clashes: int
    gone: int


def _merged(base: str, now: str, wanted: str) -> _Merged | None:
    """Nothing if together they are more than a text may be."""
    three = _Three()
    blocks = three.blocks(read_again(base), read_again(now), read_again(wanted))
    try:
        text = clean(write(blocks))
    except Refused:
        return None
    return _Merged(text, three.clashes + len(_doubled(base, now, wanted, text)), three.gone)


def _doubled(base: str, now: str, wanted: str, text: str) -> set[str]:
    """Words that no text has twice but this one: both moved them, each to another place."""
    counts = [Counter(word for block in read_again(html) for word in words_in(words(block))) for html in (now, wanted, text)]
    return {word for word in once_in(base) if counts[2][word] > 1 >= max(counts[0][word], counts[1][word])}


def _fits(base: str, now: str, wanted: str, every: Sequence[Change], one: int) -> bool:
    """Whether a change finds its words; one of several places must find all of them, or be there already.

    What it would strike out may be gone from its place and stand in another: then it is not done, and not to be done there either.
    """
    alone = _merged(base, now, compose(base, wanted, [one]))
    if not alone or alone.clashes:
        return False
    if not alone.gone:
        return True
    places = [change for change in every if change.one == one]
    struck = {word for change in places for word in words_in(change.was)} - {word for change in places for word in words_in(change.becomes)}
    elsewhere = struck & once_in(base) & {word for block in read_again(alone.text) for word in words_in(words(block))}
    return not elsewhere and (len(places) == 1 or alone.text == now)


# ── Three texts side by side ────────────────────────────────────────────────────────────────────────────────────────
@dataclass
class _Paired(Generic[Part]):
    """Where each part of the base is in another text; what that has besides, by how many parts of the base stand before it."""

    of: list[int | None]
    fresh: dict[int, list[int]]
    moved: dict[int, int]  # the fresh ones that are a part of the base in another place

    @classmethod
    def read(cls, base: Sequence[Part], other: Sequence[Part]) -> _Paired[Part]:
        of: list[int | None] = []
        fresh: dict[int, list[int]] = {}
        at = 0
        for old, new in align(base, other):
            if old is None:
                fresh.setdefault(len(of), []).append(at)
            else:
                of.append(at if new is not None else None)
            at += new is not None
        return cls(of, fresh, _moves(base, other, of, [at for gap in fresh.values() for at in gap]))


def _moves(base: Sequence[Node], other: Sequence[Node], of: Sequence[int | None], fresh: Sequence[int]) -> dict[int, int]:
    gone = [at for at, there in enumerate(of) if there is None and len(words(base[at]).split()) >= MOVING_WORDS]
    moved: dict[int, int] = {}
    for at in fresh:
        origin = next((old for old in gone if base[old] == other[at]), None)
        if origin is not None:
            gone.remove(origin)
            moved[at] = origin
    return moved


@dataclass
class _Three:
    """`clashes` counts what both changed; `gone` what both took out."""

    clashes: int = 0
    gone: int = 0

    def _parts(
        self, base: Sequence[Part], now: Sequence[Part], wanted: Sequence[Part], both: Callable[[Part, Part, Part], Part]
    ) -> list[Part]:
        """In the order of what stands now."""
        if base == wanted:
            return list(now)
        if base == now:
            return list(wanted)
        ours, theirs = _Paired.read(base, now), _Paired.read(base, wanted)
        stands = {old: at for at, old in ours.moved.items()} | {old: at for old, at in enumerate(ours.of) if at is not None}
        leaving = set(theirs.moved.values())

        def settled(old: int) -> Iterator[Part]:
            """A part of the base where it stands now."""
            there = theirs.of[old]
            if there is not None:
                yield self._one(base[old], now[stands[old]], wanted[there], both)
            elif old not in leaving and now[stands[old]] != base[old]:
                self.clashes += 1
                yield now[stands[old]]

        def brought(gap: int) -> Iterator[Part]:
            """What is proposed between two parts of the base."""
            ready = [now[at] for at in ours.fresh.get(gap, [])]
            for at in theirs.fresh.get(gap, []):
                origin = theirs.moved.get(at)
                if origin is not None and origin in stands:
                    yield now[stands[origin]]
                elif origin is not None or not self._has_place(gap, stands, len(base)):
                    self.clashes += 1
                elif wanted[at] not in ready:
                    yield wanted[at]

        kept: list[Part] = []
        for gap in range(len(base) + 1):
            for at in ours.fresh.get(gap, []):
                kept += settled(ours.moved[at]) if at in ours.moved else [now[at]]
            kept += brought(gap)
            if gap < len(base):
                kept += settled(gap) if ours.of[gap] is not None else self._missing(gap, base, wanted, stands, theirs)
        return kept

    def _has_place(self, gap: int, stands: Collection[int], length: int) -> bool:
        """Whether what stood before or after it is still there."""
        return not length or gap - 1 in stands or gap in stands

    def _missing(
        self, old: int, base: Sequence[Part], wanted: Sequence[Part], stands: Collection[int], theirs: _Paired[Part]
    ) -> list[Part]:
        """A part of the base that does not stand in its place any more."""
        there = theirs.of[old]
        if old not in stands:
            if there is None:
                self.gone += 1
            elif wanted[there] != base[old]:
                self.clashes += 1
        return []

    def _one(self, base: Part, now: Part, wanted: Part, both: Callable[[Part, Part, Part], Part]) -> Part:
        if base == wanted or now == wanted:
            return now
        return wanted if base == now else both(base, now, wanted)

    def _clash(self, now: Part) -> Part:
        self.clashes += 1
        return now

    def blocks(self, base: Sequence[Block], now: Sequence[Block], wanted: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(self._parts(base, now, wanted, self._block))

    def _block(self, base: Block, now: Block, wanted: Block) -> Block:
        match base, now, wanted:
            case Words(), Words(), Words():
                return Words(now.tag, self._runs(base.runs, now.runs, wanted.runs))
            case List(), List(), List():
                return replace(now, items=tuple(self._parts(base.items, now.items, wanted.items, self._item)))
            case Quote(), Quote(), Quote():
                return Quote(self.blocks(base.blocks, now.blocks, wanted.blocks))
            case Table(), Table(), Table():
                return self._table(base, now, wanted)
        return self._clash(now)

    def _item(self, base: Item, now: Item, wanted: Item) -> Item:
        return Item(self._inside(base.blocks, now.blocks, wanted.blocks))

    def _inside(self, *three: tuple[Block, ...]) -> tuple[Block, ...]:
        base, now, wanted = three
        single = [only_paragraph(blocks) for blocks in three]
        if all(one or not blocks for one, blocks in zip(single, three, strict=True)):
            runs = self._runs(*(one.runs if one else () for one in single))
            return (Words("p", runs),) if runs else ()
        return self.blocks(base, now, wanted)

    def _table(self, base: Table, now: Table, wanted: Table) -> Table:
        caption = self._runs(base.caption, now.caption, wanted.caption)
        if shape_of(base) == shape_of(now) == shape_of(wanted):
            head = tuple(map(self._row, base.head, now.head, wanted.head))
            return Table(caption, head, tuple(map(self._row, base.body, now.body, wanted.body)))
        if any(map(has_spans, (base, now, wanted))) or not width_of(base) == width_of(now) == width_of(wanted):
            was, stays, other = (replace(table, caption=()) for table in (base, now, wanted))
            return replace(self._one(was, stays, other, lambda *three: self._clash(three[1])), caption=caption)
        heads = self._parts(base.head, now.head, wanted.head, self._row)
        return Table(caption, tuple(heads), tuple(self._parts(base.body, now.body, wanted.body, self._row)))

    def _row(self, base: Row, now: Row, wanted: Row) -> Row:
        return Row(tuple(self._one(*cells, self._cell) for cells in zip(base.cells, now.cells, wanted.cells, strict=True)))

    def _cell(self, base: Cell, now: Cell, wanted: Cell) -> Cell:
        if not base.tag == now.tag == wanted.tag:
            return self._clash(now)
        return replace(now, blocks=self._inside(base.blocks, now.blocks, wanted.blocks))

    # ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────
    def _runs(self, base: Runs, now: Runs, wanted: Runs) -> Runs:
        if base == wanted or now == wanted:
            return now
        if base == now:
            return wanted
        was, ours, theirs = line_of(base), line_of(now), line_of(wanted)
        in_ours = dict(readable(longest_common(was.tokens, ours.tokens)))
        in_theirs = dict(readable(longest_common(was.tokens, theirs.tokens)))
        agreed = [(at, in_ours[at], in_theirs[at]) for at in sorted(in_ours.keys() & in_theirs.keys())]
        kept: list[tuple[str, tuple[str, ...], str]] = []
        a = b = c = 0
        for i, j, k in [*agreed, (len(was.tokens), len(ours.tokens), len(theirs.tokens))]:
            line, start, end = self._stretch((was, a, i), (ours, b, j), (theirs, c, k))
            kept += [(line.tokens[at].text, line.tokens[at].marks, line.gaps[at]) for at in range(start, end)]
            if i < len(was.tokens):
                gap = ours.gaps[j] if theirs.gaps[k] == was.gaps[i] else theirs.gaps[k]
                kept.append((ours.tokens[j].text, ours.tokens[j].marks, gap))
            a, b, c = i + 1, j + 1, k + 1
        return written(kept)

    def _stretch(self, was: tuple[Line, int, int], ours: tuple[Line, int, int], theirs: tuple[Line, int, int]) -> tuple[Line, int, int]:
        """Between two words that all three texts have: that of the one who changed it."""
        base, now, wanted = (line.tokens[start:end] for line, start, end in (was, ours, theirs))
        if base == wanted:
            return ours
        if now == wanted:
            self.gone += bool(base and not now)
            return ours
        self.clashes += base != now
        return theirs if base == now else ours
