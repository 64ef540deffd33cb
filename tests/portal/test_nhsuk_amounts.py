"""Questions of money and number, read as people write them."""

from decimal import Decimal

import pytest

from portal.nhsuk import fields

from .nhsuk_forms import cleaned, complaint, form_of, html


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,234", 1234),
        ("£250 000", 250_000),
        ("£1.5 million", 1_500_000),
        ("1.5m", 1_500_000),
        ("£2BN", 2_000_000_000),
        ("750k", 750_000),
        ("12.50", Decimal("12.50")),
        ("0", 0),
    ],
)
def test_pounds_are_read_as_people_write_them(typed, amount):
    assert cleaned(fields.MoneyField(label="Saving"), {"it": typed}) == amount


def test_nothing_typed_is_not_known_and_never_nought():
    assert cleaned(fields.MoneyField(label="Saving", required=False), {"it": " "}) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "Saving must be £0 or more"),
        ("-£5m", "Saving must be £0 or more"),
        ("£101 billion", "Saving must be £100 billion or less"),
        ("9" * 15, "Saving must be £100 billion or less"),
        ("1.234", "Saving must be in pounds and whole pence"),
    ],
)
def test_an_impossible_amount_is_refused(typed, said):
    assert complaint(fields.MoneyField(label="Saving"), {"it": typed}) == said


@pytest.mark.parametrize("typed", ["about 5", "1,23", "12,34,567", "1e9", "NaN", "Infinity", "5 zillion", "٣", "--5", "£", "1.2.3"])
def test_what_is_no_amount_is_refused(typed):
    assert complaint(fields.MoneyField(label="Saving"), {"it": typed}) == "Saving must be an amount, like 250,000 or 1.5 million"


def test_an_amount_of_ours_is_shown_with_its_thousands():
    form = form_of(it=fields.MoneyField(label="Saving"))(initial={"it": Decimal("128700000.00")})
    assert html(form["it"]).find("input")["value"] == "128,700,000"


def test_a_number_keeps_to_its_bounds():
    field = fields.NumberField(label="Share", minimum=0, maximum=100, decimals=1)
    assert cleaned(field, {"it": "3.5"}) == Decimal("3.5")
    assert complaint(field, {"it": "101"}) == "Share must be 100 or less"
    assert complaint(field, {"it": "3.55"}) == "Share must have 1 decimal place or fewer"
