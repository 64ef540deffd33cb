"""Targets by the way of the other workbooks of outcomes."""

from datetime import date
from decimal import Decimal

import pytest

from outcomes import actions

from .books import brought, put, take_in, taken_out, text, ticked, undo


@pytest.fixture
def desk(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def measure(outcome, author):
    return actions.add_measure(outcome=outcome, title="Falls", by=author)


def test_a_target_is_put_right_and_another_is_new_and_both_are_taken_back(desk, measure, borough, author):
    actions.add_target(measure=measure, operator="<=", value=Decimal("24"), unit="hours", place=borough, by=author)
    book = taken_out(desk, "targets")
    put(book, 2, Value=18, Period="2020/21", From=date(2020, 4, 1), To=date(2021, 3, 31))
    put(book, 3, Measure="I live in my own home: Falls", The_measure_should_be="reduce by", Value=3.5, Unit="%")
    page = take_in(desk, brought(desk, "targets", book))
    assert sorted(one.in_words for one in measure.targets.all()) == ["at most 18 hours", "reduce by 3.5%"]
    assert measure.targets.get(place=borough).to_date == date(2021, 3, 31)
    undo(desk, page)
    assert [(one.in_words, one.period, one.from_date) for one in measure.targets.all()] == [("at most 24 hours", "", None)]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"Value": -1}, "Value must be between 0 and 1,000,000,000"),
        ({"From": date(2021, 4, 1), "To": date(2021, 3, 31)}, "To must be on or after the day in From"),
        ({"The measure should be": "about"}, "“about” is not in the list"),
        ({"Measure": "Another"}, "“Another” is not in the list"),
    ],
)
def test_what_the_page_of_a_target_refuses_its_workbook_refuses(desk, measure, author, said, words):
    actions.add_target(measure=measure, operator="<=", value=Decimal("24"), by=author)
    book = taken_out(desk, "targets")
    put(book, 2, **said)
    preview = brought(desk, "targets", book)
    assert words in text(preview)
    assert ticked(preview, all_of=True) == []
