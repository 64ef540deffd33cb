"""Which rows of a table may be split over two pages: only those that would leave a hole in the page if they were kept whole."""

from __future__ import annotations

import re

from .columns import with_class

ROW = re.compile(r"<tr\b([^>]*)>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.DOTALL)
BLOCK, TAG = re.compile(r"<(?:li|p|br)\b[^>]*>"), re.compile(r"<[^>]*>")
LETTERS_A_LINE = 60  # in the widest column of a table of a few columns
LONG = 12  # lines: twice the six below which a row is never split, because lines are only guessed here


def let_long_rows_break(source: str) -> str:
    """The same HTML, its long rows marked with the class that print.css lets break."""
    return ROW.sub(_marked, source)


def _marked(row: re.Match[str]) -> str:
    attributes, cells = row[1], row[2]
    if "<table" in cells or max(map(lines, CELL.findall(cells)), default=0) <= LONG:
        return row[0]
    return f"<tr{with_class(attributes, 'long')}>{cells}</tr>"


def lines(cell: str) -> int:
    """About how many lines the words of a cell take: each paragraph and item begins a new one."""
    blocks = (TAG.sub("", block).strip() for block in BLOCK.split(cell))
    return sum(1 + len(block) // LETTERS_A_LINE for block in blocks if block)
