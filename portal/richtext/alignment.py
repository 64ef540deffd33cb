"""Which part of one text is which part of the other: exact matches first, then the most alike, in order."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

from .tree import List, Node, Quote, Table, words

ALIKE = 0.4  # two paragraphs sharing fewer of their words than this are two paragraphs, not one that changed
ALIKE_WITHIN = 0.2  # a list, a table or a quotation stays itself for longer: its parts are compared again
MOST_COMPARED = 15_000  # pairs in one gap; beyond it nothing is alike but what is the same


Part = TypeVar("Part", bound=Node)


class Pair(NamedTuple, Generic[Part]):
    """The old part and the new one; None where it is gone or fresh."""

    old: Part | None
    new: Part | None


def align(old: Sequence[Part], new: Sequence[Part]) -> list[Pair[Part]]:
    """Every part of both texts, once, in an order that keeps both orders."""
    pairs: list[Pair[Part]] = []
    at_old = at_new = 0
    for end_old, end_new in longest_common(old, new):
        pairs += _alike(old[at_old:end_old], new[at_new:end_new])
        pairs.append(Pair(old[end_old], new[end_new]))
        at_old, at_new = end_old + 1, end_new + 1
    return pairs + _alike(old[at_old:], new[at_new:])


def _alike(old: Sequence[Part], new: Sequence[Part]) -> list[Pair[Part]]:
    """The pairing with the most likeness in all; what is left is gone or fresh."""
    n, m = len(old), len(new)
    if n * m > MOST_COMPARED or not n or not m:
        return [*(Pair(part, None) for part in old), *(Pair(None, part) for part in new)]
    bags = [_Bag(part) for part in new]
    likeness = [[mine.likeness(bag) for bag in bags] for mine in map(_Bag, old)]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below, scores = best[i], best[i + 1], likeness[i]
        for j in range(m - 1, -1, -1):
            row[j] = max(below[j], row[j + 1], below[j + 1] + scores[j])
    pairs: list[Pair[Part]] = []
    i = j = 0
    while i < n and j < m:
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            pairs.append(Pair(old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append(Pair(old[i], None))
            i += 1
        else:
            pairs.append(Pair(None, new[j]))
            j += 1
    return [*pairs, *(Pair(part, None) for part in old[i:]), *(Pair(None, part) for part in new[j:])]


class _Bag:
    """The words of a part, each with how many times it was seen before: so that sets compare as bags."""

    def __init__(self, part: Node) -> None:
        seen: Counter[str] = Counter()
        numbered: set[tuple[str, int]] = set()
        for word in words(part).split():
            seen[word] += 1
            numbered.add((word, seen[word]))
        self.kind = (type(part), getattr(part, "tag", ""), getattr(part, "start", 1), getattr(part, "letters", ""))
        self.words = numbered
        self.alike = ALIKE_WITHIN if isinstance(part, List | Table | Quote) else ALIKE

    def likeness(self, other: "_Bag") -> float:
        """The share of words two parts of one kind have in common; 0 if they are not the same thing changed."""
        if self.kind != other.kind:
            return 0.0
        total = len(self.words) + len(other.words)
        if not total:
            return 1.0
        if 2 * min(len(self.words), len(other.words)) < self.alike * total:
            return 0.0
        share = 2 * len(self.words & other.words) / total
        return share if share >= self.alike else 0.0


# ── The longest common part ─────────────────────────────────────────────────────────────────────────────────────────
def longest_common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of equal places in order: the ends first, then what occurs once in both, then the best pairing of small gaps.

    A large gap without a landmark has no common part: so a long text, however repetitive, costs no more than a short one a word.
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = _landmarked(old[start : len(old) - end], new[start : len(new) - end])
    return (
        [(i, i) for i in range(start)]
        + [(i + start, j + start) for i, j in middle]
        + [(len(old) - end + i, len(new) - end + i) for i in range(end)]
    )


def _landmarked(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    if not old or not new:
        return []
    landmarks = _rising(_once_in_both(old, new))
    if not landmarks:
        return _programmed(old, new)
    pairs: list[tuple[int, int]] = []
    at_old = at_new = 0
    for i, j in [*landmarks, (len(old), len(new))]:
        inner = longest_common(old[at_old:i], new[at_new:j])
        pairs += [(a + at_old, b + at_new) for a, b in inner] + ([(i, j)] if i < len(old) else [])
        at_old, at_new = i + 1, j + 1
    return pairs


def _once_in_both(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Where each thing that occurs once in either stands in both, in the old order."""
    in_old, in_new = Counter(old), Counter(new)
    places = {thing: j for j, thing in enumerate(new) if in_new[thing] == 1}
    return [(i, places[thing]) for i, thing in enumerate(old) if in_old[thing] == 1 and thing in places]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises in both texts (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            ends.append(at)
        else:
            tops[pile], ends[pile] = j, at
    run: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _programmed(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    n, m = len(old), len(new)
    if n * m > MOST_COMPARED:
        return []
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(m - 1, -1, -1):
            row[j] = below[j + 1] + 1 if old[i] == new[j] else max(below[j], row[j + 1])
    pairs, i, j = [], 0, 0
    while i < n and j < m:
        if old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
