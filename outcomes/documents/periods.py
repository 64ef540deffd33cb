"""A period as people type it: in our words, with its last day."""

import re
from calendar import monthrange
from datetime import date

from portal.nhsuk import words

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
YEAR = re.compile(r"(\d{4})\s*[/–-]\s*(\d{2})(\d{2})?")
QUARTER = re.compile(r"q(?:uarter)?\s*([1-4])\s*(?:of)?\s*(\d{4})\s*[/–-]\s*(\d{2})", re.IGNORECASE)
NAMED_MONTH = re.compile(r"([a-z]{3,9})[\s-]+(\d{4}|\d{2})", re.IGNORECASE)
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")

Period = tuple[str, date]  # in our words, and its last day


class NotAPeriod(ValueError):
    """What was typed names no period; the sentence says how one is written."""


def period_of(cell: str) -> Period:
    """(the period in our words, its last day)"""
    for reads in (_quarter, _financial_year, _month, _day, _calendar_year):
        found = reads(cell)
        if found:
            return found
    raise NotAPeriod(f"“{cell[:40]}” is not a period. Write a month (April 2019), quarter (Q1 2019/20) or year (2019/20)")


def _quarter(cell: str) -> Period | None:
    found = QUARTER.fullmatch(cell)
    if not found or not _consecutive(found[2], found[3]):
        return None
    quarter, year = int(found[1]), int(found[2])
    year, month = (year, 3 + 3 * quarter) if quarter < 4 else (year + 1, 3)
    return f"Quarter {quarter} of {words.financial_year(int(found[2]))}", _end(year, month)


def _financial_year(cell: str) -> Period | None:
    found = YEAR.fullmatch(cell)
    if not found or not _consecutive(found[1], found[3] or found[2]):
        return None
    return words.financial_year(int(found[1])), _end(int(found[1]) + 1, 3)


def _month(cell: str) -> Period | None:
    found = NAMED_MONTH.fullmatch(cell)
    if found and found[1][:3].lower() in MONTHS:
        year = int(found[2]) if len(found[2]) == 4 else 2000 + int(found[2])
        last = _end(year, MONTHS.index(found[1][:3].lower()) + 1)
        return f"{last:%B %Y}", last
    return None


def _day(cell: str) -> Period | None:
    if found := DAY.fullmatch(cell):
        number, month, year = found.groups()
    elif found := ISO_DAY.fullmatch(cell):
        year, month, number = found.groups()
    else:
        return None
    try:
        day = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return words.day(day), day


def _calendar_year(cell: str) -> Period | None:
    return (cell, date(int(cell), 12, 31)) if re.fullmatch(r"(19|20)\d\d", cell) else None


def _consecutive(first: str, last: str) -> bool:
    return (int(first) + 1) % 100 == int(last)


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
