"""What is proposed of a document: each thing beside the words of the source that it rests on, how sure it is, and why.

Fields by kind:
  round: title, years [from, to], lead, letter {from, to, date, subject}, deadline, status
  chapter: name, programme (kind), known (slug), objectives
  passage: heading, body, section
  intention: title, description, theme, timescale {text, from, to, precision}, places, providers, kind, strength, standards, lever, setting
  outcome: statement, tier, prioritised_by, measures [{text, status, combine}], with [keys of intentions]
  money: text, amount_gbp, kind, years, bearer, recurrent
  figure: title (its caption), text (what it shows), file, width, height, decorates, before, of (key of an intention or passage)
  plan: part, text, organisation        acronym: short, long        reference: text, url        version: text
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from portal.reading.source import WORD, Source

ROUND, CHAPTER, PASSAGE, INTENTION = "round", "chapter", "passage", "intention"
OUTCOME, MONEY, PLAN, ACRONYM, REFERENCE, VERSION = "outcome", "money", "plan", "acronym", "reference", "version"
FIGURE = "figure"
KINDS = (ROUND, CHAPTER, PASSAGE, INTENTION, OUTCOME, MONEY, PLAN, ACRONYM, REFERENCE, VERSION, FIGURE)


class Span(NamedTuple):
    """Letters of a block, or of a cell of it: "b4", "b7.r2.c0"."""

    key: str
    start: int
    end: int


@dataclass
class Proposal:
    key: str
    kind: str
    fields: dict[str, Any]
    spans: list[Span]
    page: int
    line: int
    sure: float
    why: str
    chapter: str = ""  # the key of the chapter it belongs to

    @property
    def blocks(self) -> list[str]:
        return list(dict.fromkeys(span.key for span in self.spans))


@dataclass
class Named:
    """Words of the source that end nowhere, and why."""

    spans: list[Span]
    why: str


@dataclass(frozen=True)
class Coverage:
    words: int
    proposed: int
    left_out: int

    @property
    def share(self) -> float:
        return (self.proposed + self.left_out) / self.words if self.words else 1.0


@dataclass
class Proposed:
    proposals: list[Proposal] = field(default_factory=list)
    left_out: list[Named] = field(default_factory=list)
    source: Source | None = None

    def of(self, kind: str) -> list[Proposal]:
        return [one for one in self.proposals if one.kind == kind]

    def coverage(self) -> Coverage:
        """Every word of the source, counted where it ends: in a proposal, or named as left out."""
        assert self.source is not None  # noqa: S101 - a question only to what was just proposed
        texts = texts_of(self.source)
        taken, named = (covered(spans) for spans in (_spans(self.proposals), _spans(self.left_out)))
        words = proposed = left = 0
        for key, text in texts.items():
            for word in WORD.finditer(text):
                words += 1
                if _within(word.start(), taken.get(key, ())):
                    proposed += 1
                elif _within(word.start(), named.get(key, ())):
                    left += 1
        return Coverage(words, proposed, left)

    def as_facts(self) -> dict[str, Any]:
        return {"proposals": [asdict(one) for one in self.proposals], "left_out": [asdict(one) for one in self.left_out]}


def texts_of(source: Source) -> dict[str, str]:
    """Each text of the source under its key: blocks, and the cells of tables."""
    texts = {}
    for block in source.blocks:
        if block.text:
            texts[block.key] = block.text
        texts.update({f"{block.key}.r{row}.c{column}": cell.text for row, column, cell in block.filled})
    return texts


def covered(spans: Iterable[Span]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for span in spans:
        found.setdefault(span.key, []).append((span.start, span.end))
    return found


def _spans(things: Iterable[Proposal] | Iterable[Named]) -> Iterable[Span]:
    return (span for thing in things for span in thing.spans)


def _within(at: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in ranges)
