"""A text as a cell of Excel, and a cell of Excel as a text, with words for what cannot be read."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from .shape import Column, Kind

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+) (\d{4})")
FIGURES = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{2,4})")
AMOUNT = re.compile(r"£?\s*(-?[\d,]+(?:\.\d+)?)")
NUMBERS = {  # kind: decimal places, what it should be, what it must be
    Kind.MONEY: (2, "an amount in pounds, like 250000", "in pounds and whole pence"),
    Kind.NUMBER: (0, "a whole number", "a whole number"),
    Kind.DECIMAL: (4, "a number, like 81.5", "a number with at most 4 decimal places"),
}
MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}


class Unread(ValueError):
    """What is in a cell cannot be taken as it is; the sentence says what to do."""


def to_cell(column: Column, text: str) -> Any:
    """What Excel is given: a date is a date, an amount a number, everything else text."""
    if not text:
        return None
    if column.kind is Kind.DATE:
        return date.fromisoformat(text)
    if column.kind in NUMBERS:
        return Decimal(text)
    return UNPRINTABLE.sub("", text)


def from_cell(column: Column, value: Any) -> tuple[str, str]:
    """The text of a cell, and what is worth saying about how it was read; Unread when it cannot be."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return "", ""
    if column.kind is Kind.DATE:
        return _date(value)
    if column.kind in NUMBERS:
        return _number(column, value)
    text = _plain(value)
    return ("\n".join(line.strip() for line in text.splitlines() if line.strip()), "") if column.kind is Kind.LIST else (text, "")


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (date, datetime)):
        return f"{value:%-d %B %Y}"
    return settled(str(value).replace("_x000D_", ""))


def _date(value: Any) -> tuple[str, str]:
    if isinstance(value, datetime):
        return value.date().isoformat(), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    text = " ".join(str(value).split())
    if isinstance(value, (int, float)):
        raise Unread(f"“{text}” is a number: enter a date")
    if found := ISO.fullmatch(text):
        return _day(text, *map(int, found.groups())), f"“{text}” is text and was read as a date"
    if (found := IN_WORDS.fullmatch(text)) and found[2].lower() in MONTHS:
        return _day(text, int(found[3]), MONTHS[found[2].lower()], int(found[1])), f"“{text}” is text and was read as a date"
    if (found := FIGURES.fullmatch(text)) and len(found[3]) == 4 and (told := _told(found)):
        return _day(text, *told), f"“{text}” is text and was read as a date"
    if found:
        raise Unread(f"“{text}” may be two days: write the month in letters, like 4 March 2027")
    raise Unread(f"“{text}” is not a date, like 4 March 2027")


def _told(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month and day of figures that can be one day only: 25/03/2027, 3/25/2027, 4/4/2027."""
    first, second, year = map(int, found.groups())
    if first != second and max(first, second) <= 12:
        return None
    day, month = (second, first) if second > 12 else (first, second)
    return year, month, day


def _day(text: str, year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Unread(f"“{text}” is no day of the calendar") from None


def _number(column: Column, value: Any) -> tuple[str, str]:
    is_text = isinstance(value, str)
    found = AMOUNT.fullmatch(value.strip()) if is_text else None
    if isinstance(value, (bool, date, datetime)) or (is_text and not found):
        raise Unread(f"“{_plain(value)}” is not {NUMBERS[column.kind][1]}")
    try:
        amount = Decimal(found[1].replace(",", "") if found else str(round(value, 6)))
    except InvalidOperation:
        raise Unread(f"“{value}” is not a number") from None
    if amount < 0 and column.kind is not Kind.DECIMAL:
        raise Unread(f"“{value}” is less than 0")
    if amount != round(amount, NUMBERS[column.kind][0]):
        raise Unread(f"“{value}” must be {NUMBERS[column.kind][2]}")
    return number(amount), f"“{value}” is a number kept as text and was read as {number(amount)}" if is_text else ""


def settled(text: str) -> str:
    """A text as a cell gives it back: line ends of one kind, no blanks at the ends of lines, nothing that nobody sees."""
    lines = UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


def number(amount: Decimal | int) -> str:
    """In one way of writing: 185000, 0.5."""
    return f"{Decimal(amount).normalize():f}"
