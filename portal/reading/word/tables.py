"""The grid of a Word table: cells that span columns and rows, so that a blank cell and a covered one are told apart."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from ..source import Cell
from .names import W, is_on, number, value

MOST_COLUMNS = 64
LinesOf = Callable[[etree._Element, list[etree._Element]], str]


def cells_of(table: etree._Element, lines_of: LinesOf, nested: list[etree._Element]) -> list[list[Cell]]:
    grid: list[list[Cell]] = []
    origins: dict[int, tuple[int, int]] = {}  # column -> the cell that reaches down into it
    for at, row in enumerate(table.findall(f"{W}tr")):
        cells: list[Cell] = []
        cells += [Cell() for _ in range(number(value(row.find(f"{W}trPr/{W}gridBefore"))))]
        is_heading = is_on(row.find(f"{W}trPr/{W}tblHeader"))
        for element in _cells_in(row):
            column, wide = len(cells), max(1, min(MOST_COLUMNS, number(value(element.find(f"{W}tcPr/{W}gridSpan")), 1)))
            down = element.find(f"{W}tcPr/{W}vMerge")
            if down is not None and value(down) != "restart" and column in origins:
                _reach_down(grid, origins[column], at)
                cells += [Cell(of=origins[column]) for _ in range(wide)]
                continue
            cells.append(Cell(lines_of(element, nested), columns=wide, is_heading=is_heading))
            cells += [Cell(of=(at, column)) for _ in range(wide - 1)]
            origins.update(dict.fromkeys(range(column, column + wide), (at, column)))
        grid.append(cells)
    return grid


def _cells_in(row: etree._Element) -> list[etree._Element]:
    found = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag == f"{W}sdt":
            found += child.findall(f"{W}sdtContent/{W}tc")
    return found


def _reach_down(grid: list[list[Cell]], origin: tuple[int, int], at: int) -> None:
    cell = grid[origin[0]][origin[1]]
    cell.rows = max(cell.rows, at - origin[0] + 1)
