"""Every time that a sentence names: financial years, dates, months, calendar years, quarters; and those that name no year.

Only years move. A month, a quarter, "the end of" stay as they are written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from portal.nhsuk import words

from ...timescale import MONTHS
from .span import Edit

YEAR = r"(?:19|20)\d\d"
NAMES = "|".join(f"{name[:3].capitalize()}(?:{name[3:]})?" if name[3:] else name.capitalize() for name in MONTHS)
MONTH = rf"(?:(?:{NAMES}|Sept)\b\.?)"
WEEKDAY = "|".join(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
DASH = "[-\u2010-\u2015\u2212/]"
BEFORE = r"(?<![\w\u00a3$\u20ac#=@])(?<!\d[.,])"
AFTER = r"(?![\w%]|[.,]\d)"
ENDS = {1: 3, 2: 6, 3: 9, 4: 12}


def _no_doubt(years: int) -> str:
    return ""


@dataclass(frozen=True)
class Named:
    """A time in a text, from letter `start` to letter `end`. `ends` is its last day; none for what names no year.

    `moved` gives the edits for so many years; `fault` says why it cannot be moved; `doubt` why it must be looked at.
    """

    start: int
    end: int
    year: int
    ends: date | None
    edits: Callable[[int], tuple[Edit, ...]]
    kind: str  # year, date, month, bare, nameless
    fault: str = ""
    doubt: Callable[[int], str] = _no_doubt


def _moved(start: int, written: str, years: int) -> tuple[Edit, ...]:
    """The digits of a year, four or two, some years later."""
    number = int(written) + years
    return (Edit(start, start + len(written), f"{number % 100:02}" if len(written) == 2 else str(number)),)


FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Named | None]]] = []


def _form(pattern: str) -> Callable[[Callable[[re.Match[str]], Named | None]], Callable[[re.Match[str]], Named | None]]:
    def keep(reading: Callable[[re.Match[str]], Named | None]) -> Callable[[re.Match[str]], Named | None]:
        FORMS.append((re.compile(pattern), reading))
        return reading

    return keep


def named(text: str) -> list[Named]:
    """In the order of the text; a longer form is read before a shorter one, and no letter is read twice."""
    found: list[Named] = []
    if not re.search(r"\d|\b(?:" + MONTH + ")", text):
        return found
    taken = bytearray(len(text))
    for pattern, reading in FORMS:
        for match in pattern.finditer(text):
            one = None if any(taken[match.start() : match.end()]) else reading(match)
            if one:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(one)
    return sorted(found, key=lambda one: one.start)


# ── Dates ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@_form(rf"{BEFORE}(?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d){AFTER}")
def _iso(match: re.Match[str]) -> Named:
    return _date(match, int(match["month"]))


@_form(rf"{BEFORE}(?P<day>\d\d?)(?P<mark>[/.])(?P<month>\d\d?)(?P=mark)(?P<year>{YEAR}){AFTER}")
def _british(match: re.Match[str]) -> Named:
    return _date(match, int(match["month"]))


@_form(
    rf"{BEFORE}(?:(?P<weekday>{WEEKDAY}),? (?:the )?)?(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<name>{MONTH}),? (?P<year>{YEAR}){AFTER}"
)
def _written(match: re.Match[str]) -> Named:
    return _date(match, _month_number(match["name"]))


def _date(match: re.Match[str], month: int) -> Named:
    year, number = int(match["year"]), int(match["day"])
    try:
        day = date(year, month, number)
    except ValueError:
        return Named(*match.span(), year, None, lambda years: (), "date", fault=f"“{match.group()}” is not a day of the calendar")
    weekday = match.groupdict().get("weekday")
    return Named(*match.span(), year, day, partial(_date_moved, match, day), "date", doubt=partial(_date_doubted, day, weekday or ""))


def _date_moved(match: re.Match[str], day: date, years: int) -> tuple[Edit, ...]:
    edits = _moved(match.start("year"), match["year"], years)
    if _is_leap_day(day, years):
        edits += (Edit(match.start("day"), match.end("day"), "28"),)
    elif match.groupdict().get("weekday"):
        edits += (Edit(match.start("weekday"), match.end("weekday"), f"{day.replace(year=day.year + years):%A}"),)
    return edits


def _is_leap_day(day: date, years: int) -> bool:
    return (day.month, day.day) == (2, 29) and monthrange(day.year + years, 2)[1] == 28


def _date_doubted(day: date, weekday: str, years: int) -> str:
    if _is_leap_day(day, years):
        return f"There is no 29 February in {day.year + years}"
    return f"{words.day(day.replace(year=day.year + years))} is another day of the week" if weekday else ""


# ── Years ───────────────────────────────────────────────────────────────────────────────────────────────────────────
QUARTER = r"(?:(?P<quarter>[Qq]|[Qq]uarter )(?P<number>\d),?(?: of)?(?: the)? )?"
QUARTER_LAST = r"(?:,? (?:[Qq]|[Qq]uarter )(?P<last>\d)\b)?"


@_form(rf"{BEFORE}{QUARTER}(?:FY ?)?(?P<year>{YEAR})(?P<mark> ?{DASH} ?)(?P<to>{YEAR}|\d\d){AFTER}{QUARTER_LAST}")
def _financial_year(match: re.Match[str]) -> Named | None:
    first, second = int(match["year"]), int(match["to"])
    follows = second % 100 - first % 100 if len(match["to"]) == 2 else second - first
    if len(match["to"]) == 4 and follows != 1:
        return None  # two calendar years, each read by itself
    number = match["number"] or match["last"]
    fault = _fault(match, follows % 100, number)
    ends = None if fault else _end(first, int(number) if number else 4)
    return Named(*match.span(), first, ends, partial(_both, match), "year", fault=fault)


def _fault(match: re.Match[str], follows: int, number: str | None) -> str:
    year = match.group()[match.start("year") - match.start() : match.end("to") - match.start()]
    if follows != 1:
        return f"“{year}” is not a financial year: its second half does not follow the first"
    return f"A year has four quarters, and “{match.group()}” names another" if number and not 1 <= int(number) <= 4 else ""


def _both(match: re.Match[str], years: int) -> tuple[Edit, ...]:
    return _moved(match.start("year"), match["year"], years) + _moved(match.start("to"), match["to"], years)


EXPECTED = r"\b(?:FY ?|(?:[Qq]|[Qq]uarter )[1-4],?(?: of)? |(?:in|for|during|from|by|of|to|until|and) )"


@_form(rf"{EXPECTED}(?P<year>\d\d)/(?P<to>\d\d){AFTER}(?!/)")
def _short_year(match: re.Match[str]) -> Named | None:
    """“in 19/20”: two halves that follow each other, where a year is expected."""
    if (int(match["to"]) - int(match["year"])) % 100 != 1:
        return None
    year = 2000 + int(match["year"])
    doubt = "Written in two digits: it may not be a year"
    return Named(match.start("year"), match.end(), year, _end(year, 4), partial(_both, match), "year", doubt=lambda years: doubt)


def _end(year: int, quarter: int) -> date:
    """The last day of a quarter of a financial year."""
    month = ENDS[quarter] + 3
    return date(year, month, monthrange(year, month)[1]) if month <= 12 else date(year + 1, 3, 31)


@_form(rf"(?<!\w)(?P<name>{MONTH}),?(?: of)?[ \u00a0-](?P<year>{YEAR}|['\u2019]\d\d){AFTER}(?!{DASH}\d)")
def _month(match: re.Match[str]) -> Named:
    written = match["year"].lstrip("'\u2019")
    year, month = int(written) if len(written) == 4 else 2000 + int(written), _month_number(match["name"])
    start = match.end("year") - len(written)
    return Named(*match.span(), year, date(year, month, monthrange(year, month)[1]), partial(_moved, start, written), "month")


@_form(rf"{BEFORE}(?P<year>{YEAR}){AFTER}")
def _bare(match: re.Match[str]) -> Named:
    year = int(match["year"])
    return Named(*match.span(), year, date(year, 12, 31), partial(_moved, match.start("year"), match["year"]), "bare")


# ── Times without a year ────────────────────────────────────────────────────────────────────────────────────────────
LEADS = r"(?:[Bb]y|[Ii]n|[Ff]rom|[Uu]ntil|[Bb]efore|[Aa]fter|[Dd]uring|[Tt]o|[Oo]f|[Oo]n|[Cc]ommencing|[Ss]tarting)"
PART = r"(?:the )?(?:(?:early|late|mid|beginning|start|end|middle)[ -](?:of )?)?"


@_form(rf"\b{LEADS} {PART}(?:(?P<day>\d\d?)(?:st|nd|rd|th)? )?(?P<name>{MONTH})(?![\w'\u2019-]|,? ?\d| (?:to|and|until) \w+ {YEAR})")
def _nameless_month(match: re.Match[str]) -> Named:
    end = match.start() + len(match.group().rstrip("."))
    return Named(match.start(), end, 0, None, partial(_year_written, end, _month_number(match["name"])), "nameless")


@_form(r"(?<!\w)(?:[Qq]|[Qq]uarter )(?P<number>[1-4])\b(?!,?(?: of)?(?: the)? ?(?:FY ?)?\d)")
def _nameless_quarter(match: re.Match[str]) -> Named:
    return Named(*match.span(), 0, None, partial(_financial_year_written, match.end()), "nameless")


def _year_written(end: int, month: int, first: int) -> tuple[Edit, ...]:
    """Of what names no year, `first` is the financial year it is written into."""
    return (Edit(end, end, f" {first if month >= 4 else first + 1}"),)


def _financial_year_written(end: int, first: int) -> tuple[Edit, ...]:
    return (Edit(end, end, f" {words.financial_year(first)}"),)


def _month_number(name: str) -> int:
    return next(at for at, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


# ── Several that are one ────────────────────────────────────────────────────────────────────────────────────────────
JOINED = re.compile(rf"(?: ?{DASH} ?| to | until | and |, )(?:the )?(?:end of |start of )?")
BACKWARDS = "The years run backwards"


def together(text: str) -> Iterator[list[Named]]:
    """Times that follow each other, as a range or a list does, move or stay as one."""
    group: list[Named] = []
    for one in named(text):
        if group and _belongs(text, group[-1], one):
            group.append(one)
            continue
        if group:
            yield group
        group = [one]
    if group:
        yield group


def _belongs(text: str, one: Named, other: Named) -> bool:
    return "nameless" not in (one.kind, other.kind) and bool(JOINED.fullmatch(text[one.end : other.start]))


def runs_backwards(text: str, group: list[Named]) -> bool:
    """A range whose end comes before its start; a list of years may have any order."""
    for one, other in pairwise(group):
        is_list = text[one.end : other.start].strip() in (",", "and")
        if not is_list and one.ends and other.ends and other.ends < one.ends:
            return True
    return False
