"""The lines of a document in the shape of the text that stands: what is the same stays a bullet, bold, a heading. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from portal.reading.numbers import parted
from portal.richtext.reading import read
from portal.richtext.tree import Block, Item, List, Run, Words, words, write

from .matching import folded


class Leaf(NamedTuple):
    """A paragraph, or a bullet of a list."""

    words: Words
    of: int = -1  # which block of the text it is a bullet of


def reshaped(stands: str, lines: Sequence[str]) -> str | None:
    """As HTML; None where nothing of it is the same, or where the text has tables and bullets under bullets."""
    blocks = read(stands)
    leaves = list(_leaves(blocks))
    if None in leaves or not leaves:
        return None
    there = [leaf for leaf in leaves if leaf]
    matcher = SequenceMatcher(None, [_key(words(leaf.words)) for leaf in there], [_key(line) for line in lines], autojunk=False)
    if not any(same.size for same in matcher.get_matching_blocks()):
        return None
    return write(tuple(_grouped(list(_laid(matcher, there, lines)), blocks)))


def _leaves(blocks: Iterable[Block]) -> Iterator[Leaf | None]:
    for at, block in enumerate(blocks):
        match block:
            case Words():
                yield Leaf(block)
            case List(items=items) if all(len(item.blocks) == 1 and isinstance(item.blocks[0], Words) for item in items):
                yield from (Leaf(item.blocks[0], at) for item in items if isinstance(item.blocks[0], Words))
            case _:
                yield None


def _key(line: str) -> str:
    return folded(parted(line).text or line)


def _laid(matcher: SequenceMatcher[str], leaves: Sequence[Leaf], lines: Sequence[str]) -> Iterator[Leaf]:
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            yield from leaves[start:end]
            continue
        pairs = min(end - start, last - first)
        for leaf, line in zip(leaves[start : start + pairs], lines[first : first + pairs], strict=True):
            yield Leaf(Words(leaf.words.tag, (Run(parted(line).text if leaf.of >= 0 else line),)), leaf.of)
        inside = _inside(leaves, start + pairs - 1, end)
        for line in lines[first + pairs : last]:
            yield Leaf(Words("p", (Run(parted(line).text if inside >= 0 else line),)), inside)


def _inside(leaves: Sequence[Leaf], before: int, after: int) -> int:
    """The list that goes on around a new line; -1 where none does."""
    if before < 0 or after >= len(leaves):
        return -1
    return leaves[before].of if leaves[before].of == leaves[after].of else -1


def _grouped(leaves: Sequence[Leaf], blocks: Sequence[Block]) -> Iterator[Block]:
    for at, group in groupby(leaves, key=lambda leaf: leaf.of):
        block = blocks[at] if at >= 0 else None
        if isinstance(block, List):
            yield List(block.tag, tuple(Item((leaf.words,)) for leaf in group), block.start, block.letters)
        else:
            yield from (leaf.words for leaf in group)
