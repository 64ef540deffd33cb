"""A table of amounts under the heading of an intention: each row an amount of it, with its kind, who bears it and its years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from portal.reading.source import CAPTION, HEADING, Block

from ..states import Bearer, MoneyKind
from .amounts import in_cell
from .drafting import Drafting
from .pieces import Piece
from .proposed import MONEY, Proposal, Span
from .rows import cells

YEAR = re.compile(r"\b(20\d\d)\s?/\s?(?:20)?\d\d\b")
RECURRENT = {"recurrent": True, "one-off": False, "non-recurrent": False}
LEAST = 3  # columns of such a table


def read_amounts(block: Block, intention: Proposal, drafting: Drafting) -> None:
    rows = [[piece for at in range(len(row)) if (piece := cells.piece_of(block, number, at))] for number, row in enumerate(block.cells)]
    if len(rows) < 2 or len(rows[0]) < LEAST or any("£" in piece.text for piece in rows[0]):
        return
    found = list(_amounts(rows[1:]))
    if len(found) < len(rows) - 1:
        return  # some row holds something else: the table stays whole
    drafting.leave_out([*_heading_of(block, drafting), *(piece.span for piece in rows[0])], "the headings of a table of amounts")
    for pieces, facts in found:
        spans = [piece.span for piece in pieces]
        fields = {**facts, "intention": intention.key}
        drafting.add(MONEY, fields, spans, sure=0.9, why="a row of amounts under its intention", chapter=intention.chapter)


def _heading_of(block: Block, drafting: Drafting) -> list[Span]:
    """What stands over the table alone."""
    blocks = drafting.source.blocks
    before = blocks[blocks.index(block) - 1]
    return [Span(before.key, 0, len(before.text))] if before.kind in (HEADING, CAPTION) and before.text else []


def _amounts(rows: list[list[Piece]]) -> Iterator[tuple[list[Piece], dict[str, Any]]]:
    for pieces in rows:
        sums = [amount for piece in pieces if "£" in piece.text and (amount := in_cell(piece.text, ""))]
        if len(sums) == 1:
            texts = [piece.text.strip() for piece in pieces]
            yield pieces, {"text": ", ".join(texts), "amount_gbp": sums[0], **_told(texts)}


def _told(texts: list[str]) -> dict[str, Any]:
    years = [int(year) for text in texts for year in YEAR.findall(text)]
    lower = [text.lower() for text in texts]
    return {
        "kind": _of(MoneyKind, lower),
        "bearer": _of(Bearer, lower),
        "years": [years[0], years[-1]] if years else None,
        "recurrent": next((RECURRENT[text] for text in lower if text in RECURRENT), None),
    }


def _of(choices: Any, texts: list[str]) -> str:
    return next((str(one.value) for one in choices if str(one.label).lower() in texts), "")
