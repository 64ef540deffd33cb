"""Where a page from elsewhere lies on its sheet: at its own size and turn, with our lines in the margin it has.

A page is moved before it is made smaller, and made smaller only where its ink leaves no margin for the lines.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
from PIL import ImageChops

LEAST = 298.0, 300.0  # points: a smaller page stands in the middle of a sheet that has room for the lines
TOP, FOOT = 38.0, 40.0  # points at the head and the foot that are ours
FINENESS = 0.75  # pixels a point in which the ink is looked for
LARGEST = 3_000  # pixels: a sheet is not drawn larger
INK = 24  # of 255: what differs less from white is no ink


class Box(NamedTuple):
    """In points from the upper left corner of a page."""

    left: float
    top: float
    right: float
    foot: float


class Seen(NamedTuple):
    """A page as a reader shows it: how large, and where it is not empty."""

    width: float
    height: float
    ink: Box


class Place(NamedTuple):
    """The sheet, where on it the upper left corner of the page lies, and how large the page is drawn."""

    width: float
    height: float
    left: float
    top: float
    seen_width: float
    seen_height: float


def seen_of(content: bytes) -> Iterator[Seen]:
    """The pages of a file without marks; of an empty one the middle counts as drawn."""
    file = pypdfium2.PdfDocument(content)
    for page in file:
        width, height = page.get_size()
        scale = min(FINENESS, LARGEST / max(width, height))
        drawn = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        box = ImageChops.invert(drawn).point(lambda value: 255 if value > INK else 0).getbbox()
        left, top, right, foot = box or (drawn.width // 2, drawn.height // 2, drawn.width // 2, drawn.height // 2)
        yield Seen(width, height, Box(left / scale, top / scale, right / scale, foot / scale))
        page.close()
    file.close()


def place(width: float, height: float, ink: Box, *, top: float = TOP) -> Place:
    """Nothing of the ink lies in the first `top` points of the sheet or in the last FOOT; the sides stay as they are."""
    sheet = max(width, LEAST[0]), max(height, LEAST[1])
    left, down = (sheet[0] - width) / 2, (sheet[1] - height) / 2
    room, high = sheet[1] - top - FOOT, ink.foot - ink.top
    if high <= room:
        return Place(*sheet, left, down + _shift(down + ink.top, down + ink.foot, top, sheet[1] - FOOT), width, height)
    scale = room / high
    return Place(*sheet, (sheet[0] - width * scale) / 2, top - ink.top * scale, width * scale, height * scale)


def _shift(top: float, foot: float, first: float, last: float) -> int:
    """How far down the ink is moved, in whole points, so that it lies between the two lines."""
    if top < first:
        return math.ceil(first - top)
    return min(0, math.floor(last - foot))
