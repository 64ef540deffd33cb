"""Tables of money, of versions, and of what each programme is for: their facts, no intentions."""

from __future__ import annotations

import re

from portal.reading.source import Block

from ..amounts import in_cell, told
from ..drafting import Drafting
from ..proposed import MONEY, VERSION, Span
from ..sections import Section, bare, programme_of
from . import cells
from .heads import Heads

SHEET = re.compile(r"^(?P<what>programme|enabler|work ?stream|rhaglen)\s*(?:\d+\s*)?[:–—-]\s*(?P<name>\S.{2,80})$", re.I)
FACTS = re.compile(r"^(?:objective|aim|outcome|\d{4}\s?[/-]\s?\d\d(?:\d\d)? plan|plan|short|medium|long|amcan)", re.I)


def money(block: Block, heads: Heads, section: Section, drafting: Drafting) -> None:
    """Each amount with the row it is of."""
    chapter = drafting.chapter_of(section) if any(one.programme for one in section.above()) else ""
    for row in range(heads.row + 1, len(block.cells)):
        label = next(
            (
                piece.text
                for at in range(len(block.cells[row]))
                if at not in heads.columns("money") and (piece := cells.piece_of(block, row, at))
            ),
            "",
        )
        for column in heads.columns("money"):
            piece, heading = cells.piece_of(block, row, column), heads.names[column]
            if piece and (amount := in_cell(piece.text, heading)):
                fields = {
                    "text": piece.text,
                    "amount_gbp": amount,
                    "label": label,
                    **told(f"{heading} {label}", f"{heading} {label} {section.title}"),
                }
                drafting.add(MONEY, fields, [piece.span], sure=0.85, why=f"an amount under “{heading}”", chapter=chapter)


def versions(block: Block, drafting: Drafting) -> None:
    for row in range(len(block.cells)):
        pieces = [piece for at in range(len(block.cells[row])) if (piece := cells.piece_of(block, row, at))]
        if pieces:
            text = " · ".join(piece.text for piece in pieces)
            drafting.add(VERSION, {"text": text}, [piece.span for piece in pieces], sure=0.8, why="a row of the document's versions")


def is_of_programmes(block: Block, drafting: Drafting) -> int:
    """The row whose cells are programmes, with what each is for beneath; -1 for none."""
    facts = sum(bool(FACTS.match(row[0].text.strip())) for row in block.cells)
    for at, row in enumerate(block.cells[:3]):
        named = [cell for cell in row[1:] if programme_of(bare(cell.text), drafting.known) and len(cell.text.split()) <= 12]
        if facts >= 2 and len(named) >= 2:
            return at
    return -1


def programmes(block: Block, at: int, drafting: Drafting) -> None:
    for column in range(1, len(block.cells[at])):
        cell = block.cells[at][column]
        if not cell.text.strip():
            continue
        kind = programme_of(bare(cell.text), drafting.known)
        span = Span(cells.key_of(block, at, column), 0, len(cell.text))
        chapter = drafting.chapter(" ".join(cell.text.split()), [span], programme=kind, sure=0.8, why="a column of a table of programmes")
        for row in range(at + 1, len(block.cells)):
            piece, label = cells.piece_of(block, row, column), block.cells[row][0].text.strip()
            if piece and FACTS.match(label):
                chapter.fields["objectives"].append({"label": label, "text": piece.text})
                chapter.spans.append(piece.span)


def sheet(block: Block, drafting: Drafting) -> None:
    """A table about one programme says so in its first words: "Programme: Cancer"."""
    for row, column, cell in list(block.filled)[:2]:
        if found := SHEET.match(" ".join(cell.text.split())):
            kind = programme_of(bare(found["name"]), drafting.known) or ("enabler" if found["what"].lower() == "enabler" else "other")
            span = Span(f"{block.key}.r{row}.c{column}", 0, len(cell.text))
            drafting.chapter(found["name"], [span], programme=kind, sure=0.6, why=f"a table that begins with “{found['what']}”")
