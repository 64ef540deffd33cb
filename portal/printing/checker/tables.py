"""Rules of tables: one tag for one table, with heads, and rows that are equally long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .file import File
from .rules import Fault


def check(file: File, expected: int | None) -> Iterator[Fault]:
    tables = [tag for tag in file.tags.values() if tag.role == "/Table"]
    if expected is not None and len(tables) != expected:
        yield Fault("tables", "file", f"{len(tables)} tagged, {expected} in the source")
    for table in tables:
        if "/ID" not in table.entry:
            yield Fault("one-table", table.where)
        rows = list(rows_of(file, table.entry))
        widths = set(row_widths(rows))
        if not rows:
            yield Fault("rows", table.where)
        elif len(widths) > 1:
            yield Fault("widths", table.where, ", ".join(map(str, sorted(widths))))
        if rows and not any(cell["/S"] == "/TH" for row in rows for cell in row):
            yield Fault("heads", table.where)
        for cell in (cell for row in rows for cell in row if cell["/S"] == "/TH"):
            if "/Scope" not in file.attributes(cell):
                yield Fault("scope", table.where)


def rows_of(file: File, entry: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """For each row its cells, with their attributes at hand."""
    for kid in map(file.at, file.kids(entry)):
        if not isinstance(kid, dict):
            continue
        if kid.get("/S") == "/TR":
            cells = [file.at(cell) for cell in file.kids(kid)]
            yield [{**cell, "/A": file.attributes(cell)} for cell in cells if isinstance(cell, dict) and cell.get("/S") in ("/TH", "/TD")]
        elif kid.get("/S") in ("/THead", "/TBody", "/TFoot"):
            yield from rows_of(file, kid)


def row_widths(rows: list[list[dict[str, Any]]]) -> Iterator[int]:
    held: list[int] = []  # for each column, the rows it is covered from here on
    for row in rows:
        for cell in row:
            for _ in range(cell["/A"].get("/ColSpan", 1)):
                free = held.index(0) if 0 in held else len(held)
                held[free : free + 1] = [cell["/A"].get("/RowSpan", 1)]
        yield len(held) - held.count(0)
        held = [left and left - 1 for left in held]
