"""The changes that a proposed text would make to a text: each can be taken alone, and all of them are the proposed text.

A change is words in a paragraph, or a whole paragraph, bullet, row or table. What moves words is one change: where a word that both
texts have once is struck out in one place and added in another, both places are taken or left together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from .alignment import Part, align, longest_common
from .clean import clean
from .reading import read_again
from .strokes import WORD, Line, line_of, readable
from .tables import has_spans, shape_of
from .tree import (
    Block,
    Cell,
    Item,
    List,
    Node,
    Piece,
    Quote,
    Row,
    Runs,
    Table,
    Words,
    join,
    only_paragraph,
    words,
    write,
)  # fmt: skip

RUN = 3  # words in a row that are known again in another place
NEAR = 6  # words shown before and after a change


@dataclass(frozen=True)
class Change:
    """What stands there and what would, as words; `one` is the number of the first change that it is one with."""

    number: int
    where: str  # "paragraph 2"
    was: str
    becomes: str
    before: str = ""
    after: str = ""
    is_format: bool = False  # the same words, set differently
    one: int = -1


@dataclass
class Walk:
    """Both texts side by side; `takes` says of each change, by its number, whether the new text is kept there or the old one."""

    takes: Callable[[int], bool]
    changes: list[Change] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def _change(self, where: str, was: str, becomes: str, before: str = "", after: str = "") -> bool:
        number = len(self.changes)
        self.changes.append(Change(number, where, was, becomes, before, after, is_format=was == becomes))
        return self.takes(number)

    def _name(self, node: Node) -> str:
        kind = kind_of(node)
        self.kinds[kind] += 1
        return f"{kind} {self.kinds[kind]}"

    def _parts(self, old: Sequence[Part], new: Sequence[Part], both: Callable[[Part, Part, str], Part]) -> list[Part]:
        kept: list[Part] = []
        for was, now in align(old, new):
            if was is not None and now is not None:
                name = self._name(was)
                kept.append(now if was == now else both(was, now, name))
            elif was is not None:
                if not self._change(self._name(was), words(was), ""):
                    kept.append(was)
            elif now is not None and self._change(f"new {kind_of(now)} after {_last(self.kinds, now)}", "", words(now)):
                kept.append(now)
        return kept

    def blocks(self, old: Sequence[Block], new: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(self._parts(old, new, self._block))

    def _block(self, old: Block, new: Block, name: str) -> Block:
        match old, new:
            case Words(), Words():
                return Words(new.tag, self._runs(old.runs, new.runs, name))
            case List(), List():
                return replace(new, items=tuple(self._parts(old.items, new.items, self._item)))
            case Quote(), Quote():
                return Quote(self.blocks(old.blocks, new.blocks))
            case Table(), Table():
                return self._table(old, new, name)
        raise TypeError(f"{old} beside {new}")

    def _item(self, old: Item, new: Item, name: str) -> Item:
        return Item(self._inside(old.blocks, new.blocks, name))

    def _inside(self, old: tuple[Block, ...], new: tuple[Block, ...], name: str) -> tuple[Block, ...]:
        was, now = only_paragraph(old), only_paragraph(new)
        if (was or not old) and (now or not new):
            runs = self._runs(was.runs if was else (), now.runs if now else (), name)
            return (Words("p", runs),) if runs else ()
        return self.blocks(old, new)

    # ── Tables ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def _table(self, old: Table, new: Table, name: str) -> Table:
        caption = self._runs(old.caption, new.caption, f"caption of {name}") if old.caption != new.caption else old.caption
        if shape_of(old) == shape_of(new):
            head, body = (tuple(map(self._row, *rows)) for rows in ((old.head, new.head), (old.body, new.body)))
            return Table(caption, head, body)
        if has_spans(old) or has_spans(new) or width_of(old) != width_of(new):
            standing = new if self._change(name, words(replace(old, caption=())), words(replace(new, caption=()))) else old
            return Table(caption, standing.head, standing.body)
        return Table(caption, self._rows(old.head, new.head), self._rows(old.body, new.body))

    def _rows(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(self._parts(old, new, lambda was, now, name: self._row(was, now)))

    def _row(self, old: Row, new: Row) -> Row:
        return Row(tuple(self._cell(was, now) for was, now in zip(old.cells, new.cells, strict=True)))

    def _cell(self, old: Cell, new: Cell) -> Cell:
        name = self._name(old)
        if old.tag != new.tag:
            return new if self._change(name, words(old), words(new)) else old
        return old if old == new else replace(new, blocks=self._inside(old.blocks, new.blocks, name))

    # ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────
    def _runs(self, old: Runs, new: Runs, name: str) -> Runs:
        if old == new:
            return new
        was, now = line_of(old), line_of(new)
        pieces: list[tuple[Line, int, Line, int]] = []  # each word that stays, with the line from which the gap after it comes
        at_old = at_new = 0
        same = [*readable(longest_common(was.tokens, now.tokens)), (len(was.tokens), len(now.tokens))]
        for i, j in same:
            differs = at_old < i or at_new < j or (pieces and was.gaps[at_old - 1] != now.gaps[at_new - 1])
            if differs:
                around = (_said(was, max(0, at_old - NEAR), at_old), _said(was, i, i + NEAR))
                taken = self._change(name, _said(was, at_old, i), _said(now, at_new, j), *around)
                if pieces:
                    line, at, _, _ = pieces[-1]
                    pieces[-1] = (line, at, now if taken else was, at_new - 1 if taken else at_old - 1)
                pieces += [(now, at, now, at) for at in range(at_new, j)] if taken else [(was, at, was, at) for at in range(at_old, i)]
            if i < len(was.tokens):
                pieces.append((was, i, was, i))
            at_old, at_new = i + 1, j + 1
        return written((line.tokens[at].text, line.tokens[at].marks, gaps.gaps[gap]) for line, at, gaps, gap in pieces)


def written(pieces: Iterable[tuple[str, tuple[str, ...], str]]) -> Runs:
    """Words, each with its formatting and the gap after it, as runs."""
    found: list[Piece] = []
    for text, marks, gap in pieces:
        found += [Piece(text, marks), *([Piece(gap)] if gap else [])]
    return join(found)


def width_of(table: Table) -> int:
    return max(len(row.cells) for row in table.head + table.body)


def kind_of(node: Node) -> str:
    match node:
        case Words(tag="p"):
            return "paragraph"
        case Words():
            return "heading"
        case Item():
            return "bullet"
        case Quote():
            return "quotation"
    return type(node).__name__.lower()


def _last(kinds: Counter[str], node: Node) -> str:
    kind = kind_of(node)
    return f"{kind} {kinds[kind]}" if kinds[kind] else "the beginning"


def _said(line: Line, start: int, end: int) -> str:
    """The words of a stretch of a line."""
    return "".join(f"{token.text}{gap}" for token, gap in zip(line.tokens[start:end], line.gaps[start:end], strict=True)).strip()


# ── What the portal asks ────────────────────────────────────────────────────────────────────────────────────────────
def changes(before: str, after: str) -> list[Change]:
    """In reading order."""
    walk = Walk(lambda number: True)
    walk.blocks(read_again(before), read_again(after))
    if not walk.changes:
        return []
    ones = _ones(walk.changes, once_in(before) & once_in(after))
    return [replace(change, one=ones[change.number]) for change in walk.changes]


def compose(before: str, after: str, chosen: Collection[int]) -> str:
    """The text with those of its changes whose `one` is chosen: all of them give `after` to the letter, none gives `before`."""
    every = changes(before, after)
    taken = {change.number for change in every if change.one in chosen}
    if len(taken) in (0, len(every)):
        return after if taken or not every else before
    return clean(write(Walk(taken.__contains__).blocks(read_again(before), read_again(after))))


def once_in(html: str) -> set[str]:
    """The words that stand once in a text."""
    counted = Counter(word for block in read_again(html) for word in words_in(words(block)))
    return {word for word, times in counted.items() if times == 1 and len(word) > 1}


def words_in(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if not word.isspace()]


def _ones(every: Sequence[Change], once: set[str]) -> list[int]:
    """For each change the first of those it is one with."""
    ones = list(range(len(every)))

    def first(number: int) -> int:
        while ones[number] != number:
            number = ones[number]
        return number

    gone, come = (
        _marks_of([words_in(text) for text in texts], once) for texts in zip(*((one.was, one.becomes) for one in every), strict=True)
    )
    for mark in gone.keys() & come.keys():
        together = sorted({first(number) for number in gone[mark] | come[mark]})
        for number in together[1:]:
            ones[number] = together[0]
    return [first(number) for number in range(len(every))]


def _marks_of(texts: Iterable[list[str]], once: set[str]) -> dict[object, set[int]]:
    """{what words are known by somewhere else: the changes that have them}: a word that is there once, three in a row, or all of them."""
    found: dict[object, set[int]] = defaultdict(set)
    for number, said in enumerate(texts):
        for word in once.intersection(said):
            found[word].add(number)
        for at in range(len(said) - RUN + 1):
            found[tuple(said[at : at + RUN])].add(number)
        if said and any(len(word) > 1 for word in said):
            found["all", tuple(said)].add(number)
    return found


__all__ = ["Change", "changes", "compose", "kind_of", "once_in", "width_of", "words_in", "written"]
