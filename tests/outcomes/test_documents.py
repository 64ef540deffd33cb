from datetime import date
from decimal import Decimal

import pytest

from outcomes.documents import drawing, readings
from outcomes.models import Indicator, Observation, Target, in_words


def counted(measure, *values, **fields):
    for at, value in enumerate(values):
        Observation.objects.create(
            measure=measure, period=f"Month {at + 1}", date=date(2018 + at // 12, at % 12 + 1, 28), value=value, **fields
        )
    return readings(measure)[0]


@pytest.fixture
def lower_is_better(measure):
    measure.indicator = Indicator.objects.create(slug="admissions", title="Admissions", polarity="lower-is-better", unit="% change")
    measure.save()
    return measure


def test_the_sentence_says_what_the_chart_says(lower_is_better):
    Target.objects.create(measure=lower_is_better, operator="<=", value=5)

    reading = counted(lower_is_better, *[20, 22, 21, 23, 20, 22, 21, 22, 20, 23, 21, 22, 12])

    assert reading.sentence == "Emergency admissions: getting better, target not met yet."


def test_fewer_than_twelve_points_have_trial_limits(measure):
    assert counted(measure, 1, 2, 3).caveats == ["Trial limits: only 3 points."]


def test_one_value_is_a_number_and_no_chart(measure):
    reading = counted(measure, 3010, is_provisional=True)

    assert not reading.is_chart
    assert reading.words == "one value, 3,010 for Month 1, provisional"


def test_provisional_values_and_breaks_are_named(measure):
    counted(measure, *[5, 6] * 6)
    Observation.objects.create(measure=measure, period="2020", date=date(2020, 12, 31), value=6, is_provisional=True, starts_anew=True)

    assert readings(measure)[0].caveats[-2:] == ["Provisional: 2020.", "Counted differently from 2020 on."]


def test_each_place_has_its_own_reading(measure, borough):
    counted(measure, 1, 2)
    counted(measure, 7, 8, place=borough)

    assert [reading.where for reading in readings(measure)] == ["", "Eastham"]


def test_a_target_of_another_place_is_not_held_against_a_reading(measure, borough):
    Target.objects.create(measure=measure, operator="<=", value=5, place=borough)

    assert counted(measure, 1, 2).target is None


def test_a_reduction_is_no_level_to_hold_values_against(measure):
    Target.objects.create(measure=measure, operator="reduce-by", value="3.5", unit="%")

    assert counted(measure, 1, 2).assurance is None


@pytest.mark.parametrize(
    ("operator", "value", "unit", "words"),
    [("reduce-by", "3.5000", "%", "reduce by 3.5%"), ("<=", "24.0000", "hours", "at most 24 hours"), (">", "1000", "", "above 1,000")],
)
def test_a_target_is_read_in_words(operator, value, unit, words):
    assert Target(operator=operator, value=Decimal(value), unit=unit).in_words == words


def test_numbers_have_thousands_and_no_idle_zeros():
    assert in_words(Decimal("1200.5000"), "reviews") == "1,200.5 reviews"
    assert in_words(Decimal("100")) == "100"


def test_every_mark_of_a_drawing_stands_inside_it(lower_is_better):
    picture = drawing(counted(lower_is_better, *[20, 22, 21, 23, 20, 22, 21, 22, 20, 23, 21, 22, 90]))

    assert all(picture["left"] <= mark["x"] <= picture["right"] for mark in picture["marks"])
    assert all(0 <= mark["y"] <= picture["bottom"] for mark in picture["marks"])
    assert picture["marks"][-1]["shape"] == "diamond"
    assert "outside the limits" in picture["marks"][-1]["why"]
    assert len(picture["labels"]) <= 6


def test_equal_values_can_be_drawn(measure):
    assert drawing(counted(measure, 0, 0, 0))["ticks"]


def test_an_axis_says_periods_short(measure):
    for period, day in (("November 2024", date(2024, 11, 30)), ("Quarter 4 of 2024/25", date(2025, 3, 31))):
        Observation.objects.create(measure=measure, period=period, date=day, value=1)

    assert [label["text"] for label in drawing(readings(measure)[0])["labels"]] == ["Nov 2024", "Q4 2024/25"]
