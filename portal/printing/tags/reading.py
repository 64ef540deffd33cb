"""Questions a tag in memory answers about itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

ROW_GROUPS = {"/THead", "/TBody", "/TFoot"}


def role_of(kid: Any) -> str | None:
    return kid["S"] if isinstance(kid, dict) and kid.get("Type") == "/StructElem" else None


def birth_of(kid: Any) -> tuple[int, str] | None:
    """Parts of one box share number and role; a tag made for no box, or for a box made late, has no birth."""
    number = getattr(kid.boxes[0], "birth", None) if hasattr(kid, "boxes") else None
    return None if number is None else (number, kid["S"])


def element_of(tag: Any) -> str:
    """The name of the HTML element the tag was made for, or nothing."""
    return tag.boxes[0].element_tag or "" if hasattr(tag, "boxes") else ""


def attribute_of(tag: Any, name: str) -> str | None:
    element = tag.boxes[0].element if hasattr(tag, "boxes") else None
    return None if element is None else element.get(name)


def text_of(tag: Any) -> str:
    """The words of the tag's boxes (one box a line), each space once."""
    lines = ("".join(getattr(box, "text", "") for box in line.descendants()) for line in tag.boxes)
    return " ".join(" ".join(lines).split())


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table in order, without those of tables inside its cells."""
    for kid in table.kids:
        if role_of(kid) == "/TR":
            yield kid
        elif role_of(kid) in ROW_GROUPS:
            yield from rows_of(kid)


def grid(rows: list[list[Any]]) -> Iterator[list[tuple[Any, int, int, int]]]:
    """For each row: (cell, first column, columns, rows) of its cells, counted as HTML counts them."""
    held: dict[int, int] = {}  # column -> rows it is still covered, this one included
    for row in rows:
        column, cells = 0, []
        for cell in row:
            while held.get(column):
                column += 1
            across, down = cell["A"].get("ColSpan", 1), cell["A"].get("RowSpan", 1)
            cells.append((cell, column, across, down))
            held.update(dict.fromkeys(range(column, column + across), down))
            column += across
        yield cells
        held = {j: left - 1 for j, left in held.items() if left > 1}
