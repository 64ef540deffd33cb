"""Which intention of a round a proposal is the text of: by reference, by title, by words; with how sure that is and why. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.reading.numbers import parted

WORD = re.compile(r"[^\W_]+")
STEM = 6  # letters: "pathway" and "pathways" are the same word
LEAST, APART = 0.5, 0.08  # how sure a match is at least, and how far from the next best
REFERENCE = r"(?:(?:ref|reference|no|number|cyf)\b[.:\s]*)?(?P<reference>{shapes})(?![\w]|\.\d)"


@dataclass(frozen=True)
class Text:
    """What a proposal or an intention says; `reference` is empty for a proposal."""

    key: Any
    title: str
    words: str
    reference: str = ""


@dataclass(frozen=True)
class Match:
    """`key` is None where it is doubtful, and `why` says so."""

    key: Any
    sure: float
    why: str


def matches(proposals: Sequence[Text], standing: Sequence[Text]) -> dict[Any, Match]:
    """{key of a proposal: what it matches}. An intention has one new text: the surest. What is like none is left out."""
    field = Field(proposals, standing)
    found = {one.key: sorted(field.candidates(one), key=lambda pair: -pair[1].sure) for one in proposals}
    taken: dict[Any, Text] = {}
    made: dict[Any, Match] = {}
    for one, (_, match) in _surest_first(proposals, found):
        if one.key not in made and match.key not in taken:
            made[one.key], taken[match.key] = match, one
    return {one.key: said for one in proposals if (said := _settled(one, found[one.key], made.get(one.key), taken))}


Candidate = tuple[Text, Match]


def _surest_first(proposals: Sequence[Text], found: Mapping[Any, Sequence[Candidate]]) -> list[tuple[Text, Candidate]]:
    pairs = [(one, candidate) for one in proposals for candidate in found[one.key]]
    return sorted(pairs, key=lambda pair: -pair[1][1].sure)


def _settled(one: Text, candidates: Sequence[Candidate], match: Match | None, taken: Mapping[Any, Text]) -> Match | None:
    """Two that are as like it are not chosen between; the text of one that has another is not silently new."""
    if match is None:
        best = candidates[0] if candidates else None
        return best and Match(None, LEAST, f"{best[0].reference} is like it too, but “{taken[best[0].key].title[:80]}” is matched with it")
    free = [(text, other) for text, other in candidates if other.key != match.key and other.key not in taken]
    if free and match.sure - free[0][1].sure < APART and match.sure < 0.97:
        named = next(text.reference for text, other in candidates if other.key == match.key)
        first, second = sorted([named, free[0][0].reference])
        return Match(None, LEAST - 0.1, f"It is as much like {first} as {second}: select one, or leave it new")
    return match


class Field:
    """All that is compared, prepared once: a word that few of them use says more."""

    def __init__(self, proposals: Sequence[Text], standing: Sequence[Text]) -> None:
        self.standing = list(standing)
        self.of = {one.key: one for one in standing}
        self.by_shape = {_shape(one.reference): one for one in standing}
        self.titles = {one.key: stems(_bare(one)) for one in [*proposals, *standing]}
        self.bags = {one.key: self.titles[one.key] | stems(one.words) for one in [*proposals, *standing]}
        self.same_title = Counter(folded(_bare(one)) for one in standing)
        self.holding: dict[str, list[Any]] = {}
        for one in standing:
            for stem in self.bags[one.key]:
                self.holding.setdefault(stem, []).append(one.key)

    @cached_property
    def weights(self) -> dict[str, float]:
        counted = Counter(stem for bag in self.bags.values() for stem in bag)
        return {stem: math.log(1 + len(self.bags) / count) for stem, count in counted.items()}

    @cached_property
    def references(self) -> re.Pattern[str]:
        """Each reference as people write it, where a title or a line begins: UEC-01, UEC 01, Ref: uec-1."""
        shapes = sorted((_written(one.reference) for one in self.standing if one.reference), key=len, reverse=True)
        return re.compile(REFERENCE.format(shapes="|".join(shapes) or "(?!)"), re.I)

    def candidates(self, one: Text) -> Iterator[Candidate]:
        named = self.named(one)
        for key in self._like(one) | ({named.key} if named else set()):
            other = self.of[key]
            alike = self.alike(one, other)
            said = self._by_reference(other, alike) if named and named.key == key else None
            said = said or self._by_title(one, other) or self._by_words(other, alike)
            if said and said.sure >= LEAST:
                yield other, said

    def named(self, one: Text) -> Text | None:
        """The one intention whose reference begins its title, or the lines of its words."""
        for lines in ([_plain_start(one.title)], one.words.splitlines()):
            found = {_shape(match["reference"]) for line in lines if (match := self.references.match(line.strip()))}
            if found:
                return self.by_shape[found.pop()] if len(found) == 1 else None
        return None

    def alike(self, one: Text, other: Text) -> float:
        """The weight of the words that both say, beside all that they say."""
        mine, theirs = self.bags[one.key], self.bags[other.key]
        total = self.weight(mine) + self.weight(theirs)
        return 2 * self.weight(mine & theirs) / total if total else 0.0

    def weight(self, stems: set[str]) -> float:
        return sum(self.weights[stem] for stem in stems)

    def _like(self, one: Text) -> set[Any]:
        """Those that share three words with it, or two of a title."""
        shared = Counter(key for stem in self.bags[one.key] for key in self.holding.get(stem, ()))
        titles = {key for key in shared if len(self.titles[key] & self.titles[one.key]) >= min(2, len(self.titles[key]) or 2)}
        return titles | {key for key, count in shared.items() if count >= 3}

    def _by_reference(self, other: Text, alike: float) -> Match:
        if alike < 0.15:
            return Match(other.key, 0.6, f"It begins with {other.reference}, but hardly a word is the same")
        return Match(other.key, 0.97, f"It begins with {other.reference}")

    def _by_title(self, one: Text, other: Text) -> Match | None:
        mine, theirs = self.titles[one.key], self.titles[other.key]
        title = folded(_bare(other))
        if title and folded(_bare(one)) == title:
            return Match(other.key, 0.92 if self.same_title[title] == 1 else 0.6, f"It has the title of {other.reference}")
        if len(mine & theirs) < 2:
            return None
        share = 2 * self.weight(mine & theirs) / (self.weight(mine) + self.weight(theirs))
        sure = 0.45 + 0.4 * share + 0.1 * self.alike(one, other)
        return Match(other.key, round(sure, 2), f"It has most words of the title of {other.reference}") if share >= 0.7 else None

    def _by_words(self, other: Text, alike: float) -> Match | None:
        if alike < 0.3:
            return None
        return Match(other.key, round(0.45 + 0.5 * alike, 2), f"{alike:.0%} of its words are those of {other.reference}")


def without_reference(title: str, reference: str) -> str:
    """A title as the draft has it: without the number of the source, and without the reference, which stands beside it."""
    bare = _plain_start(title)
    found = re.match(REFERENCE.format(shapes=_written(reference)), bare, re.I) if reference else None
    return bare[found.end() :].lstrip(" :.–—-") if found else bare


def is_reference(line: str, reference: str) -> bool:
    return not without_reference(line, reference) and bool(line.strip())


def folded(text: str) -> str:
    """Words in small letters, with one space between."""
    return " ".join(WORD.findall(text.casefold()))


def stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.casefold()) if len(word) > 1}


def _bare(one: Text) -> str:
    """A title without a reference before it."""
    return re.sub(r"^[A-Z]{1,8}[ -]?\d{1,3}\b[:.\s–—-]*", "", _plain_start(one.title))


def _plain_start(title: str) -> str:
    return parted(title).text.strip() or title.strip()


def _shape(reference: str) -> str:
    """Without dashes, blanks and leading noughts."""
    return ".".join(part.lstrip("0") or "0" for part in re.findall(r"[a-z]+|\d+", reference.lower()))


def _written(reference: str) -> str:
    parts = re.findall(r"[A-Za-z]+|\d+", reference)
    return r"[\s\-–—/.]{0,2}".join(rf"0*{part.lstrip('0') or '0'}" if part.isdigit() else re.escape(part) for part in parts)
