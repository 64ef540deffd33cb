"""Rows pasted from a spreadsheet: a period, a value and what may stand beside it. Every wrong line is named."""

import csv
import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from portal.nhsuk import fields, words
from portal.organisations.models import Place

from .outcome import places

MOST = 1000
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
YEAR = re.compile(r"(\d{4})\s*[/–-]\s*(\d{2})(\d{2})?")
QUARTER = re.compile(r"q(?:uarter)?\s*([1-4])\s*(?:of)?\s*(\d{4})\s*[/–-]\s*(\d{2})", re.IGNORECASE)
NAMED_MONTH = re.compile(r"([a-z]{3,9})[\s-]+(\d{4}|\d{2})", re.IGNORECASE)
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
NUMBER = re.compile(r"-?£?(\d{1,3}(,\d{3})+|\d{1,10})(\.\d{1,4})?%?")
MARKS = {"provisional": "is_provisional", "p": "is_provisional", "break": "starts_anew"}


class ObservationsForm(fields.NHSForm):
    place = fields.Select(label="Place", choices=places, blank="Everywhere", required=False)
    rows = fields.TextArea(
        label="Values",
        hint=(
            "One line for each period: period, value, and if you have them numerator and denominator. "
            "Add “provisional”, or “break” where it is counted differently from then on."
        ),
        missing="Paste at least one row",
        max_length=60_000,
        rows=12,
    )

    def clean_place(self):
        return Place.objects.filter(slug=self.cleaned_data["place"]).first()

    def clean_rows(self):
        return rows_of(self.cleaned_data["rows"])


def rows_of(text):
    """[{period, date, value, ...}], or a ValidationError with one message for each wrong line."""
    rows, problems, seen = [], [], {}
    for number, cells in enumerate(_cells(text), start=1):
        if not any(cells) or (number == 1 and cells[0].lower().startswith(("period", "month", "date", "year", "quarter"))):
            continue
        try:
            row = _row(cells)
            if row["period"] in seen:
                raise ValidationError(f"{row['period']} is already in line {seen[row['period']]}")
        except ValidationError as problem:
            problems += [f"Line {number}: {message}" for message in problem.messages]
        else:
            seen[row["period"]] = number
            rows.append(row)
    if len(rows) + len(problems) > MOST:
        problems = [f"Paste {MOST:,} rows or fewer at a time"]
    if problems:
        raise ValidationError(problems)
    if not rows:
        raise ValidationError("Paste at least one row")
    return rows


def _cells(text):
    """As a spreadsheet pastes them (tabs), or as a file separates them (semicolons, commas)."""
    separator = next((mark for mark in "\t;" if mark in text), ",")
    return [[cell.strip() for cell in line] for line in csv.reader(text.splitlines(), delimiter=separator)]


def _row(cells):
    marks = {MARKS[cell.lower()]: True for cell in cells[1:] if cell.lower() in MARKS}
    numbers = [cell for cell in cells[1:] if cell and cell.lower() not in MARKS]
    if not numbers:
        raise ValidationError(f"there is no value for “{cells[0]}”")
    if len(numbers) > 3:
        raise ValidationError("there are more than 3 numbers. In thousands leave out the commas, or separate cells by tabs")
    period, day = period_of(cells[0])
    named = dict(zip(("value", "numerator", "denominator"), (_number(cell) for cell in numbers), strict=False))
    return {"period": period, "date": day, "is_provisional": False, "starts_anew": False, **named, **marks}


def _number(cell):
    if not NUMBER.fullmatch(cell):
        raise ValidationError(f"“{cell[:40]}” is not a number of at most 10 digits and 4 decimal places")
    return Decimal(cell.replace(",", "").replace("£", "").replace("%", ""))


def period_of(cell):
    """(the period in our words, its last day)"""
    for reads in (_quarter, _financial_year, _month, _day, _calendar_year):
        found = reads(cell)
        if found:
            return found
    raise ValidationError(f"“{cell[:40]}” is not a period. Write a month (April 2019), quarter (Q1 2019/20) or year (2019/20)")


def _quarter(cell):
    found = QUARTER.fullmatch(cell)
    if not found or not _consecutive(found[2], found[3]):
        return None
    quarter, year = int(found[1]), int(found[2])
    year, month = (year, 3 + 3 * quarter) if quarter < 4 else (year + 1, 3)
    return f"Quarter {quarter} of {words.financial_year(int(found[2]))}", _end(year, month)


def _financial_year(cell):
    found = YEAR.fullmatch(cell)
    if not found or not _consecutive(found[1], found[3] or found[2]):
        return None
    return words.financial_year(int(found[1])), _end(int(found[1]) + 1, 3)


def _month(cell):
    found = NAMED_MONTH.fullmatch(cell)
    if found and found[1][:3].lower() in MONTHS:
        year = int(found[2]) if len(found[2]) == 4 else 2000 + int(found[2])
        last = _end(year, MONTHS.index(found[1][:3].lower()) + 1)
        return f"{last:%B %Y}", last
    return None


def _day(cell):
    found, other = DAY.fullmatch(cell), ISO_DAY.fullmatch(cell)
    if not (found or other):
        return None
    year, month, number = (found[3], found[2], found[1]) if found else other.groups()
    try:
        day = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return words.day(day), day


def _calendar_year(cell):
    return (cell, date(int(cell), 12, 31)) if re.fullmatch(r"(19|20)\d\d", cell) else None


def _consecutive(first, last):
    return (int(first) + 1) % 100 == int(last)


def _end(year, month):
    return date(year, month, monthrange(year, month)[1])
