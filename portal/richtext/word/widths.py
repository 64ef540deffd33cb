"""How wide the columns of a table in a Word file are: by what stands in them, as on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from portal.printing.columns import LONG_WORD, LONGEST, PADDING, PORTRAIT, Column, shares_of, width

from ..tree import Block, Cell, List, Quote, Row, Table, Words

TWENTIETHS = 20  # Word counts them, of a point


def set_widths(table: WordTable, rows: Sequence[Row], columns: int) -> None:
    """The whole width of the page, shared. What spans columns takes no part in it."""
    asked = columns_of(rows, columns)
    least = sum(column.least for column in asked)
    shares = shares_of(asked, PORTRAIT) if least <= PORTRAIT else [100 * column.least / least for column in asked]
    sizes = [round(PORTRAIT * share / 100 * TWENTIETHS) for share in shares]
    table.autofit = False
    for column, size in zip(table._tbl.tblGrid.gridCol_lst, sizes, strict=True):
        column.set(qn("w:w"), str(size))
    for row in table._tbl.tr_lst:
        at = 0
        for cell in row.tc_lst:
            along = cell.grid_span
            held = cell.get_or_add_tcPr()
            tell = held.find(qn("w:tcW"))
            if tell is None:
                tell = OxmlElement("w:tcW")
                held.insert(0, tell)
            tell.set(qn("w:type"), "dxa")
            tell.set(qn("w:w"), str(sum(sizes[at : at + along])))
            at += along


def columns_of(rows: Sequence[Row], columns: int) -> list[Column]:
    """What each asks for: its longest word at least, its longest cell if there is room."""
    found = [[Column(PADDING, PADDING, PADDING)] for _ in range(columns)]
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            if cell.colspan == 1:
                found[column].append(_asked(cell))
            taken |= {(at + down, column + along) for down in range(cell.rowspan) for along in range(cell.colspan)}
    return [Column(*(max(sizes) for sizes in zip(*one, strict=True))) for one in found]


def _asked(cell: Cell) -> Column:
    words = " ".join(_texts(cell.blocks)).split()
    whole = width(" ".join(words))
    least = min(max(map(width, words), default=0.0), LONG_WORD)
    return Column(least + PADDING, min(max(whole, least), LONGEST) + PADDING, least + PADDING)


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Words():
                yield "".join(run.text for run in block.runs)
            case List():
                for item in block.items:
                    yield from _texts(item.blocks)
            case Quote():
                yield from _texts(block.blocks)
            case Table():
                for row in block.head + block.body:
                    for inner in row.cells:
                        yield from _texts(inner.blocks)
