"""What a letter can be about: the intentions and the chapters of the edition that it answers, as they are found again in its words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .rules import common

WORD = re.compile(r"[^\W\d_]{2,}|\d{2,}")
STEM = 6  # letters: "pathway" and "pathways", "discharge" and "discharged" are the same word


@dataclass(frozen=True)
class Asked:
    """An intention: `words` are those of its description."""

    reference: str
    title: str
    words: str = ""


@dataclass(frozen=True)
class Chapter:
    code: str
    title: str


def stems(text: str) -> set[str]:
    return {word[:STEM] for word in (one.lower() for one in WORD.findall(text)) if word not in common()}


def folded(text: str) -> str:
    """Words in small letters, with one space between: how a title is looked for."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


class Register:
    """All that is asked, prepared once for a letter."""

    def __init__(self, asked: Sequence[Asked], chapters: Sequence[Chapter] = ()) -> None:
        self.asked, self.chapters = list(asked), list(chapters)
        self.of = {one.reference: one for one in asked}
        self.by_shape = {_shape(one.reference): one.reference for one in asked}
        self.titles = {one.reference: stems(one.title) for one in asked}
        self.all = {one.reference: self.titles[one.reference] | stems(one.words) for one in asked}

    @cached_property
    def weights(self) -> dict[str, float]:
        """A word that few intentions use says more."""
        counted = Counter(stem for words in self.all.values() for stem in words)
        return {stem: math.log(1 + len(self.all) / count) for stem, count in counted.items()}

    def weight(self, words: set[str]) -> float:
        return sum(self.weights.get(word, 1.0) for word in words)

    @cached_property
    def references(self) -> re.Pattern[str]:
        """Each reference as people write it: UEC-01, UEC 01, UEC01, uec-1."""
        shapes = sorted((_written(one.reference) for one in self.asked), key=len, reverse=True)
        return re.compile(rf"(?<![\w.])(?:{'|'.join(shapes) or '(?!)'})(?![\w]|\.\d)", re.I)

    def named(self, text: str) -> list[str]:
        """The references in a text, in its order; "UEC-01 to UEC-03" are all three."""
        found, last, end = [], "", 0
        for one in self.references.finditer(text):
            reference = self.by_shape[_shape(one.group(0))]
            if last and re.fullmatch(r"\s*(?:to|[–—-]|through)\s*", text[end : one.start()]):
                found += self._between(last, reference)
            found.append(reference)
            last, end = reference, one.end()
        return list(dict.fromkeys(found))

    def _between(self, first: str, last: str) -> list[str]:
        order = list(self.of)
        start, stop = order.index(first), order.index(last)
        return order[start + 1 : stop] if _letters(first) == _letters(last) else []


def _letters(reference: str) -> str:
    return re.sub(r"\d+$", "", reference)


def _shape(reference: str) -> str:
    """Without dashes, blanks and leading noughts."""
    return ".".join(part.lstrip("0") or "0" for part in re.findall(r"[a-z]+|\d+", reference.lower()))


def _written(reference: str) -> str:
    parts = re.findall(r"[A-Za-z]+|\d+", reference)
    return r"[\s\-–—/.]{0,2}".join(rf"0*{part.lstrip('0') or '0'}" if part.isdigit() else re.escape(part) for part in parts)
