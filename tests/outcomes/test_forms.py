from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from outcomes.documents.periods import NotAPeriod, period_of
from outcomes.forms import MeasureForm, ObservationsForm, OutcomeForm, TargetForm
from outcomes.forms.pasted import rows_of
from outcomes.models import Outcome
from portal.organisations.slugs import free_slug


@pytest.mark.parametrize(
    ("typed", "period", "last"),
    [
        ("April 2019", "April 2019", date(2019, 4, 30)),
        ("apr-19", "April 2019", date(2019, 4, 30)),
        ("Q1 2019/20", "Quarter 1 of 2019/20", date(2019, 6, 30)),
        ("Quarter 4 of 2018/19", "Quarter 4 of 2018/19", date(2019, 3, 31)),
        ("2014/15", "2014/15", date(2015, 3, 31)),
        ("2014-2015", "2014/15", date(2015, 3, 31)),
        ("31/03/2019", "31 March 2019", date(2019, 3, 31)),
        ("2027-01-01", "1 January 2027", date(2027, 1, 1)),
        ("2027-01-01 00:00:00", "1 January 2027", date(2027, 1, 1)),
        ("2018", "2018", date(2018, 12, 31)),
    ],
)
def test_a_period_is_read_as_people_write_it(typed, period, last):
    assert period_of(typed) == (period, last)


@pytest.mark.parametrize("typed", ["Apirl 2019", "2019/29", "Q5 2019/20", "31/02/2019", "2019-02-31", "2027-01-01 09:30", "", "later"])
def test_what_is_no_period_says_how_to_write_one(typed):
    with pytest.raises(NotAPeriod, match=r"is not a period\. Write a month"):
        period_of(typed)


def test_rows_from_a_spreadsheet_keep_their_thousands():
    rows = rows_of("Period\tValue\nApril 2019\t3,010\t12\t40\tprovisional\nMay 2019\t9.5%\tbreak\n")

    assert [(row["period"], row["value"]) for row in rows] == [("April 2019", Decimal(3010)), ("May 2019", Decimal("9.5"))]
    assert (rows[0]["numerator"], rows[0]["is_provisional"], rows[1]["starts_anew"]) == (Decimal(12), True, True)


def test_every_wrong_line_is_named():
    with pytest.raises(ValidationError) as refusal:
        rows_of("April 2019,5\nlater,6\nMay 2019,many\nJune 2019\nApril 2019,7")

    assert [message[:7] for message in refusal.value.messages] == ["Line 2:", "Line 3:", "Line 4:", "Line 5:"]
    assert refusal.value.messages[3] == "Line 5: April 2019 is already in line 1"


def test_more_rows_than_a_page_can_bear_are_refused():
    with pytest.raises(ValidationError, match="1,000 rows or fewer"):
        rows_of("\n".join(f"{year},1" for year in range(1001)))


@pytest.mark.django_db
def test_nothing_pasted_asks_for_a_row():
    assert ObservationsForm({"rows": "Period,Value"}).errors["rows"] == ["Paste at least one row"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "words"),
    [("", "Enter the statement"), ("x" * 5000, "Statement must be 500 characters or less")],
)
def test_a_statement_is_neither_missing_nor_endless(statement, words):
    assert OutcomeForm({"statement": statement, "revision": "0"}).errors["statement"] == [words]


@pytest.mark.django_db
@pytest.mark.parametrize("revision", ["", "-1", "one"])
def test_a_page_without_its_revision_must_be_loaded_again(revision):
    assert OutcomeForm({"statement": "I am safe", "revision": revision}).errors["revision"]


@pytest.mark.django_db
def test_a_target_does_not_end_before_it_starts():
    dates = {"from_date_day": 1, "from_date_month": 4, "from_date_year": 2019}
    dates |= {"to_date_day": 31, "to_date_month": 3, "to_date_year": 2019}

    assert TargetForm({"operator": "<=", "value": "3.5", **dates}).errors["to_date"] == ["To must be on or after the day in From"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "words"), [("-1", "Value must be 0 or more"), ("9" * 12, "Value must be 1,000,000,000 or less"), ("", "Enter a value")]
)
def test_a_value_is_neither_negative_nor_absurd(value, words):
    assert TargetForm({"operator": "<=", "value": value}).errors["value"] == [words]


def test_an_unknown_indicator_is_refused(db):
    form = MeasureForm({"title": "Days", "status": "new", "is_measurer_settled": "True", "indicator": "nothing"})

    assert form.errors["indicator"] == ["Select one of the answers listed"]


def test_a_slug_is_made_of_the_statement_and_is_free(published):
    assert free_slug(Outcome.objects, "I get help early") == "i-get-help-early"
    assert free_slug(Outcome.objects, "Early help") == "early-help-2"
    assert free_slug(Outcome.objects, "???", fallback="outcome") == "outcome"
