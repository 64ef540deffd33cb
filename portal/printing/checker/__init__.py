"""Judge a tagged PDF by our own rules, those included that the usual validators do not know.

It reads the file, not what the press meant: it shares no code with the press. What it cannot know from the file is
whether the tags follow the HTML's order; tests compare the text of the tag tree with the text of the HTML for that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain, islice
from typing import NamedTuple

import pikepdf

from . import catalog, fonts, pages, structure, tables, targets
from .file import File
from .rules import RULES, Fault

__all__ = ["RULES", "Fault", "Verdict", "check", "judge"]
MOST = 5_000  # faults kept: one mistake in a template repeats on each page, and each page is named


class Verdict(NamedTuple):
    faults: list[Fault]
    read: dict[str, pages.Read]  # of a whole file: what its streams paint, by their sha256


def check(pdf: pikepdf.Pdf, *, tables: int | None = None) -> list[Fault]:
    """Every broken rule, by place. `tables` is the number of <table> elements in the sources, where it is known."""
    return judge(pdf, tables=tables).faults


def judge(
    pdf: pikepdf.Pdf, *, tables: int | None = None, known: Mapping[str, pages.Read] | None = None, elsewhere: Collection[str] = ()
) -> Verdict:
    """The faults, and what need not be read again where the same streams are bound.

    `known` comes from earlier verdicts; `elsewhere` are names in files that will be one with this.
    """
    read: dict[str, pages.Read] = {}
    faults = list(islice(_all(File(pdf, elsewhere), tables, known or {}, read), MOST))
    return Verdict(faults, {} if faults else read)


def _all(file: File, expected: int | None, known: Mapping[str, pages.Read], read: dict[str, pages.Read]) -> Iterator[Fault]:
    return chain(
        catalog.check(file),
        file.faults,
        structure.check(file),
        tables.check(file, expected),
        pages.check(file, known, read),
        targets.check(file),
        fonts.check(file),
    )
