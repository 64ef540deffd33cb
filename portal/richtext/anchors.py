"""Words that people point at: where they stand in a later text, or that they are gone. Never silently other words.

A text is read as its passages, one a line. What was selected is whole words of that, with a little of what stands around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .alignment import longest_common
from .passages import Passage, blocks, followed
from .strokes import WORD

AROUND = 40  # characters kept of what stands before and after
SURE = 3  # words that are known by themselves; fewer need a neighbour that stayed beside them
Places = dict[int, int]  # of each old word that is there its number in the new text


@dataclass(frozen=True)
class Selected:
    """Whole words of a text and where they begin, in characters of the text as it is read."""

    words: str
    start: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Token:
    text: str
    start: int
    end: int
    line: int


def reading(html: str) -> str:
    """The text as its passages, one a line."""
    return _joined(blocks(html))


def select(html: str, words: str, before: str = "", after: str = "") -> Selected | None:
    """These words where they stand with most of what stood around them; made whole where they begin or end inside a word."""
    passages, wanted = blocks(html), " ".join(words.split())
    text = _joined(passages)
    lines = _folded(text)
    found = list(_places(lines, wanted)) if wanted else []
    if not found:
        return None
    start = max(found, key=lambda at: _likeness(lines, at, at + len(wanted), " ".join(before.split()), " ".join(after.split())))
    held = [token for token in _tokens(passages) if token.end > start and token.start < start + len(wanted)]
    return _selected(text, held[0].start, held[-1].end) if held else None


def passage_at(html: str, start: int) -> str:
    """The anchor of the passage in which a place of the read text stands."""
    at = 0
    for passage in blocks(html):
        at += len(passage.text) + 1
        if start < at:
            return passage.anchor
    return ""


def find_again(html: str, words: str, before: str, after: str) -> Selected | None:
    """Words that were gone: the very same words, with a neighbour of theirs if they are few."""
    found = select(html, words, before, after)
    if not found or found.words.split() != words.split():
        return None
    beside = _last(found.before) == _last(before) or _first(found.after) == _first(after)
    return found if len(words.split()) >= SURE or beside else None


def follow_words(before: str, after: str, start: int, words: str, said: str = "") -> Selected | None:
    """The same words in a later text, moved or with some of them reworded; None where most of them are gone.

    `said` are the words as they were selected: however often the text is reworded, most of those must still be there.
    """
    was, now = blocks(before), blocks(after)
    old, new = _tokens(was), _tokens(now)
    first = next((at for at, token in enumerate(old) if token.end > start), len(old))
    last = next((at for at, token in enumerate(old) if token.start >= start + len(words)), len(old))
    if first >= last:
        return None
    chosen = range(first, last)
    ways = (_by_passages(was, now, old, new, chosen), _by_text(old, new, chosen), _by_words(old, new, chosen))
    spans = [span for places in ways if (span := _span(places, chosen, old, new))]
    if not spans:
        return None
    _, begins, ends = max(spans, key=lambda span: span[0])
    first_said = WORD.findall(" ".join((said or words).split()))
    wanted = [word for word in first_said if not word.isspace()]
    same = longest_common(wanted, [token.text for token in new[begins : ends + 1]])
    if 2 * len(same) < len(wanted):
        return None
    return _selected(_joined(now), new[begins + same[0][1]].start, new[begins + same[-1][1]].end)


# ── Which old word is which new one, three ways ─────────────────────────────────────────────────────────────────────
def _by_passages(was: Sequence[Passage], now: Sequence[Passage], old: Sequence[Token], new: Sequence[Token], chosen: range) -> Places:
    """Inside the passages that were followed, wherever they moved."""
    places: Places = {}
    lines = {passage.anchor: at for at, passage in enumerate(now)}
    moved = followed(was, now)
    for line in {old[at].line for at in chosen}:
        if passage := moved.get(was[line].anchor):
            mine = [at for at, token in enumerate(old) if token.line == line]
            theirs = [at for at, token in enumerate(new) if token.line == lines[passage.anchor]]
            for i, j in longest_common([old[at].text for at in mine], [new[at].text for at in theirs]):
                places[mine[i]] = theirs[j]
    return places


def _by_text(old: Sequence[Token], new: Sequence[Token], chosen: range) -> Places:
    """Through the whole text: what was split off a passage or joined to another is found so."""
    return dict(longest_common([token.text for token in old], [token.text for token in new]))


def _by_words(old: Sequence[Token], new: Sequence[Token], chosen: range) -> Places:
    """The very same words somewhere else, where they stand once; a few of them only between the same two neighbours."""
    wanted, texts = [old[at].text for at in chosen], [token.text for token in new]
    found = [at for at in range(len(texts) - len(wanted) + 1) if texts[at : at + len(wanted)] == wanted]
    if len(found) != 1:
        return {}
    begins, ends = found[0], found[0] + len(wanted)
    if len(wanted) < SURE and (
        _beside(old, chosen.start, -1) != _beside(new, begins, -1) or _beside(old, chosen.stop - 1, 1) != _beside(new, ends - 1, 1)
    ):
        return {}
    return {at: at - chosen.start + begins for at in range(chosen.start - 1, chosen.stop + 1)}


def _beside(tokens: Sequence[Token], at: int, step: int) -> str:
    """The word before or after one in its passage; nothing at the passage's end."""
    there = at + step
    return tokens[there].text if 0 <= there < len(tokens) and tokens[there].line == tokens[at].line else ""


def _span(places: Places, chosen: range, old: Sequence[Token], new: Sequence[Token]) -> tuple[tuple[int, int], int, int] | None:
    """(how good it is, from, to) in the new words: at least half of the words are there, and hardly any others between them."""
    kept = [places[at] for at in chosen if at in places]
    if not kept or 2 * len(kept) < len(chosen):
        return None
    start, end = min(kept), max(kept)
    others = end - start + 1 - len(kept)
    if others > max(2, len(kept)) or (len(kept) < SURE and not _has_neighbour(places, chosen, start, end, old, new)):
        return None
    return (len(kept), -others), start, end


def _has_neighbour(places: Places, chosen: range, start: int, end: int, old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Few words are the same words if what stood before or after them in their passage still stands there, in theirs."""
    first, last = chosen.start, chosen.stop
    before = _beside(old, first, -1) and _beside(new, start, -1) and places.get(first - 1) == start - 1
    after = _beside(old, last - 1, 1) and _beside(new, end, 1) and places.get(last) == end + 1
    return bool(before or after) or (_is_all_of_line(old, first, last) and _is_all_of_line(new, start, end + 1))


def _is_all_of_line(tokens: Sequence[Token], first: int, last: int) -> bool:
    starts = first == 0 or tokens[first - 1].line != tokens[first].line
    return starts and (last == len(tokens) or tokens[last].line != tokens[last - 1].line)


# ── Places in the read text ─────────────────────────────────────────────────────────────────────────────────────────
def _tokens(passages: Sequence[Passage]) -> list[Token]:
    found: list[Token] = []
    at = 0
    for number, passage in enumerate(passages):
        words = (match for match in WORD.finditer(passage.text) if not match[0].isspace())
        found += [Token(match[0], at + match.start(), at + match.end(), number) for match in words]
        at += len(passage.text) + 1
    return found


def _joined(passages: Sequence[Passage]) -> str:
    return "\n".join(passage.text for passage in passages)


def _folded(text: str) -> str:
    """The same length, with the ends of lines as spaces: a selection may run over several passages."""
    return "".join(" " if sign.isspace() else sign for sign in text)


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _likeness(text: str, start: int, end: int, before: str, after: str) -> int:
    """How many characters around a place are those that were said to stand there."""
    left = _shared(text[:start].rstrip()[::-1], before.rstrip()[::-1])
    return left + _shared(text[end:].lstrip(), after.lstrip())


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _selected(text: str, start: int, end: int) -> Selected:
    return Selected(text[start:end], start, text[max(0, start - AROUND) : start], text[end : end + AROUND])


def _last(text: str) -> str:
    return (text.split() or [""])[-1]


def _first(text: str) -> str:
    return (text.split() or [""])[0]


__all__ = ["Selected", "find_again", "follow_words", "passage_at", "reading", "select"]
