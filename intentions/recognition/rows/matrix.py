"""Places across and focuses down: each member of a cell is an intention of that place. Blank is nothing planned, merged is together."""

from __future__ import annotations

import re

from portal.reading.source import Block

from ..drafting import Drafting
from ..pieces import Piece
from ..proposed import Proposal
from ..sections import Section
from ..titles import title_of
from . import cells
from .heads import Heads
from .members import members

ENDS = re.compile(r"[.!?:;]$")


def read(block: Block, heads: Heads, section: Section, drafting: Drafting) -> None:
    chapter = drafting.chapter_of(section)
    above: dict[int, Proposal] = {}  # the last intention of each column, which a cell cut in two goes on with
    for row in range(heads.row + 1, len(block.cells)):
        focus = cells.piece_of(block, row, 0)
        theme = " ".join(focus.text.split()) if focus else ""
        for key, columns in cells.seen(block, row).items():
            if columns[0] == 0 or (block.cells[row][columns[0]].of and block.cells[row][columns[0]].of[0] < row):  # type: ignore[index]
                continue
            _cell(block, heads, drafting, key, row, columns, theme, chapter, above)


def _cell(
    block: Block,
    heads: Heads,
    drafting: Drafting,
    key: str,
    row: int,
    columns: list[int],
    theme: str,
    chapter: str,
    above: dict[int, Proposal],
) -> None:
    places = list(dict.fromkeys(place for column in columns for place in heads.places.get(column, [])))
    for member in members(key, block.cell_at(row, columns[0]).text, drafting.known):
        before = above.get(columns[0])
        if before and _goes_on(before, member):
            drafting.extend(before, member)
            continue
        why = f"what {' and '.join(heads.places.get(columns[0], ['this column']))} plans under “{theme}”"
        if len(columns) > 1:
            why = f"a merged cell: planned together by {len(columns)} columns"
        made = drafting.intention(
            [member], sure=0.85, why=why, chapter=chapter, title=title_of(member.text), theme=theme, places=places or None
        )
        above.update(dict.fromkeys(columns, made))


def _goes_on(before: Proposal, member: Piece) -> bool:
    return member.text[:1].islower() and not ENDS.search(str(before.fields["description"]).strip())
