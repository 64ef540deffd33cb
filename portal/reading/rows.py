"""Rows that belong together: a table that a page's end had cut in two is one, and so is a row."""

from __future__ import annotations

import re

from .source import FOOTNOTE, FURNITURE, PARAGRAPH, TABLE, Block, Cell

ENDS = re.compile(r"[.!?:;][\"'”’)\]]*$")


def joined_tables(blocks: list[Block]) -> list[Block]:
    """Tables that follow each other with the same headings, or the second of which has none, are one."""
    kept: list[Block] = []
    ends: dict[str, int] = {}  # the page on which each table ends
    for block in blocks:
        before = _table_before(kept)
        if block.kind == TABLE and before and (_continues(before, block) or _is_overleaf(ends[before.key], before, block)):
            _append(before, block)
            ends[before.key] = block.page
        else:
            kept.append(block)
            ends[block.key] = block.page
    return kept


def _is_overleaf(end: int, first: Block, second: Block) -> bool:
    """It goes on at the head of the next page, as wide as it was."""
    return second.page == end + 1 and len(first.cells[0]) == len(second.cells[0])


def _table_before(kept: list[Block]) -> Block | None:
    """The table just before, or before what stands at the foot of its page and the head of the next."""
    for block in reversed(kept):
        if block.kind == TABLE:
            return block
        if block.kind not in (FOOTNOTE, FURNITURE) and not _is_note(block):
            return None
    return None


def _is_note(block: Block) -> bool:
    return block.kind == PARAGRAPH and len(block.text) < 200 and bool(re.match(r"^[¹²³⁴-⁹\d*†]+\s*\w", block.text))


def _continues(first: Block, second: Block) -> bool:
    same_width = len(first.cells[0]) == len(second.cells[0])
    return _repeats(first, second) or (same_width and not second.cells[0][0].text.strip() and len(second.cells) >= 1)


def _repeats(first: Block, second: Block) -> bool:
    """The second begins with the first's row of headings."""
    heads, again = ([cell.text.strip().lower() for cell in block.cells[0]] for block in (first, second))
    filled = [head for head in heads if head]
    return heads == again and len(filled) >= 2 and max(map(len, filled)) < 60


def _append(first: Block, second: Block) -> None:
    rows = second.cells[1:] if _repeats(first, second) else second.cells
    at = len(first.cells)
    first.cells += [[_moved(cell, at) for cell in row] for row in rows]
    if rows and at > 1 and _goes_on(first.cells[at - 1], rows[0]):
        _merge(first.cells[at - 1], first.cells[at])
        del first.cells[at]


def _moved(cell: Cell, by: int) -> Cell:
    cell.of = (cell.of[0] + by, cell.of[1]) if cell.of else None
    return cell


def _goes_on(above: list[Cell], below: list[Cell]) -> bool:
    """The row below is the rest of the row above: nothing names it, or one of its cells goes on in mid-sentence."""
    pairs = [(one.text.strip(), other.text.strip()) for one, other in zip(above, below, strict=False)]
    if not pairs[0][1] and any(other for _, other in pairs):
        return True
    return any(one and other[:1].islower() and not ENDS.search(one) for one, other in pairs) and any(not other for _, other in pairs)


def _merge(above: list[Cell], below: list[Cell]) -> None:
    for one, other in zip(above, below, strict=False):
        if other.text.strip():
            seam = " " if other.text.strip()[:1].islower() and not ENDS.search(one.text.strip()) else "\n"
            one.text = f"{one.text.rstrip()}{seam}{other.text.strip()}".strip()
