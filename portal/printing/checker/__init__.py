"""Judge a tagged PDF by our own rules, those included that the usual validators do not know.

It reads the file, not what the press meant: it shares no code with the press. What it cannot know from the file is
whether the tags follow the HTML's order; tests compare the text of the tag tree with the text of the HTML for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pikepdf

from . import catalog, fonts, pages, structure, tables, targets
from .file import File
from .rules import RULES, Fault

__all__ = ["RULES", "Fault", "check"]
MOST = 200  # faults kept: one mistake in a template repeats on each page


def check(pdf: pikepdf.Pdf, *, tables: int | None = None) -> list[Fault]:
    """Every broken rule, by place. `tables` is the number of <table> elements in the sources, where it is known."""
    found: list[Fault] = []
    for fault in _all(pdf, tables):
        found.append(fault)
        if len(found) >= MOST:
            break
    return found


def _all(pdf: pikepdf.Pdf, expected: int | None) -> Iterator[Fault]:
    file = File(pdf)
    return chain(
        catalog.check(file),
        file.faults,
        structure.check(file),
        tables.check(file, expected),
        pages.check(file),
        targets.check(file),
        fonts.check(file),
    )
