"""Cells as pieces of the source, each seen once however far it spans."""

from __future__ import annotations

from portal.reading.source import Block, Cell

from ..pieces import Piece, whole


def key_of(block: Block, row: int, column: int) -> str:
    """The key of the cell that is seen there."""
    cell = block.cells[row][column]
    row, column = cell.of or (row, column)
    return f"{block.key}.r{row}.c{column}"


def piece_of(block: Block, row: int, column: int) -> Piece | None:
    """The words seen at this place; nothing for a blank cell."""
    cell = block.cell_at(row, column)
    return whole(key_of(block, row, column), cell.text) if cell.text.strip() else None


def own(block: Block, row: int) -> list[tuple[int, Cell]]:
    """The cells with words that begin in this row."""
    return [(column, cell) for column, cell in enumerate(block.cells[row]) if cell.of is None and cell.text.strip()]


def seen(block: Block, row: int) -> dict[str, list[int]]:
    """Each cell seen in this row, with the columns it covers."""
    found: dict[str, list[int]] = {}
    for column in range(len(block.cells[row])):
        if block.cell_at(row, column).text.strip():
            found.setdefault(key_of(block, row, column), []).append(column)
    return found


def is_title(block: Block, row: int) -> bool:
    """A row of one short cell that names what follows: the words of a chapter, not a sentence."""
    cells = own(block, row)
    reached = any(cell.of and cell.of[0] < row for cell in block.cells[row])
    if len(cells) != 1 or reached:
        return False
    column, cell = cells[0]
    text = cell.text.strip()
    return (column == 0 or cell.columns > 1) and len(text.split()) <= 14 and not text.endswith((".", ";", ","))
