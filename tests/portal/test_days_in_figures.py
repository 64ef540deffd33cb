"""Days written in figures: which comes first is known where one of them can be nothing else, and asked where none is."""

import pytest

from portal.reading.dates import dates_in, is_unclear, written_out
from portal.workbooks.cells import Unread, from_cell
from portal.workbooks.shape import Column, Kind


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("From 04/03/2019.", "ask"),
        ("From 04/03/2019 to 25/03/2019.", "day"),
        ("From 04/03/2019 to 03.25.2019", "month"),
        ("04/03/2019, 25/03/2019 and 03/25/2019", "ask"),
        ("From 03/25/2019.", "month"),
        ("From 25/03/2019.", ""),
        ("On 04/04/2019 and on 0/3/2019 and 32/13/2019", ""),
        ("In 2019/20, 1/2, version 4.3.2019.1, 04/03/19, 4 March 2019", ""),
    ],
)
def test_the_words_tell_it_or_somebody_is_asked(text, order):
    assert dates_in([text]).order == order


def test_each_day_is_named_once_under_what_it_tells():
    found = dates_in(["04/03/2019 and 04/03/2019, 1.2.2020", "25/03/2019", "03/25/2019"])

    assert (found.unclear, found.day_first, found.month_first) == (["04/03/2019", "1.2.2020"], ["25/03/2019"], ["03/25/2019"])


def test_a_day_is_written_out_as_it_was_answered_and_what_can_be_one_day_only_as_that():
    assert written_out("by 04/03/2019 or 25/03/2019", "month") == "by 3 April 2019 or 25 March 2019"
    assert written_out("by 04/03/2019", "day") == "by 4 March 2019"
    assert written_out("by 31/02/2019 and 2019/20", "day") == "by 31/02/2019 and 2019/20"
    assert is_unclear("by 4.3.2019") and not is_unclear("by 4.4.2019")


@pytest.mark.parametrize(
    ("typed", "day"), [("25/03/2027", "2027-03-25"), ("3/25/2027", "2027-03-25"), ("4/4/2027", "2027-04-04"), ("4.4.2027", "2027-04-04")]
)
def test_a_cell_that_can_be_one_day_only_is_read_and_says_so(typed, day):
    assert from_cell(Column("on", "On", Kind.DATE), typed) == (day, f"“{typed}” is text and was read as a date")


@pytest.mark.parametrize("typed", ["04/03/2027", "3/4/27", "4.3.2027"])
def test_a_cell_that_may_be_two_days_is_asked(typed):
    with pytest.raises(Unread, match="may be two days: write the month in letters"):
        from_cell(Column("on", "On", Kind.DATE), typed)


def test_a_cell_that_is_no_day_says_so():
    with pytest.raises(Unread, match="is no day of the calendar"):
        from_cell(Column("on", "On", Kind.DATE), "31/02/2027")
