from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps

from portal.nhsuk import words

FIVE_PM = datetime(2019, 1, 31, 17, 0, tzinfo=UTC)


def test_what_is_due_names_the_time_before_the_day():
    assert words.when(FIVE_PM) == "5pm on Thursday 31 January 2019"


def test_what_was_done_names_the_day_before_the_time():
    assert words.history(datetime(2019, 6, 4, 8, 32, tzinfo=UTC)) == "4 June 2019 at 9:32am"


@pytest.mark.parametrize(
    ("hour", "minute", "said"), [(0, 5, "12:05am"), (12, 0, "12pm"), (12, 30, "12:30pm"), (9, 0, "9am"), (23, 59, "11:59pm")]
)
def test_the_clock_has_twelve_hours(hour, minute, said):
    assert words.clock(datetime(2019, 1, 31, hour, minute, tzinfo=UTC)) == said


def test_a_receipt_has_the_seconds():
    assert words.clock(datetime(2019, 1, 31, 16, 58, 7, tzinfo=UTC), "seconds") == "4:58:07pm"


def test_summer_time_is_londons():
    assert words.when(datetime(2019, 7, 1, 16, 0, tzinfo=UTC)) == "5pm on Monday 1 July 2019"


@pytest.mark.parametrize(
    ("amount", "table", "sentence"),
    [
        (None, "Not known", "Not known"),
        (0, "£0", "£0"),
        (128_700_000, "£128,700,000", "£128.7 million"),
        (Decimal("999999.50"), "£999,999.50", "£999,999.50"),
        (1_000_000, "£1,000,000", "£1 million"),
        (Decimal("1500000000"), "£1,500,000,000", "£1.5 billion"),
        (-2_500_000, "-£2,500,000", "-£2.5 million"),
    ],
)
def test_money_is_written_out_in_tables_and_in_millions_in_sentences(amount, table, sentence):
    assert (words.money(amount), words.millions(amount)) == (table, sentence)


@pytest.mark.parametrize(
    ("first", "said"), [(2019, "2019/20"), (1999, "1999/00"), (date(2019, 3, 31), "2018/19"), (date(2019, 4, 1), "2019/20")]
)
def test_a_financial_year_begins_in_april(first, said):
    assert words.financial_year(first) == said


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (date(2019, 2, 14), "January to March 2019 (quarter 4 of 2018/19)"),
        (date(2019, 4, 1), "April to June 2019 (quarter 1 of 2019/20)"),
        (date(2019, 12, 31), "October to December 2019 (quarter 3 of 2019/20)"),
    ],
)
def test_a_quarter_is_named_by_its_months_and_its_number(of, said):
    assert words.quarter(of) == said


def test_a_word_that_is_no_state_is_a_mistake():
    with pytest.raises(LookupError, match="Almost done"):
        words.colour_of("Almost done")


def test_no_word_has_two_colours():
    every = [word for listed in words.COLOURS.values() for word in listed]
    assert len(every) == len(set(every))


def test_every_status_a_page_shows_has_a_colour():
    unseen = {"audit.Email", "outcomes.Measure"}  # the one is no page's, the other's is a fact and no state
    statuses = {
        (model._meta.label, label)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name == "status" and model._meta.label not in unseen
        for _, label in field.choices or ()
    }
    assert {(model, label) for model, label in statuses if label not in words.TAGS} == set()


@pytest.mark.parametrize(
    ("calls_itself", "is_called"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131 Safari/537.36 Edg/131",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15", "Safari on Mac"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 Version/18.1 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox on Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
    ],
)
def test_a_browser_is_called_by_its_name(calls_itself, is_called):
    assert words.browser(calls_itself) == is_called
