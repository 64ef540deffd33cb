"""Cells that say something by their colour alone: a colour cannot be kept, and cannot be read by everybody, so it is said."""

from __future__ import annotations

from lxml import html

from . import styles
from . import told as kinds
from .told import Told

CELLS = ("td", "th")


def say_colours(document: html.HtmlElement, rules: dict[str, str], told: Told) -> None:
    """The first row is a head, and a row of one colour is a band: their colours say nothing of a cell."""
    for table in document.iter("table"):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        for row in rows[1:]:
            cells = [cell for cell in row if cell.tag in CELLS]
            colours = [_behind(cell, rules) for cell in cells]
            if len(cells) > 1 and len(set(colours)) == 1:
                continue
            for cell, colour in zip(cells, colours, strict=True):
                if colour:
                    _say(cell, colour, told)


def _behind(cell: html.HtmlElement, rules: dict[str, str]) -> str:
    own = styles.behind(styles.of(cell, rules), cell)
    return (
        own
        if own or cell.text_content().strip()
        else next(filter(None, (styles.behind(styles.of(each, rules), each) for each in cell.iter())), "")
    )


def _say(cell: html.HtmlElement, colour: str, told: Told) -> None:
    words = cell.text_content().strip()
    if words:
        told.add(kinds.CELL_COLOURED, f"{colour}: {words}")
        return
    told.add(kinds.CELL_SAID, colour)
    cell.text = colour
