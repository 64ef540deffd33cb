"""Days on which few people work: weekends, and the bank holidays of England by their rule and as the operator moves them.

The rule comes with the days given in lieu and the single ones that were known when it was written. What is proclaimed later stands in
BANK_HOLIDAYS: "2028-06-09 Jubilee" is one more, "-2028-05-29" is none this year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import holidays
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from . import words

CHRISTMAS = {(12, 25), (12, 26), (1, 1)}  # whatever day is given in lieu


def bank_holidays(year: int) -> dict[date, str]:
    """{day: its name}"""
    return _bank_holidays(year, tuple(settings.BANK_HOLIDAYS))


@cache
def _bank_holidays(year: int, moved: tuple[str, ...]) -> dict[date, str]:
    found = dict(holidays.country_holidays("GB", subdiv="ENG", years=year))
    for day, name in as_moved(moved).items():
        if not name:
            found.pop(day, None)
        elif day.year == year:
            found[day] = name
    return found


def as_moved(said: Iterable[str]) -> dict[date, str]:
    """{day: its name, or nothing where it is no bank holiday}; what cannot be read is named."""
    moved = {}
    for one in filter(None, map(str.strip, said)):
        day, _, name = one.removeprefix("-").partition(" ")
        try:
            moved[date.fromisoformat(day)] = "" if one.startswith("-") else name.strip() or "Bank holiday"
        except ValueError:
            raise ImproperlyConfigured(f"BANK_HOLIDAYS: “{one}” is no day. Write 2028-06-09 and its name, or -2028-05-29") from None
    return moved


def is_working_day(on: date) -> bool:
    return on.weekday() < 5 and on not in bank_holidays(on.year)


def day_off_words(on: date) -> str:
    """That nobody meets, and few read, on this day; nothing of a working day."""
    if name := bank_holidays(on.year).get(on):
        return f"{words.day(on, 'weekday')} is a bank holiday in England: {name}."
    if (on.month, on.day) in CHRISTMAS or on.weekday() >= 5:
        return f"{words.day(on, 'weekday')} is no working day."
    return ""


def odd_day(on: date) -> str:
    """Within a sentence: 31 January 2015 is a Saturday."""
    if name := bank_holidays(on.year).get(on):
        return f"{words.day(on)} is a bank holiday ({name})"
    return f"{words.day(on)} is a {on:%A}" if on.weekday() >= 5 else ""
