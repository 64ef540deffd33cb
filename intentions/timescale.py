"""A timescale as people write it, read as a period. The text is kept as written; what cannot be read is said to be so."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.nhsuk import words

from .states import Precision

MOST_LETTERS = 200
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
STARTING = re.compile(
    r"^(?:(?P<review>review(?:ing)?|procurement|roll[- ]?out|implementation) )?"
    r"(?:commenc(?:ing|es|e)|start(?:ing|s)?|begin(?:ning|s)?|from|as of|since)(?: (?:in|on|from))? "
)
ENDING = re.compile(r"^(?:by|until|till|no later than|complet(?:ed|ing|e)(?: by)?)(?: the)?(?: end (?:of|to))? |^(?:the )?end of ")
BEFORE = re.compile(r"^(?:before|prior to|ahead of) ")
INSIDE = re.compile(r"^(?:in|during|for|throughout|over|within|across)(?: the year)? ")
RANGE = re.compile(r" ?- ?| to | until | and | & ")


@dataclass(frozen=True)
class Period:
    """From and to are inclusive; either may be open. Precision says how exactly the words name them."""

    from_date: date | None
    to_date: date | None
    precision: str

    @property
    def is_read(self) -> bool:
        return self.precision != Precision.UNPARSED


UNREAD = Period(None, None, Precision.UNPARSED)


def read(text: str, round_years: tuple[int, int] | None = None) -> Period | None:
    """The period a text names; None for no text. "Year 2" is read against the years of the round. Never raises."""
    typed = _normal(text or "")
    if not typed:
        return None
    return (_sentence(typed, round_years) if len(typed) <= MOST_LETTERS else None) or UNREAD


def of_round(year_from: int, year_to: int) -> Period:
    """What an intention without a date of its own means: the years of its round."""
    return Period(date(year_from, 4, 1), date(year_to + 1, 3, 31), Precision.ROUND)


def in_words(from_date: date | None, to_date: date | None, precision: str) -> str:
    """The period as a page says it."""
    if from_date and to_date:
        return _both(from_date, to_date, precision)
    if from_date:
        return f"From {words.day(from_date)}"
    return f"By {words.day(to_date)}" if to_date else ""


def _both(first: date, last: date, precision: str) -> str:
    year, final = words.financial_year(first), words.financial_year(last)
    if precision == Precision.QUARTER and last - first < timedelta(days=93):
        return words.quarter(first)
    if (first.month, first.day, last.month, last.day) == (4, 1, 3, 31):
        return year if year == final else f"{year} to {final}"
    if precision == Precision.MONTH:
        return f"{first:%B %Y}" if first.replace(day=1) == last.replace(day=1) else f"{first:%B %Y} to {last:%B %Y}"
    return words.day(first) if first == last else f"{words.day(first)} to {words.day(last)}"


# ── Sentences: a verb or a preposition, then one period or two ──────────────────────────────────────────────────────
def _normal(text: str) -> str:
    dashes = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"\s+", " ", dashes).strip(" .;,").lower()


def _sentence(typed: str, years: tuple[int, int] | None) -> Period | None:
    for pattern, reading in ((STARTING, _starting), (ENDING, _ending), (BEFORE, _before), (INSIDE, _same)):
        found = pattern.match(typed)
        rest = typed[found.end() :] if found else ""
        if single := _single(rest, years):
            return reading(single)
        if period := next(_ranges(rest, years), None):
            return period if reading is _starting else reading(period)  # "from April to June" says when it ends
    return _period(typed, years)


def _starting(period: Period) -> Period:
    return Period(period.from_date, None, period.precision)


def _ending(period: Period) -> Period:
    return Period(None, period.to_date, period.precision)


def _before(period: Period) -> Period | None:
    if period.from_date is None:
        return None
    return Period(None, period.from_date - timedelta(days=1), period.precision)


def _same(period: Period) -> Period:
    return period


def _period(typed: str, years: tuple[int, int] | None) -> Period | None:
    single = _single(typed, years)
    return single or next(_ranges(typed, years), None)


def _ranges(typed: str, years: tuple[int, int] | None) -> Iterator[Period]:
    """Every way to read the words as two periods; the first may borrow the year of the second."""
    for found in RANGE.finditer(typed):
        left, right = typed[: found.start()].strip(), typed[found.end() :].strip()
        last = _single(right, years) or _single(f"{left.split(' ')[0]} {right}", years)
        first = last and (_single(left, years) or _single(f"{left} {right.split(' ')[-1]}", years))
        if first and last and first.from_date and last.to_date and first.from_date <= last.to_date:
            is_years = {first.precision, last.precision} <= {Precision.YEAR, Precision.YEARS}
            yield Period(first.from_date, last.to_date, Precision.YEARS if is_years else first.precision)


# ── One period ──────────────────────────────────────────────────────────────────────────────────────────────────────
YEAR = r"(20\d\d)"
FINANCIAL = r"(?:fy ?)?(20\d\d) ?[/-] ?(\d\d|20\d\d)"
NUMBER = rf"(\d|{'|'.join(ORDINALS)})"
MONTH = rf"({'|'.join(f'{month[:3]}(?:{month[3:]})?' if month[3:] else month for month in MONTHS)}|sept)\.?,?"
READINGS: list[tuple[re.Pattern[str], Callable[..., Period | None]]] = []


def _reads(pattern: str) -> Callable[[Callable[..., Period | None]], Callable[..., Period | None]]:
    def keep(reading: Callable[..., Period | None]) -> Callable[..., Period | None]:
        READINGS.append((re.compile(pattern), reading))
        return reading

    return keep


def _single(typed: str, years: tuple[int, int] | None) -> Period | None:
    for pattern, reading in READINGS:
        found = pattern.fullmatch(typed.strip(" ,"))
        if found:
            try:
                return reading(years, *found.groups())
            except ValueError:  # 31 February
                return None
    return None


@_reads(FINANCIAL)
def _financial_year(years: tuple[int, int] | None, first: str, second: str) -> Period | None:
    """A financial year's two halves follow each other: 2019/29 is not one."""
    start = int(first)
    if int(second) % 100 != (start + 1) % 100 or (len(second) == 4 and int(second) != start + 1):
        return None
    return Period(date(start, 4, 1), date(start + 1, 3, 31), Precision.YEAR)


@_reads(rf"(?:q|quarter ){NUMBER},?(?: of)? {FINANCIAL}")
def _quarter(years: tuple[int, int] | None, number: str, first: str, second: str) -> Period | None:
    """Quarter 1 of a financial year is April to June."""
    year, quarter = _financial_year(years, first, second), _count(number)
    if not year or not year.from_date or not 1 <= quarter <= 4:
        return None
    start = _months_later(year.from_date, 3 * (quarter - 1))
    return Period(start, _months_later(start, 3) - timedelta(days=1), Precision.QUARTER)


@_reads(rf"{NUMBER}(?:st|nd|rd|th)? quarter(?: of)? {FINANCIAL}")
def _ordinal_quarter(years: tuple[int, int] | None, number: str, first: str, second: str) -> Period | None:
    return _quarter(years, number, first, second)


@_reads(rf"{FINANCIAL},? (?:q|quarter ){NUMBER}")
def _quarter_last(years: tuple[int, int] | None, first: str, second: str, number: str) -> Period | None:
    return _quarter(years, number, first, second)


@_reads(rf"{MONTH} {YEAR}")
def _month(years: tuple[int, int] | None, name: str, year: str) -> Period:
    month = _month_number(name)
    last = monthrange(int(year), month)[1]
    return Period(date(int(year), month, 1), date(int(year), month, last), Precision.MONTH)


@_reads(rf"(\d\d?)(?:st|nd|rd|th)?(?: of)? {MONTH} {YEAR}")
def _day(years: tuple[int, int] | None, day: str, name: str, year: str) -> Period:
    return _one_day(date(int(year), _month_number(name), int(day)))


@_reads(rf"(\d\d?)[/.](\d\d?)[/.]{YEAR}")
def _british_day(years: tuple[int, int] | None, day: str, month: str, year: str) -> Period:
    return _one_day(date(int(year), int(month), int(day)))


@_reads(rf"{YEAR}-(\d\d)-(\d\d)")
def _iso_day(years: tuple[int, int] | None, year: str, month: str, day: str) -> Period:
    return _one_day(date(int(year), int(month), int(day)))


@_reads(rf"(?:calendar year )?{YEAR}")
def _calendar_year(years: tuple[int, int] | None, year: str) -> Period:
    return Period(date(int(year), 1, 1), date(int(year), 12, 31), Precision.YEAR)


@_reads(rf"years? {NUMBER}")
def _year_of_round(years: tuple[int, int] | None, number: str) -> Period | None:
    """Year 1 is the first year of the round; without a round nobody knows which year it is."""
    count = _count(number)
    if not years or not 1 <= count <= years[1] - years[0] + 1:
        return None
    start = years[0] + count - 1
    return Period(date(start, 4, 1), date(start + 1, 3, 31), Precision.YEAR)


def _one_day(day: date) -> Period:
    return Period(day, day, Precision.DAY)


def _count(number: str) -> int:
    return ORDINALS.get(number) or int(number)


def _month_number(name: str) -> int:
    return next(at for at, month in enumerate(MONTHS, 1) if month.startswith(name.rstrip(".,")[:3]))


def _months_later(day: date, count: int) -> date:
    months = day.month - 1 + count
    return date(day.year + months // 12, months % 12 + 1, 1)
