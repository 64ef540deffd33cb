"""The members of a cell: its bullets, its lines, or what were bullets until a page's text lost them."""

from __future__ import annotations

import re

from ..known import Known
from ..pieces import Piece, whole
from ..vocabulary import openers, rules

BULLET = re.compile(r"(?m)^(?:[•·▪o–-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
ENDS = re.compile(r"[.!?:;]$")


def members(key: str, text: str, known: Known) -> list[Piece]:
    """The members in order; one when nothing parts them."""
    piece = whole(key, text)
    begins = [found.start() for found in BULLET.finditer(text)]
    if begins:
        starts = ([0] if text[: begins[0]].strip() else []) + begins
    else:
        starts = _lines(text)
    parts = [piece.part(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    found = [one for part in parts if part.text for one in _lost(_bare(part), known)]
    return _joined(found, piece)


def _bare(part: Piece) -> Piece:
    mark = BULLET.match(part.text)
    return part.part(mark.end(), len(part.text)) if mark else part


def _lines(text: str) -> list[int]:
    """Where lines begin that are no rest of the line before."""
    starts = [0]
    for found in re.finditer(r"\n+(?=\S)", text):
        if not text[found.end()].islower():
            starts.append(found.end())
    return starts


def _lost(part: Piece, known: Known) -> list[Piece]:
    """Bullets that were lost: a verb with a capital in mid-sentence, or a place that is doing something."""
    cuts = [0]
    for found in _lost_at(known).finditer(part.text):
        before = part.text[cuts[-1] : found.start()]
        if (
            len(before.split()) >= 3
            and not ENDS.search(before.strip())
            and not re.search(r"\b(?:and|or|of|the|to|for|in|with|by)$", before.strip())
        ):
            cuts.append(found.end())
    return [part.part(start, end) for start, end in zip(cuts, [*cuts[1:], len(part.text)], strict=True)]


def _lost_at(known: Known) -> re.Pattern[str]:
    verbs = "|".join(
        word.capitalize()
        for word in rules("verbs")["openers"]
        if " " not in word and word not in ("all", "full", "single", "open", "access", "care", "work", "use")
    )
    places = "|".join(re.escape(name) for one in known.places for name in one.names) or "(?!)"
    place = rf"(?:{places})(?: and (?:{places}))?(?:'s)? (?:is|are|has|have|will)\b"
    return re.compile(rf"(?<=[\w)%]) (?=(?:{verbs})[a-z]* [a-z]|{place}|\d{{3}} \w+ (?:is|are))|(?<=\S) (?=Work with [A-Z])")


def _joined(found: list[Piece], piece: Piece) -> list[Piece]:
    """A member in small letters is the rest of the one before."""
    kept: list[Piece] = []
    for one in found:
        if kept and one.text[:1].islower() and not ENDS.search(kept[-1].text) and not openers().match(one.text):
            kept[-1] = piece.part(kept[-1].start, one.end)
        else:
            kept.append(one)
    return kept
