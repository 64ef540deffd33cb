"""A workbook that came back, as plain JSON and back: what is kept of it until somebody has looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .reading import Brought, Line
from .shape import About
from .stamp import Stamp


def plain(brought: Brought) -> dict[str, Any]:
    return {
        "about": asdict(brought.about),
        "out": brought.stamp.rows,
        "lines": [asdict(line) for line in brought.lines],
        "notes": brought.notes,
        "sheets": brought.sheets,
    }


def read(kept: Mapping[str, Any]) -> Brought:
    about = About(**kept["about"])
    rows = {sheet: {key: (mark, cells) for key, (mark, cells) in keys.items()} for sheet, keys in kept["out"].items()}
    return Brought(about, Stamp(about, rows), [Line(**line) for line in kept["lines"]], kept["notes"], kept["sheets"])
