"""Edges and turns of a page as readers take them, whatever else a file says of its printing."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array

FOR_PRINTERS = ("/TrimBox", "/BleedBox", "/ArtBox")


def settle(page: pikepdf.Page) -> None:
    """A page is seen within its crop, on its sheet; where it would be trimmed is a printer's business. 450 degrees are 90."""
    held, sheet = page.obj, sides_of(page.mediabox)
    crop = sides_of(page.cropbox)
    seen = [max(crop[0], sheet[0]), max(crop[1], sheet[1]), min(crop[2], sheet[2]), min(crop[3], sheet[3])]
    held.MediaBox = Array(sheet)
    held.CropBox = Array(seen if seen[0] < seen[2] and seen[1] < seen[3] else sheet)
    held.Rotate = round(float(inherited(held, "/Rotate", 0)) / 90) * 90 % 360
    for name in FOR_PRINTERS:
        if name in held:
            del held[name]


def sides_of(box: Any) -> list[float]:
    """Left, low, right, high, whichever corner comes first."""
    one, two, three, four = (float(side) for side in box)
    return [min(one, three), min(two, four), max(one, three), max(two, four)]


def inherited(page: Any, name: str, otherwise: Any) -> Any:
    for _ in range(50):  # a tree of pages is never deeper, unless it goes in a circle
        if name in page:
            return page[name]
        if "/Parent" not in page:
            break
        page = page.Parent
    return otherwise
