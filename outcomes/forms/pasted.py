"""Rows pasted from a spreadsheet: a period, a value and what may stand beside it. Every wrong line is named."""

import csv
import re
from decimal import Decimal

from django.core.exceptions import ValidationError

from portal.nhsuk import fields
from portal.organisations.models import Place

from ..documents.periods import NotAPeriod, period_of
from .outcome import places

MOST = 1000
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
    try:
        period, day = period_of(cells[0])
    except NotAPeriod as unread:
        raise ValidationError(str(unread)) from None
    named = dict(zip(("value", "numerator", "denominator"), (_number(cell) for cell in numbers), strict=False))
    return {"period": period, "date": day, "is_provisional": False, "starts_anew": False, **named, **marks}


def _number(cell):
    if not NUMBER.fullmatch(cell):
        raise ValidationError(f"“{cell[:40]}” is not a number of at most 10 digits and 4 decimal places")
    return Decimal(cell.replace(",", "").replace("£", "").replace("%", ""))
