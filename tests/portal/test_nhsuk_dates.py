"""Questions of date and time, in their parts, in London."""

from datetime import UTC, date, datetime

import pytest

from portal.nhsuk import fields
from portal.nhsuk.problems import problems_of

from .nhsuk_forms import cleaned, complaint, form_of, html


def on(day="", month="", year="", **time):
    return {"it_day": day, "it_month": month, "it_year": year, **{f"it_{name}": value for name, value in time.items()}}


@pytest.mark.parametrize("month", ["1", "01", "Jan", "january"])
def test_a_month_is_a_number_or_a_name(month):
    assert cleaned(fields.DateField(label="Start"), on("31", month, "2019")) == date(2019, 1, 31)


@pytest.mark.parametrize(
    ("typed", "said", "first"),
    [
        (on(), "Enter start", "id_it_day"),
        (on("31", "", "2019"), "Start must include a month", "id_it_month"),
        (on("", "", "2019"), "Start must include a day and month", "id_it_day"),
        (on("31", "2", "2019"), "Start must be a real date", "id_it_day"),
        (on("1", "2", "19"), "Start must have a year of 4 numbers, like 2019", "id_it_year"),
        (on("one", "2", "2019"), "Start must be a real date", "id_it_day"),
        (on("1", "Febtober", "2019"), "Start must be a real date", "id_it_day"),
        (on("1", "²", "2019"), "Start must be a real date", "id_it_day"),
    ],
)
def test_a_date_says_which_part_is_wrong_and_links_to_it(typed, said, first):
    form = form_of(it=fields.DateField(label="Start"))(typed)
    assert problems_of(form) == [{"text": said, "href": f"#{first}"}]
    assert html(form["it"]).find(id=first)


def test_a_wrong_date_keeps_what_was_typed():
    drawn = html(form_of(it=fields.DateField(label="Start"))(on("31", "Feb", "2019"))["it"])
    assert [box["value"] for box in drawn.find_all("input")] == ["31", "Feb", "2019"]


def test_a_date_may_have_bounds():
    field = fields.DateField(label="End", earliest=date(2019, 4, 1))
    assert complaint(field, on("31", "3", "2019")) == "End must be 1 April 2019 or after"


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("5pm", 17, 0),
        ("5:30 PM", 17, 30),
        ("5.30pm", 17, 30),
        ("17:00", 17, 0),
        ("0900", 9, 0),
        ("noon", 12, 0),
        ("12:01am", 0, 1),
        ("11:59pm", 23, 59),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, hour, minute):
    assert cleaned(fields.DateTimeField(label="Deadline"), on("31", "1", "2019", time=typed)) == datetime(
        2019, 1, 31, hour, minute, tzinfo=UTC
    )


@pytest.mark.parametrize("typed", ["12am", "midnight", "00:00", "0:00", "0000"])
def test_midnight_is_refused(typed):
    said = complaint(fields.DateTimeField(label="Deadline"), on("31", "1", "2019", time=typed))
    assert said == "Deadline cannot be at midnight. Enter a time like 5pm or 11:59pm"


@pytest.mark.parametrize("typed", ["5", "25:00", "17:60", "13pm", "five"])
def test_what_is_no_time_is_refused(typed):
    assert (
        complaint(fields.DateTimeField(label="Deadline"), on("31", "1", "2019", time=typed))
        == "Deadline must have a time, like 5pm or 17:00"
    )


def test_the_hour_that_is_skipped_in_spring_is_no_time():
    said = complaint(fields.DateTimeField(label="Deadline"), on("31", "3", "2019", time="1:30am"))
    assert said == "Deadline must be a time that exists: the clocks go forward then"


def test_a_time_in_summer_is_londons():
    assert cleaned(fields.DateTimeField(label="Deadline"), on("1", "7", "2019", time="5pm")) == datetime(2019, 7, 1, 16, 0, tzinfo=UTC)


def test_a_moment_is_shown_in_its_parts():
    form = form_of(it=fields.DateTimeField(label="Deadline"))(initial={"it": datetime(2019, 7, 1, 16, 0, tzinfo=UTC)})
    assert [box["value"] for box in html(form["it"]).find_all("input")] == ["1", "7", "2019", "5pm"]
