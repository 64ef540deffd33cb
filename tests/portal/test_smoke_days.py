"""The days on which the smoke test lets a deadline fall."""

from datetime import date

import pytest

from tests.smoke_steps import working_day


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 12, 25), date(2026, 12, 29)),  # Christmas, a weekend, and Monday 28 December for Boxing Day
        (date(2026, 12, 28), date(2026, 12, 29)),
        (date(2026, 12, 19), date(2026, 12, 21)),
        (date(2027, 3, 26), date(2027, 3, 30)),  # Good Friday to Easter Monday
    ],
)
def test_a_deadline_falls_on_a_working_day_of_england(day, found):
    assert working_day(day) == found
