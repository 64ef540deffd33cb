"""Amounts of money as people write them, in pounds, with the years and the kind that their sentence names."""

from __future__ import annotations

import re
from typing import Any

from .facts import FINANCIAL
from .pieces import Piece, sentences
from .vocabulary import pattern, rules

AMOUNT = re.compile(
    r"(?P<sign>[-–−]\s?)?£\s?(?!0+\b)(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>billions?|bn|millions?|miliwn|million|m|thousands?|k)?\b",
    re.I,
)
SCALES = {"b": 1_000_000_000, "m": 1_000_000, "t": 1_000, "k": 1_000, "": 1}
YEAR = re.compile(FINANCIAL)
HEAD = re.compile(r"£\s?(?:in )?(?P<scale>millions?|m|000s?|k|thousands?)?", re.I)
BARE = re.compile(r"^\(?[-–−]?\s?(?P<number>\d[\d,]*(?:\.\d+)?)\)?$")


def amounts_in(piece: Piece) -> list[tuple[Piece, dict[str, Any]]]:
    """Each amount with the sentence it stands in."""
    found = []
    for sentence in sentences(piece):
        said = {"years": years_in(sentence.text), "recurrent": recurrence(sentence.text)}
        for amount in AMOUNT.finditer(sentence.text):
            around = sentence.text[max(0, amount.start() - 140) : amount.end() + 90]
            pound = pounds(amount["number"], amount["scale"] or "")
            facts = {"text": amount.group(0).strip(), "amount_gbp": pound, **told(around, ""), **said}
            found.append((sentence, facts))
    return found


def pounds(number: str, scale: str) -> int:
    return round(float(number.replace(",", "")) * SCALES[scale[:1].lower()])


def told(around: str, sentence: str) -> dict[str, Any]:
    kind = next((kind for kind, words in rules("people")["money"].items() if pattern(tuple(words)).search(around)), None)
    return {"kind": kind, "years": years_in(sentence), "bearer": bearer_of(around), "recurrent": recurrence(sentence)}


def years_in(text: str) -> list[int] | None:
    years = [int(found.group(0)[:4]) for found in YEAR.finditer(text)]
    return [min(years), max(years)] if years else None


def bearer_of(text: str) -> str | None:
    for bearer, words in (
        ("provider", r"provider|trust"),
        ("commissioner", r"commissioner|\bccgs?\b|\bicbs?\b|our"),
        ("system", r"system"),
    ):
        if re.search(words, text, re.I):
            return bearer
    return None


def recurrence(text: str) -> bool | None:
    if re.search(r"non-?\s?recurren", text, re.I):
        return False
    return True if re.search(r"recurren|per (?:year|annum)|a year|p\.a\.|annual", text, re.I) else None


def in_cell(text: str, heading: str) -> int | None:
    """The pounds a cell names: with its sign, or bare under a heading that has it."""
    if found := AMOUNT.search(text):
        return pounds(found["number"], found["scale"] or _scale(heading))
    bare, head = BARE.match(text.strip()), HEAD.search(heading)
    return pounds(bare["number"], _scale(heading)) if bare and head else None


def _scale(heading: str) -> str:
    found = HEAD.search(heading)
    scale = (found["scale"] or "") if found else ""
    return "k" if scale.startswith("000") else scale
