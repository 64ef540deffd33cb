from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.documents.clear_days import clear_days_left, counts, despatch_by, is_late
from committees.models import Committee, Meeting
from committees.states import DayCount
from portal.nhsuk.days_off import bank_holidays

DATES = st.dates(date(2014, 1, 1), date(2030, 12, 31))
COUNTS = st.sampled_from(DayCount)
DAYS = st.integers(0, 28)


def meeting_on(on, day_count=DayCount.WORKING, clear_days=5):
    return Meeting(date=on, committee=Committee(clear_days=clear_days, day_count=day_count))


def test_five_clear_working_days_before_monday_3_december_2018_end_on_friday_23_november():
    assert despatch_by(meeting_on(date(2018, 12, 3))) == date(2018, 11, 23)


def test_published_on_monday_26_november_2018_a_paper_has_4_clear_days_and_is_late():
    meeting = meeting_on(date(2018, 12, 3))

    assert clear_days_left(meeting, date(2018, 11, 26)) == 4
    assert is_late(meeting, date(2018, 11, 26))
    assert not is_late(meeting, date(2018, 11, 23))


def test_five_clear_calendar_days_before_monday_3_december_2018_end_on_tuesday_27_november():
    assert despatch_by(meeting_on(date(2018, 12, 3), DayCount.CALENDAR)) == date(2018, 11, 27)


def test_bank_holidays_of_easter_do_not_count():
    assert despatch_by(meeting_on(date(2019, 4, 25))) == date(2019, 4, 15)  # Good Friday 19, Easter Monday 22 April


def test_christmas_new_year_and_days_in_lieu_do_not_count():
    assert despatch_by(meeting_on(date(2023, 1, 5))) == date(2022, 12, 23)  # 26 and 27 December and 2 January are holidays


@pytest.mark.parametrize("single", [date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)])
def test_single_bank_holidays_are_known(single):
    assert single in bank_holidays(single.year)


def test_holidays_of_scotland_do_count_in_england():
    assert date(2019, 1, 2) not in bank_holidays(2019)


@given(DATES, COUNTS, DAYS)
def test_publishing_on_the_last_day_is_in_time_and_a_counted_day_later_is_not(on, day_count, clear_days):
    meeting = meeting_on(on, day_count, clear_days)
    last = despatch_by(meeting)

    assert clear_days_left(meeting, last) == clear_days
    assert not is_late(meeting, last)
    if clear_days:
        after = next(day for day in (last + timedelta(days=n) for n in range(1, 60)) if counts(meeting.committee, day))
        assert is_late(meeting, after)


@given(DATES, COUNTS, DAYS, st.integers(0, 60))
def test_publishing_earlier_never_leaves_fewer_clear_days(on, day_count, clear_days, before):
    meeting = meeting_on(on, day_count, clear_days)
    day = on - timedelta(days=before)

    assert clear_days_left(meeting, day - timedelta(days=1)) >= clear_days_left(meeting, day)


@given(DATES, COUNTS, st.integers(0, 60))
def test_neither_the_day_of_publication_nor_the_day_of_the_meeting_counts(on, day_count, gap):
    meeting = meeting_on(on, day_count)
    published = on - timedelta(days=gap)

    assert clear_days_left(meeting, published) <= max(gap - 1, 0)


@given(DATES, st.integers(0, 40))
def test_publishing_on_or_after_the_meeting_leaves_no_clear_day(on, after):
    assert clear_days_left(meeting_on(on), on + timedelta(days=after)) == 0


@given(DATES, DAYS)
def test_working_days_never_allow_later_publication_than_calendar_days(on, clear_days):
    working, calendar = (despatch_by(meeting_on(on, day_count, clear_days)) for day_count in (DayCount.WORKING, DayCount.CALENDAR))

    assert working <= calendar
