"""Claims that can be reckoned up: days that do not exist, weekdays, years in order, sums, counts, references to other intentions."""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from .finding import LOOK, MUST, Finding, Problem, check, problem
from .shape import COUNT, number_said
from .twins import REFERENCE
from .whole import Text, Whole

MONTHS = {name: number for names in (month_name, month_abbr) for number, name in enumerate(names) if name} | {"Sept": 9}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAYS = {name: number for number, name in enumerate(day_name)} | {name[:3]: number for number, name in enumerate(day_name)}
WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
DAY = re.compile(rf"(?:\b({WEEKDAY})\.?,? (?:the )?)?\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({MONTH})\b\.?(?:,? ((?:19|20)\d\d)\b)?")
SLASHED_DAY = re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?![\d/])")

YEAR = r"((?:19|20)\d\d)(?:[/\u2010-\u2013-]\d{2,4})?"
SPAN = re.compile(rf"\b(?:from |between )?{YEAR}(?: to | until | and |\s?[\u2013\u2014]\s?){YEAR}(?!\d)", re.IGNORECASE)
JOINED_BY_AND = re.compile(r"\bbetween\b.* and ", re.IGNORECASE)

UNITS = {"m": 6, "million": 6, "bn": 9, "billion": 9, "k": 3, "thousand": 3}
AMOUNT = r"£?\s?\d[\d,]*(?:\.\d+)?\s?(?:million|billion|thousand|bn|m|k)?(?![\w%])"
ADDED = re.compile(rf"({AMOUNT}(?:\s?\+\s?{AMOUNT})+)\s?=\s?({AMOUNT})", re.IGNORECASE)
TOTAL = (
    r",? ?(?:\(?(?:making|totalling|a total of|in total|which (?:adds|add|comes|come) (?:up )?to|together|altogether)"
    r"(?: of| comes to| make| makes| is)?,?) "
)
SPOKEN = re.compile(rf"((?:{AMOUNT}, )*{AMOUNT},? and {AMOUNT}){TOTAL}({AMOUNT})", re.IGNORECASE)
ONE_AMOUNT = re.compile(r"£?\s?(\d[\d,]*(?:\.\d+)?)\s?(million|billion|thousand|bn|m|k)?", re.IGNORECASE)

COUNTED = (
    "actions aims areas boroughs challenges changes commissioners conditions councils criteria domains elements goals hubs intentions "
    "localities measures objectives outcomes pillars places points principles priorities programmes providers questions reasons services "
    "sites stages standards steps strands tests themes things trusts ways workstreams"
)
NOUNS = rf"(?:[a-z-]+ ){{0,3}}(?:{COUNTED.replace(' ', '|')})\b"
LED_TO = re.compile(
    rf"{COUNT} {NOUNS}[^:<>]{{0,120}}?\. (?:These|They|Those) are(?: as follows)?:\s*</p>\s*<(ul|ol)>(.*?)</\2>", re.IGNORECASE | re.DOTALL
)
IN_LINE = re.compile(rf"{COUNT} {NOUNS}[a-z ,-]{{0,60}}?: ([^.:<>()]+(?:,|;| and )[^.:<>()]+)\.", re.IGNORECASE)
MARKED = re.compile(rf"{COUNT} {NOUNS}[^.<>]*?[:,] ((?:\((?:\d+|[a-z]|[ivx]+)\) [^<>()]+){{2,}})", re.IGNORECASE)


@check("no-such-day", reads="text")
def days_exist(text: Text, whole: Whole) -> Iterator[Finding]:
    """Days that are named exist: there is no 31 September."""
    for found in DAY.finditer(text.words):
        _, day, month, year = found.groups()
        if not _is_day(int(year or 2000), MONTHS[month], int(day)):
            yield MUST, text.field, f"says “{found.group(0).strip()}”, and there is no such day"
    for found in SLASHED_DAY.finditer(text.words):
        first, second, year = map(int, found.groups())
        if not (_is_day(year, second, first) or _is_day(year, first, second)):
            yield MUST, text.field, f"says “{found.group(0)}”, and there is no such day"


@check("weekday", reads="text")
def weekdays_are_right(text: Text, whole: Whole) -> Iterator[Finding]:
    """A day falls on the weekday that is said: 4 March 2019 was a Monday."""
    for found in DAY.finditer(text.words):
        weekday, day, month, year = found.groups()
        if weekday and year and _is_day(int(year), MONTHS[month], int(day)):
            is_on = date(int(year), MONTHS[month], int(day)).weekday()
            if WEEKDAYS[weekday] != is_on:
                yield LOOK, text.field, f"says “{found.group(0)}”; that day is a {day_name[is_on]}"


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@check("year-order", reads="text")
def years_run_forward(text: Text, whole: Whole) -> Iterator[Finding]:
    """A span of years ends after it begins: not 2019/20 to 2017/18."""
    for found in SPAN.finditer(text.words):
        said, (first, last) = found.group(0), map(int, found.groups())
        if last < first and (" and " not in said or JOINED_BY_AND.match(said)):
            yield MUST, text.field, f"says “{said}”, which ends before it begins"


@check("added-up", reads="text")
def sums_add_up(text: Text, whole: Whole) -> Iterator[Finding]:
    """A sum in a sentence adds up: £6 million, £45 million and £40 million are £91 million."""
    for pattern in (ADDED, SPOKEN):
        for found in pattern.finditer(text.words):
            parts = [_amount(one) for one in re.findall(AMOUNT, found.group(1), re.IGNORECASE)]
            total = _amount(found.group(2))
            unit = total[1] or max(one[1] for one in parts)  # "6, 45 and 40 million"
            reckoned = sum((value * 10 ** (own or unit) for value, own, _ in parts), Decimal(0))
            allowed = sum((step * 10 ** (own or unit) / 2 for _, own, step in (*parts, total)), Decimal(0)) if _is_rounded(parts) else 0
            if abs(reckoned - total[0] * 10 ** (total[1] or unit)) > allowed:
                yield LOOK, text.field, f"says “{found.group(0)}”; these add up to {_said(reckoned, unit)}"


def _amount(words: str) -> tuple[Decimal, int, Decimal]:
    """£1.5 million as (1.5, 6, 0.1): its digits, the power of ten of its unit, the step of its last digit."""
    digits, unit = ONE_AMOUNT.search(words).groups()  # type: ignore[union-attr]
    plain = digits.replace(",", "")
    return Decimal(plain), UNITS.get((unit or "").lower(), 0), Decimal(1).scaleb(-len(plain.partition(".")[2]))


def _is_rounded(parts: list[tuple[Decimal, int, Decimal]]) -> bool:
    """Digits after the point were rounded; whole numbers were not."""
    return any(step < 1 for _, _, step in parts)


def _said(sum_: Decimal, unit: int) -> str:
    names = {6: " million", 9: " billion", 3: " thousand", 0: ""}
    return f"{(sum_ / 10**unit).normalize():f}{names[unit]}"


@check("counted", reads="text")
def counts_are_kept_in_sentences(text: Text, whole: Whole) -> Iterator[Finding]:
    """As many are named as the sentence says: four priorities, then four of them, in a list below or in the sentence itself."""
    for said, _, items in LED_TO.findall(text.html):
        listed = len(re.findall(r"<li>", re.sub(r"<li>(?:(?!</?li>).)*<(ul|ol)>.*?</\1>", "<li>", items, flags=re.DOTALL)))
        if listed != number_said(said):
            yield LOOK, text.field, f"says {said.lower()} and lists {listed}"
    for said, items in IN_LINE.findall(text.words):
        fewest, most = _named(items)
        if not fewest <= number_said(said) <= most:
            number = str(most) if fewest == most else f"at least {fewest}" if number_said(said) < fewest else f"at most {most}"
            yield LOOK, text.field, f"says {said.lower()} and names {number}: “{items}”"
    for said, items in MARKED.findall(text.words):
        marks = len(re.findall(r"\((?:\d+|[a-z]|[ivx]+)\) ", items, re.IGNORECASE))
        if marks != number_said(said):
            yield LOOK, text.field, f"says {said.lower()} and numbers {marks}"


def _named(items: str) -> tuple[int, int]:
    """How few and how many things a list in a sentence may name: “urgent and emergency care” may be one or two."""
    if ";" in items:
        return (items.count(";") + 1,) * 2
    commas = items.count(",") - len(re.findall(r", (?:and|or)\b", items))
    ands = len(re.findall(r"\b(?:and|or)\b|&", items))
    return commas + 1, commas + ands + 1 if ands else max(commas + 1, 1)


@check("reference", reads="round")
def references_exist(whole: Whole) -> Iterator[Problem]:
    """A text speaks only of intentions that the round has: no UEC-45 where there are 29."""
    known = {version.intention.reference for version in whole.versions}
    stems = {reference.partition("-")[0] for reference in known} | {chapter.code for chapter in whole.chapters}
    for text in whole.texts:
        if text.field == "dependencies":
            continue
        for reference in dict.fromkeys(REFERENCE.findall(text.words)):
            if reference not in known and reference.partition("-")[0] in stems:
                yield problem(LOOK, text.about, text.field, f"speaks of {reference}, which the round does not have", "reference")
