"""Tables of outcomes and how they are measured: measures that must all be met (AND) and ones of which any will do (OR) are told apart."""

from __future__ import annotations

import re
from typing import Any

from portal.reading.source import Block

from ..drafting import Drafting
from ..proposed import OUTCOME
from ..sections import Section
from . import cells
from .heads import Heads

JOINED = re.compile(r"(?:^|\s|\n)\b(And|AND|OR|Or|a|neu)\b(?=\s+[\w“\"'])")
PRIORITISED = re.compile(r"\(([^()]*?prioriti[sz]ed[^()]*)\)", re.I)
UNKNOWN = re.compile(r"^(?:not yet known|to be (?:developed|agreed|confirmed)|tbc|tbd|none|i'w gadarnhau)\.?$", re.I)
STATUS = re.compile(r"\b(NEW|EXISTING) MEASURES?:?\s*", re.I)
STATUS_OF_ROLE = {"provider": "measurer", "available": "available", "suggested": "suggested", "measurer": "measurer", "target": "target"}


def read(block: Block, heads: Heads, section: Section, drafting: Drafting) -> None:
    column, tier = heads.column("outcome") or 0, section.title
    for row in range(heads.row + 1, len(block.cells)):
        if cells.is_title(block, row):
            tier = block.cell_at(row, cells.own(block, row)[0][0]).text.strip()
            continue
        statement = cells.piece_of(block, row, column)
        if not statement or block.cells[row][column].of:
            continue
        measures = [one for at in heads.roles if at != column for one in _measures(block, row, at, heads.roles[at])]
        said = PRIORITISED.search(statement.text)
        fields = {
            "statement": PRIORITISED.sub("", statement.text).strip(),
            "tier": tier,
            "prioritised_by": said.group(1).strip() if said else "",
            "measures": measures,
        }
        spans = [piece.span for at in range(len(block.cells[row])) if (piece := cells.piece_of(block, row, at))]
        drafting.add(OUTCOME, fields, list(dict.fromkeys(spans)), sure=0.9, why=f"a row under “{heads.names.get(column, 'Outcome')}”")


def _measures(block: Block, row: int, column: int, role: str) -> list[dict[str, Any]]:
    piece = cells.piece_of(block, row, column)
    if not piece:
        return []
    found, combine, status = [], None, STATUS_OF_ROLE.get(role, role)
    parts = JOINED.split(piece.text)
    for at, part in enumerate(parts):
        if at % 2:
            combine = "OR" if part.upper() in ("OR", "NEU") else "AND"
            continue
        if said := STATUS.search(part):
            status = "new" if said.group(1).upper() == "NEW" else "existing"
        text = " ".join(STATUS.sub("", part).split())
        if text:
            found.append({"text": text, "status": "not-yet-known" if UNKNOWN.match(text) else status, "combine": combine})
    if len(found) > 1 and found[0]["combine"] is None:
        found[0]["combine"] = found[1]["combine"]
    return found
