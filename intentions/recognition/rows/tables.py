"""Which kind of table a table is, by its headings; one that is of none stays a passage, whole."""

from __future__ import annotations

import re

from portal.reading.source import TABLE, Block

from ..drafting import Drafting
from ..facts import said_when, timescale_of
from ..proposed import INTENTION
from ..sections import Section
from ..vocabulary import openers
from . import matrix, others, outcomes, what_when
from .heads import Heads, heads_of

LEADING = re.compile(r":\s*$|\b(?:below|following|table|isod|canlynol)\b", re.I)
VERSIONS = re.compile(r"version|fersiwn", re.I)


def read_tables(section: Section, drafting: Drafting) -> None:
    before = section.heading
    for block in section.blocks:
        if block.kind == TABLE:
            count = len(drafting.proposed.proposals)
            read_table(block, section, drafting)
            _date(drafting, count, before)
        before = block


def _date(drafting: Drafting, since: int, before: Block | None) -> None:
    """Rows without a time of their own have the one that the words leading into their table name."""
    said = said_when(before.text) if before and LEADING.search(before.text) else ""
    for one in drafting.proposed.proposals[since:] if said else ():
        if one.kind == INTENTION and not one.fields["timescale"]:
            one.fields["timescale"] = timescale_of(said, drafting.years)


def read_table(block: Block, section: Section, drafting: Drafting) -> None:
    heads = heads_of(block, drafting.known)
    roles = set(heads.roles.values())
    at = others.is_of_programmes(block, drafting)
    if at >= 0:
        others.programmes(block, at, drafting)
    elif section.role == "version" or (heads.row >= 0 and VERSIONS.match(heads.names.get(0, ""))):
        others.versions(block, drafting)
    elif heads.places and _holds_plans(block, heads, section):
        matrix.read(block, heads, section, drafting)
    elif "outcome" in roles and roles & {"available", "suggested", "measurer", "target"}:
        outcomes.read(block, heads, section, drafting)
    elif "statements" not in roles and _lists_intentions(heads, section, roles):
        what_when.read(block, heads, section, drafting)
    elif "money" in roles:
        others.money(block, heads, section, drafting)
    else:
        others.sheet(block, drafting)


def _lists_intentions(heads: Heads, section: Section, roles: set[str]) -> bool:
    """What is done, and something said of it; under a heading that announces intentions its name is enough."""
    if heads.row < 0 or section.role in ("closing", "contents", "risks", "governance"):
        return False
    says = roles & {"description", "timescale", "items", "provider", "place"}
    return bool(
        ("what" in roles and says) or ("items" in roles and roles & {"programme", "what"}) or (roles >= {"description", "timescale"})
    ) or (section.role == "intentions" and bool(roles & {"what", "description"}))


def _holds_plans(block: Block, heads: Heads, section: Section) -> bool:
    """Cells of words to do, not of numbers or dates."""
    cells = [cell.text for row in block.cells[heads.row + 1 :] for cell in row[1:] if cell.text.strip()]
    worded = [text for text in cells if len(text.split()) >= 3]
    begun = [text for text in worded if openers().match(text.lstrip("•-– "))]
    return len(worded) >= 0.5 * len(cells) and (len(begun) >= 0.3 * len(worded) or section.role == "intentions")
