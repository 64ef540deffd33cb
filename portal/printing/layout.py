"""Judging laid out pages before they become a PDF: what stands over the edge, what does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from . import refusals

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BOX = "boxes-box"  # of a plan on a page
TOLERANCE = 1.5  # CSS pixels


def refuse_overflow(pages: list[Any]) -> None:
    """A table or picture that runs over the edge of the paper is refused in the name of its section."""
    section = ""
    for page in pages:
        sheet = page._page_box
        edge = sheet.content_box_x() + sheet.width + TOLERANCE
        for box in blocks(sheet):
            if box.element_tag in HEADINGS:
                section = words_of(box) or section
            elif is_over(box, edge):
                is_table = box.element_tag == "table"
                raise refusals.table_too_wide(section) if is_table else refusals.picture_too_wide(section)


def is_over(box: Any, edge: float) -> bool:
    return box.element_tag in ("table", "img", "svg") and box.position_x + box.margin_width() > edge


def overflow(pages: list[Any]) -> tuple[str, int]:
    """(the section that runs over the first page, lines that stand on later pages)"""
    section, lines = "The text", 0
    for number, page in enumerate(pages):
        for box in blocks(page._page_box):
            if box.element_tag in HEADINGS and (number == 0 or not lines):
                section = words_of(box) or section
            if number:
                lines += sum(1 for child in box.children if is_line(child)) if hasattr(box, "children") else 0
    return _longest_box(pages) or section, max(lines, 1)


def _longest_box(pages: list[Any]) -> str:
    """Where boxes stand beside each other: the heading of the one that goes on longest on later pages."""
    lines: Counter[Any] = Counter()
    for page in pages[1:]:
        for box in blocks(page._page_box):
            if BOX in _classes(box):
                lines[box.element] += sum(1 for inner in box.descendants() if is_line(inner))
    [(longest, _)] = lines.most_common(1) or [(None, 0)]
    return " ".join("".join(longest.find("h2").itertext()).split()) if longest is not None else ""


def _classes(box: Any) -> list[str]:
    """Of a box that an element draws; once, though it draws a cell and what stands in it."""
    named = getattr(box.element, "attrib", None)
    return str(named.get("class", "")).split() if named is not None and box.element_tag == box.element.tag else []


def blocks(box: Any) -> Iterator[Any]:
    """Boxes from the top down, without what is inside lines."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        if not is_line(child):
            yield child
            yield from blocks(child)


def is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def words_of(box: Any) -> str:
    lines = [one for one in box.descendants() if is_line(one)] or [box]
    return " ".join(" ".join("".join(getattr(inner, "text", "") for inner in line.descendants()) for line in lines).split())
