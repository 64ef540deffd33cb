"""Two people in one text: what each changed in paragraphs of their own is put together; the same paragraph is for people to settle.

What the text was before is not needed, only the marks of its blocks: so a page can carry them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from .alignment import longest_common
from .reading import read
from .tree import Block, write, write_block

MOST_MARKS = 1_000  # a longer text is marked as a whole, and so never put together without asking

Stretch = tuple[Sequence[str], Sequence[str], Sequence[str]]


def marks(html: str) -> list[str]:
    """A short mark of each block of a cleaned text, in order."""
    found = [_mark(block) for block in read(html)]
    return found if len(found) <= MOST_MARKS else [sha256(html.encode()).hexdigest()[:16]]


def differing(one: str, other: str) -> tuple[str, str]:
    """Of two cleaned texts the blocks that the other has not, in their order."""
    blocks, others = read(one), read(other)
    same = longest_common([_mark(block) for block in blocks], [_mark(block) for block in others])
    kept, kept_there = {at for at, _ in same}, {at for _, at in same}
    return (
        write(block for at, block in enumerate(blocks) if at not in kept),
        write(block for at, block in enumerate(others) if at not in kept_there),
    )


def merge(base: Sequence[str], mine: str, theirs: str) -> str | None:
    """Both people's changes to a text that had the blocks `base`; None where both changed the same place."""
    known = {_mark(block): block for text in (mine, theirs) for block in read(text)}
    if len(known) > MOST_MARKS:
        return None
    merged: list[Block] = []
    for was, one, other in _stretches(base, marks(mine), marks(theirs)):
        if one == other or other == was:
            merged += [known[each] for each in one]
        elif one == was:
            merged += [known[each] for each in other]
        else:
            return None
    return write(merged)


def both(mine: str, theirs: str) -> str:
    """Every block of both texts: what they share once, what differs side by side, mine before theirs."""
    one, other = read(mine), read(theirs)
    kept: list[Block] = []
    at_one = at_other = 0
    for end_one, end_other in [*longest_common(one, other), (len(one), len(other))]:
        kept += [*one[at_one:end_one], *other[at_other:end_other], *one[end_one : end_one + 1]]
        at_one, at_other = end_one + 1, end_other + 1
    return write(kept)


def _mark(block: Block) -> str:
    return sha256(write_block(block).encode()).hexdigest()[:10]


def _stretches(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Iterator[Stretch]:
    """The three texts cut where all of them agree; what agrees is a stretch of its own."""
    in_one, in_other = dict(longest_common(base, one)), dict(longest_common(base, other))
    agreed = [(at, in_one[at], in_other[at]) for at in sorted(in_one.keys() & in_other.keys())]
    a = b = c = 0
    for i, j, k in [*agreed, (len(base), len(one), len(other))]:
        yield base[a:i], one[b:j], other[c:k]
        yield base[i : i + 1], one[j : j + 1], other[k : k + 1]
        a, b, c = i + 1, j + 1, k + 1
