"""What a workbook is made of. Whatever a cell holds, the portal knows it as one text, the same on the way out and on the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from hashlib import sha256

LONGEST = 32_000  # letters that Excel surely keeps in a cell


class Kind(Enum):
    """What is typed into the cells of a column."""

    TEXT = "Text"
    LONG = "Text of several lines: - for a bullet, **bold**"
    CHOICE = "One of the list"
    LIST = "Any of the list, one a line"
    DATE = "A date"
    MONEY = "Pounds"
    NUMBER = "A whole number"
    DECIMAL = "A number, with at most 4 decimal places"


@dataclass(frozen=True)
class Column:
    """`choices` are what a cell may say; `is_locked` tells what the portal alone writes.

    Columns of one `part` say one thing together: two people who change them at once are asked, as on a page.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    choices: Sequence[str] = ()
    help: str = ""
    is_locked: bool = False
    is_required: bool = False
    longest: int = LONGEST
    part: str = ""

    @cached_property
    def known(self) -> dict[str, str]:
        """{choice, small letters: as it is written}; a list may have thousands, and a sheet thousands of cells."""
        return {choice.casefold(): choice for choice in self.choices}

    @property
    def together(self) -> str:
        return self.part or self.key


@dataclass(frozen=True)
class Sheet:
    """One table. The first column is the key of its rows: each its own, or, where it `repeats`, several rows of one thing."""

    name: str
    columns: Sequence[Column]
    help: str = ""
    repeats: bool = False

    @property
    def key(self) -> Column:
        return self.columns[0]

    @property
    def told(self) -> Sequence[Column]:
        """Those in which something is said."""
        return [column for column in self.columns[1:] if not column.is_locked]


@dataclass(frozen=True)
class Row:
    """Of one key: {column: text}. `fixed` are the cells that cannot be changed in a workbook, each with the reason."""

    key: str
    cells: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""  # of the thing as it stands


@dataclass(frozen=True)
class About:
    """Which workbook it is: of what kind, of which thing (its key and its name), made when."""

    kind: str
    of: str
    title: str
    made: str


def said(text: str) -> str:
    """A short mark of a cell's text."""
    return sha256(text.encode()).hexdigest()[:10]


def said_by(sheet: Sheet, rows: Sequence[Row]) -> str:
    """The mark of all rows of one key on a sheet that repeats."""
    return said("\x1e".join("\x1f".join(row.cells.get(column.key, "") for column in sheet.told) for row in rows))


def by_key(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found
