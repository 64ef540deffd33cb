"""How much of a letter is told, of passages with what they are about: in letters written for the tests, as text, Word and PDF."""

import pytest

from tests import figures
from tests.providers.letters import FORMS, NAMES, UNSEEN, measured


@pytest.mark.parametrize("name", NAMES)
def test_letters_in_different_habits_are_read_in_every_form(name):
    told = {form: measured(name, form) for form in FORMS}

    figures.bench(f"letters.{name}", **{form: shares(one) for form, one in told.items()})
    assert all(one["guessed"] == 0 for one in told.values())


@pytest.mark.parametrize("name", UNSEEN)
def test_letters_that_no_rule_was_written_after_are_measured_as_they_fall(name):
    told = {form: measured(name, form) for form in FORMS}

    figures.bench(f"letters.{name}", **{form: shares(one) | {"guessed": one["guessed"]} for form, one in told.items()})
    assert all(one["right"] for one in told.values())


def shares(told):
    """`positions` is the share of the right ones whose position is right, none where none is stated."""
    recall, precision = told["right"] / told["wanted"], told["right"] / max(1, told["proposed"])
    return {"recall": round(recall, 2), "precision": round(precision, 2), "positions": round(told["positions"] / max(1, told["right"]), 2)}
