from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intentions import timescale
from intentions.states import Precision
from intentions.timescale import Period

YEAR, YEARS, QUARTER, MONTH, DAY = Precision.YEAR, Precision.YEARS, Precision.QUARTER, Precision.MONTH, Precision.DAY

LUTON = {  # the ten spellings of one document
    "2014/15 – 2016/17": (date(2014, 4, 1), date(2017, 3, 31), YEARS),
    "2014/15 - 2016/17": (date(2014, 4, 1), date(2017, 3, 31), YEARS),
    "2014/15 – 2015/16": (date(2014, 4, 1), date(2016, 3, 31), YEARS),
    "2015-16": (date(2015, 4, 1), date(2016, 3, 31), YEAR),
    "2015/16": (date(2015, 4, 1), date(2016, 3, 31), YEAR),
    "Commencing Q3 2014/15": (date(2014, 10, 1), None, QUARTER),
    "Commencing Q4 2014/15": (date(2015, 1, 1), None, QUARTER),
    "Q3 2014/15": (date(2014, 10, 1), date(2014, 12, 31), QUARTER),
    "Commencing April 2015": (date(2015, 4, 1), None, MONTH),
    "from April 2019 to March 2020": (date(2019, 4, 1), date(2020, 3, 31), MONTH),
    "Review commencing Q3 2014/15": (date(2014, 10, 1), None, QUARTER),
}
OTHERS = {
    "for 2015/16": (date(2015, 4, 1), date(2016, 3, 31), YEAR),
    "from 2016/17": (date(2016, 4, 1), None, YEAR),
    "FY 2015/2016": (date(2015, 4, 1), date(2016, 3, 31), YEAR),
    "during 2016/17": (date(2016, 4, 1), date(2017, 3, 31), YEAR),
    "prior to 2015/16": (None, date(2015, 3, 31), YEAR),
    "end of 2014": (None, date(2014, 12, 31), YEAR),
    "by the end of March 2016": (None, date(2016, 3, 31), MONTH),
    "by September 2015.": (None, date(2015, 9, 30), MONTH),
    "from Jan 2015": (date(2015, 1, 1), None, MONTH),
    "April to June 2015": (date(2015, 4, 1), date(2015, 6, 30), MONTH),
    "Q3 to Q4 2014/15": (date(2014, 10, 1), date(2015, 3, 31), QUARTER),
    "quarter 1 of 2019/20": (date(2019, 4, 1), date(2019, 6, 30), QUARTER),
    "third quarter of 2014/15": (date(2014, 10, 1), date(2014, 12, 31), QUARTER),
    "2014/15 Q3": (date(2014, 10, 1), date(2014, 12, 31), QUARTER),
    "1st April 2015": (date(2015, 4, 1), date(2015, 4, 1), DAY),
    "01/04/2015": (date(2015, 4, 1), date(2015, 4, 1), DAY),
    "2015-04-01": (date(2015, 4, 1), date(2015, 4, 1), DAY),
    "  COMMENCING   April\n2015 ": (date(2015, 4, 1), None, MONTH),
}
UNREAD = ["over time", "phased", "short term", "2019/29", "31 February 2015", "Q5 2014/15", "Q3 2014", "2016/17 - 2014/15", "x" * 5000]


@pytest.mark.parametrize(("text", "period"), [*LUTON.items(), *OTHERS.items()])
def test_a_timescale_is_read_as_a_period(text, period):
    assert timescale.read(text) == Period(*period)


@pytest.mark.parametrize("text", UNREAD)
def test_what_cannot_be_read_is_said_to_be_so(text):
    period = timescale.read(text)
    assert period == Period(None, None, Precision.UNPARSED)
    assert not period.is_read


def test_no_text_is_no_period():
    assert timescale.read("") is None
    assert timescale.read("  \n") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("Year 2", 2014, 2015), ("Years two and three", 2014, 2016), ("Year 1", 2013, 2014), ("years 1 to 3", 2013, 2016)],
)
def test_a_year_of_the_round_is_read_against_the_round(text, first, last):
    period = timescale.read(text, (2013, 2017))
    assert (period.from_date, period.to_date) == (date(first, 4, 1), date(last, 3, 31))


def test_a_year_of_the_round_is_unread_without_a_round_or_beyond_it():
    assert not timescale.read("Year 2").is_read
    assert not timescale.read("Year 6", (2013, 2017)).is_read


@given(st.text(max_size=300))
@example("20٣٤/35")
@example("q² 2014/15")
@example("99 december 2099")
def test_reading_never_fails_and_never_ends_before_it_starts(text):
    period = timescale.read(text, (2013, 2017))
    if period and period.from_date and period.to_date:
        assert period.from_date <= period.to_date


PIECES = st.sampled_from(
    "from by until end before in q1 q3 quarter third 2014/15 2015-16 2099/00 april sept may 31 1st 2015 20 - to year two commencing".split()
)


@given(st.lists(PIECES, max_size=7))
def test_words_in_any_order_never_fail(pieces):
    period = timescale.read(" ".join(pieces), (2013, 2017))
    assert period is None or isinstance(period, Period)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Q3 2014/15", "October to December 2014 (quarter 3 of 2014/15)"),
        ("2015-16", "2015/16"),
        ("2014/15 - 2016/17", "2014/15 to 2016/17"),
        ("Commencing Q3 2014/15", "From 1 October 2014"),
        ("by September 2015", "By 30 September 2015"),
        ("May 2015", "May 2015"),
        ("April to June 2015", "April 2015 to June 2015"),
        ("1 April 2015", "1 April 2015"),
    ],
)
def test_a_period_is_said_in_words(text, words):
    period = timescale.read(text)
    assert timescale.in_words(period.from_date, period.to_date, period.precision) == words
