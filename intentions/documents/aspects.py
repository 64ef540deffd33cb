"""One truth seen otherwise: by borough, by quarter, by money. Pure sorting of published versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.nhsuk import words
from portal.organisations.states import PlaceKind
from portal.richtext.clean import to_text

from ..models import Money, Version
from ..states import Confidence, MoneyKind, Precision

NOWHERE = "No place named"
MOST_TOGETHER = 12  # of one stretch of the timeline, before programmes tell them apart
QUARTERLY = (Precision.DAY, Precision.MONTH, Precision.QUARTER)


@dataclass(frozen=True)
class Cell:
    """What is planned for one focus in one borough. Empty, shared and copied are told apart in words."""

    borough: str
    entries: list[tuple[Version, str]]

    @property
    def is_empty(self) -> bool:
        return not self.entries


@dataclass(frozen=True)
class Focus:
    """A line of the grid: a theme of a chapter, or an intention that has none."""

    chapter: str
    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class Stretch:
    """A heading of the timeline with what falls under it."""

    heading: str
    versions: list[Version]

    def groups(self) -> list[tuple[str, list[Version]]]:
        """By programme where many fall together, so that a round of one year is no flat list; else all under no name."""
        if len(self.versions) <= MOST_TOGETHER:
            return [("", self.versions)]
        found: dict[str, list[Version]] = defaultdict(list)
        for version in sorted(self.versions, key=lambda one: one.intention.frozen_chapter.order):
            found[version.intention.frozen_chapter.title].append(version)
        return list(found.items())


def boroughs_of(place: Any) -> set[str]:
    """A borough is itself; a group or a system is its members, and the places under it. Rows must be prefetched."""
    if place.kind == PlaceKind.BOROUGH:
        return {place.name}
    return {part.name for part in (*place.members.all(), *place.children.all()) if part.kind == PlaceKind.BOROUGH}


def by_borough(versions: Collection[Version], places: Iterable[Any], chapter_of: Callable[[Version], str]) -> tuple[list[str], list[Focus]]:
    """The boroughs of the round, and a line for each focus; what names no place has a column of its own. The caller says which chapter
    its reader knows: the one being written, or the one that was frozen."""
    reach = {version.pk: {name for place in version.places.all() for name in boroughs_of(place)} or {NOWHERE} for version in versions}
    named = {name for place in places for name in boroughs_of(place)}.union(*reach.values())
    boroughs = sorted(named, key=lambda name: (name == NOWHERE, name))
    lines: dict[tuple[str, str], list[Version]] = defaultdict(list)
    for version in versions:
        lines[chapter_of(version), version.theme or version.title].append(version)
    return boroughs, [Focus(chapter, name, _cells(found, reach, boroughs)) for (chapter, name), found in lines.items()]


def _cells(versions: list[Version], reach: dict[Any, set[str]], boroughs: list[str]) -> list[Cell]:
    texts = {version.pk: " ".join(to_text(version.description).split()).lower() for version in versions}
    return [
        Cell(borough, [(one, _note(one, versions, reach, texts, borough, boroughs)) for one in versions if borough in reach[one.pk]])
        for borough in boroughs
    ]


def _note(
    one: Version, versions: list[Version], reach: dict[Any, set[str]], texts: dict[Any, str], borough: str, boroughs: list[str]
) -> str:
    if len(reach[one.pk]) == len(set(boroughs) - {NOWHERE}) > 1:
        return "All boroughs"
    if len(reach[one.pk]) > 1:
        return f"Shared with {', '.join(sorted(reach[one.pk] - {borough}))}"
    twins = [other for other in versions if other.pk != one.pk and texts[one.pk] and texts[other.pk] == texts[one.pk]]
    copies = {name for other in twins for name in reach[other.pk]}
    return f"Same text as {', '.join(sorted(copies))}" if copies else ""


@dataclass(frozen=True)
class Gap:
    """A focus that some boroughs plan for and this one does not, with what might be copied to it."""

    focus: Focus
    borough: str
    versions: list[Version]


def gaps(lines: Iterable[Focus]) -> list[Gap]:
    """Blank cells beside filled ones. What names no place is for nobody in particular, and leaves no gap."""
    found = []
    for line in lines:
        planned = {version.pk: version for cell in line.cells if cell.borough != NOWHERE for version, _ in cell.entries}
        found += [
            Gap(line, cell.borough, [*planned.values()]) for cell in line.cells if cell.is_empty and planned and cell.borough != NOWHERE
        ]
    return found


def by_quarter(versions: Iterable[Version]) -> list[Stretch]:
    """Quarters first to last, whole years after their quarters, and at the end what has no date."""
    found: dict[tuple[Any, str], list[Version]] = defaultdict(list)
    for version in versions:
        found[_when(version)].append(version)
    return [Stretch(heading, found[key, heading]) for key, heading in sorted(found)]


def _when(version: Version) -> tuple[tuple[int, date, date], str]:
    first = version.from_date or version.to_date
    if first is None:
        return (1, date.max, date.max), "No date yet"
    if version.precision in QUARTERLY:
        start = first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1)
        return (0, start, start), words.quarter(first)
    last = version.to_date or first
    years = dict.fromkeys(words.financial_year(day) for day in (first, last))
    return (0, first, last), " to ".join(years)


@dataclass(frozen=True)
class Sum:
    """Pounds of one kind and one confidence: what is illustrative is never added to what is committed."""

    kind: str
    confidence: str
    amount: Decimal
    known: int
    unknown: int


def money_rows(versions: Iterable[Version]) -> Iterator[tuple[Version, Money]]:
    for version in versions:
        for row in sorted(version.money.all(), key=lambda one: one.order):
            yield version, row


def years(row: Money) -> str:
    """2019/20, or 2013/14 to 2017/18."""
    return " to ".join(dict.fromkeys(words.financial_year(year) for year in (row.year_from, row.year_to) if year is not None))


def sums(rows: Sequence[tuple[Version, Money]]) -> list[Sum]:
    """By kind and confidence; how many amounts are not known stands beside each sum."""
    found: dict[tuple[str, str], list[Decimal | None]] = defaultdict(list)
    for _, row in rows:
        found[row.kind, row.confidence].append(row.amount)
    order = [(kind, confidence) for kind in MoneyKind.values for confidence in [*Confidence.values, ""]]
    return [_sum(kind, confidence, found[kind, confidence]) for kind, confidence in order if found[kind, confidence]]


def _sum(kind: str, confidence: str, amounts: list[Decimal | None]) -> Sum:
    known = [amount for amount in amounts if amount is not None]
    named = str(Confidence(confidence).label) if confidence else "Confidence not said"
    return Sum(str(MoneyKind(kind).label), named, sum(known, Decimal(0)), len(known), len(amounts) - len(known))
