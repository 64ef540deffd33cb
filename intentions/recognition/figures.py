"""Figures with their captions: each proposed beside what it stands in, and kept with that."""

from __future__ import annotations

import re

from portal.reading.source import CAPTION, FIGURE, FOOTNOTE, FURNITURE, Block

from .drafting import Drafting
from .proposed import FIGURE as OF_FIGURE
from .proposed import INTENTION, PASSAGE, Span

OF_A_TABLE = re.compile(r"^(?:table|tabl|box)\b", re.I)
BESIDE = (FURNITURE, FIGURE, CAPTION, FOOTNOTE)
WORDS_BEFORE = 60


def read_figures(drafting: Drafting) -> None:
    """Every picture that was kept, with the caption under or over it."""
    blocks = [block for block in drafting.source.blocks if block.kind != FURNITURE]
    taken: set[str] = set()
    for at, block in enumerate(blocks):
        if block.kind != FIGURE or not block.picture:
            continue
        caption = _caption(blocks, at, taken)
        spans = [Span(one.key, 0, len(one.text)) for one in (block, caption) if one]
        fields = {"title": caption.text if caption else "", "text": block.text, "before": _before(blocks, at), **block.picture}
        why = "a picture, with its caption" if caption else "a picture without a caption"
        drafting.add(OF_FIGURE, fields, spans, sure=0.9 if caption else 0.7, why=why)


def tie_figures(drafting: Drafting) -> None:
    """Each to the intention or passage whose words stand before it, else to the first after it."""
    owners = {
        span.key.partition(".")[0]: one for one in drafting.proposed.proposals if one.kind in (INTENTION, PASSAGE) for span in one.spans
    }
    blocks = [block for block in drafting.source.blocks if block.kind not in BESIDE or block.picture]
    places = {block.key: at for at, block in enumerate(blocks)}
    for figure in drafting.proposed.of(OF_FIGURE):
        at = places[figure.spans[0].key]
        near = [*reversed(blocks[:at]), *blocks[at + 1 :]]
        owner = next((owners[block.key] for block in near if block.key in owners), None)
        if owner:
            figure.fields["of"], figure.chapter = owner.key, owner.chapter


def _caption(blocks: list[Block], at: int, taken: set[str]) -> Block | None:
    """The one under it, else the one over it; each belongs to one figure, and that of a table to none."""
    for place in (at + 1, at - 1):
        one = blocks[place] if 0 <= place < len(blocks) else None
        if one and one.kind == CAPTION and one.key not in taken and not OF_A_TABLE.match(one.text):
            taken.add(one.key)
            return one
    return None


def _before(blocks: list[Block], at: int) -> str:
    """The words before it, to say where it stood."""
    words = next((block.text for block in reversed(blocks[:at]) if block.text and block.kind not in BESIDE), "")
    return " ".join(words.split())[-WORDS_BEFORE:]
