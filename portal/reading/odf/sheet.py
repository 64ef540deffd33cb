"""An OpenDocument spreadsheet: a heading and a table for each sheet, as it was shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .. import outline, refusals
from ..collecting import MOST_ROWS, Collected
from ..opening import Archive
from ..sheets import add_sheet
from ..source import Source
from .names import OFFICE, TABLE, TEXT, count, table_rows, words
from .text import grid_of


def read_ods(content: bytes, name: str) -> Source:
    tree = Archive(content, name).tree("content.xml")
    body = None if tree is None else tree.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if body is None:
        raise refusals.damaged(name)
    collected = Collected(name, "ods")
    for at, table in enumerate(body.findall(f"{TABLE}table"), 1):
        rows = sum(1 for _ in table_rows(table))
        if rows > MOST_ROWS:
            raise refusals.too_many_rows(name, rows, MOST_ROWS)
        grid = [row for row, times in zip(grid_of(table, _shown), _repeats(table), strict=True) for _ in range(times)]
        add_sheet(collected, table.get(f"{TABLE}name") or f"Sheet {at}", grid, page=at)
    collected.source.pages = 1
    return outline.marked(collected.source)


def _shown(cell: etree._Element) -> str:
    return "\n".join("".join(words(one)) for one in cell.findall(f"{TEXT}p"))


def _repeats(table: etree._Element) -> Iterator[int]:
    """A row with words is there as often as it says; empty ones need not be."""
    for row in table_rows(table):
        has_words = any(True for one in row.iter(f"{TEXT}p") if "".join(words(one)).strip())
        yield min(count(row, f"{TABLE}number-rows-repeated"), 100) if has_words else 1
