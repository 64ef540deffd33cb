from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.spc import Assurance, Limits, Rule, Variation, assurance, limits, variation, xmr


def numbers(*values):
    return [Decimal(str(value)) for value in values]


def rules_at(chart, at):
    return {signal.rule for signal in chart.signals[at]}


STEADY = numbers(10, 12, 11, 13, 10, 12, 11, 12, 10, 13, 11, 12)


def test_limits_are_the_mean_and_2_66_average_moving_ranges():
    found = limits(numbers(10, 12, 11, 13))

    assert found.mean == Decimal("11.5")
    assert round(found.upper, 4) == Decimal("15.9333")
    assert round(found.lower, 4) == Decimal("7.0667")


def test_a_moving_range_that_is_an_outlier_does_not_widen_the_limits():
    values = numbers(10, 11, 10, 11, 10, 11, 40, 39, 40, 39, 40, 39)

    average_of_the_rest = Decimal(1)
    assert limits(values).upper - limits(values).mean == Decimal("2.66") * average_of_the_rest


def test_one_point_has_a_mean_and_no_limits():
    found = limits(numbers(4))

    assert (found.mean, found.lower, found.upper) == (4, None, None)


@pytest.mark.parametrize(("points", "are_trial"), [(11, True), (12, False)])
def test_limits_under_twelve_points_are_trial_limits(points, are_trial):
    assert limits(STEADY[:points]).are_trial is are_trial


def test_a_steady_process_has_no_special_cause():
    assert not any(xmr(STEADY).signals)
    assert variation(xmr(STEADY).signals[-1], higher_is_better=True) is Variation.COMMON


def test_a_point_outside_the_limits_is_a_special_cause():
    chart = xmr([*STEADY, Decimal(30)])

    assert Rule.OUTSIDE in rules_at(chart, 12)


@pytest.mark.parametrize(("run", "is_special"), [(6, False), (7, True)])
def test_seven_on_one_side_of_the_mean_are_a_special_cause_and_six_are_not(run, is_special):
    below = numbers(*[6, 4] * 10)
    chart = xmr([*below, *[Decimal("5.6")] * run])

    assert (Rule.SHIFT in rules_at(chart, len(below) + run - 1)) is is_special


@pytest.mark.parametrize(("rising", "is_special"), [(6, False), (7, True)])
def test_seven_rising_points_are_a_special_cause_and_six_are_not(rising, is_special):
    chart = xmr(numbers(*[5, 9] * 5, *range(4, 4 + rising)))

    assert all((Rule.TREND in rules_at(chart, 10 + step)) is is_special for step in range(rising))


def test_two_of_three_near_the_same_limit_are_a_special_cause_and_the_third_is_not():
    chart = xmr(numbers(*[10, 11] * 10, 13, 10, 13))

    assert [Rule.NEAR_LIMIT in rules_at(chart, at) for at in (20, 21, 22)] == [True, False, True]


def test_a_break_starts_new_limits_and_no_run_reaches_over_it():
    values = [*numbers(*[4, 6] * 6), *numbers(*[14, 16] * 6)]

    before, after = xmr(values, breaks=[12]).phases

    assert (before.limits.mean, after.limits.mean) == (5, 15)
    assert not any(xmr(values, breaks=[12]).signals)
    assert any(xmr(values).signals)


@pytest.mark.parametrize(("higher_is_better", "says"), [(True, Variation.BETTER), (False, Variation.WORSE), (None, Variation.HIGHER)])
def test_the_same_rise_is_better_worse_or_only_higher(higher_is_better, says):
    assert variation(xmr([*STEADY, Decimal(30)]).signals[-1], higher_is_better) is says


@pytest.mark.parametrize(
    ("target", "higher_is_better", "says"),
    [
        (5, True, Assurance.PASS),
        (10, True, Assurance.HIT_AND_MISS),
        (20, True, Assurance.FAIL),
        (5, False, Assurance.FAIL),
        (10, False, Assurance.HIT_AND_MISS),
        (20, False, Assurance.PASS),
    ],
)
def test_a_target_outside_the_limits_is_met_or_missed_every_time(target, higher_is_better, says):
    within = Limits(Decimal(10), Decimal(7), Decimal(13), 12)

    assert assurance(within, Decimal(target), higher_is_better) is says


def test_without_limits_nothing_is_said_of_the_target():
    assert assurance(limits(numbers(4)), Decimal(3), higher_is_better=True) is None


@given(st.lists(st.decimals(min_value=-1000, max_value=1000, places=2), min_size=2, max_size=40))
def test_moving_every_value_up_moves_the_limits_and_leaves_the_signals(values):
    moved = xmr([value + 1000 for value in values])

    assert abs(moved.latest.mean - xmr(values).latest.mean - 1000) < Decimal("1e-9")
    assert len(moved.signals) == len(values)
