"""On time is at or before the deadline. A thousand such cases are tried in tests/proof."""

import pytest

from providers.models import Receipt

from . import boundaries


def test_every_submission_around_a_deadline_is_classed_right(answered, signatory):
    wrong = [case for case in boundaries.cases(40, seed=7) if not boundaries.classed_right(case, answered, signatory)]

    assert wrong == [] and not Receipt.objects.exists()


@pytest.mark.parametrize("typed", ["30 3 2031 1:30am", "26 10 2031 1:30am"])
def test_an_hour_that_is_not_or_is_twice_is_not_taken_for_another(typed):
    """Where the clocks go forward that hour does not exist; where they go back it is there twice: neither is guessed."""
    day, month, year, clock = typed.split()
    form = boundaries.ExtendForm(
        {"until_day": day, "until_month": month, "until_year": year, "until_time": clock, "reason": "The night of the change"}
    )

    assert not form.is_valid() and "clocks" in str(form.errors["until"])
