"""Pounds and plain numbers, written as people write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.nhsuk import words

from .question import Asked, Question

SCALES = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
MOST = Decimal(100_000_000_000)
AMOUNT = re.compile(r"(-?)£?(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(\.[0-9]{1,6})?([a-z]*)")


class MoneyField(Question, forms.Field):
    """Pounds and whole pence as a Decimal: "250,000", "£1.5 million", "1.5m". Left empty it is not known, never £0."""

    component = "input"
    widget = forms.TextInput

    def __init__(self, *, maximum: Decimal | int = MOST, **more: Any):
        self.maximum = Decimal(maximum)
        super().__init__(**more)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        amount = self._read(str(value).lower().replace(" ", "").replace("\u00a0", ""))
        if amount < 0:
            raise ValidationError(f"{self.label} must be £0 or more", code="negative")
        if amount > self.maximum:
            raise ValidationError(f"{self.label} must be {words.millions(self.maximum)} or less", code="absurd")
        if amount != amount.quantize(Decimal("0.01")):
            raise ValidationError(f"{self.label} must be in pounds and whole pence", code="pence")
        return amount

    def _read(self, typed: str) -> Decimal:
        found = AMOUNT.fullmatch(typed)
        if not found or found[5] not in SCALES or (found[1] and found[2]):
            raise ValidationError(f"{self.label} must be an amount, like 250,000 or 1.5 million", code="invalid")
        size = Decimal(found[3].replace(",", "") + (found[4] or "")) * SCALES[found[5]]
        return -size if found[1] or found[2] else size

    def params(self, asked: Asked) -> dict[str, Any]:
        return {"value": _shown(asked.value()), "prefix": "£", "width": "10", "spellcheck": False}


class NumberField(Question, forms.Field):
    """A whole number, or a Decimal when `decimals` says how many places."""

    component = "input"
    widget = forms.TextInput

    def __init__(
        self,
        *,
        minimum: int | None = None,
        maximum: int | None = None,
        decimals: int = 0,
        suffix: str | None = None,
        **more: Any,
    ):
        self.minimum, self.maximum, self.decimals, self.suffix = minimum, maximum, decimals, suffix
        super().__init__(**more)

    def to_python(self, value: Any) -> int | Decimal | None:
        typed = str(value if value is not None else "").replace(",", "").strip()
        if not typed:
            return None
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", typed):
            raise ValidationError(f"{self.label} must be a number", code="invalid")
        number = Decimal(typed)
        if number != round(number, self.decimals):
            places = f"{self.decimals} decimal place{'s' if self.decimals > 1 else ''}"
            kind = f"have {places} or fewer" if self.decimals else "be a whole number"
            raise ValidationError(f"{self.label} must {kind}", code="decimals")
        if self.minimum is not None and number < self.minimum:
            raise ValidationError(f"{self.label} must be {self.minimum:,} or more", code="minimum")
        if self.maximum is not None and number > self.maximum:
            raise ValidationError(f"{self.label} must be {self.maximum:,} or less", code="maximum")
        return number if self.decimals else int(number)

    def params(self, asked: Asked) -> dict[str, Any]:
        mode = "decimal" if self.decimals else "numeric"
        return {"value": _shown(asked.value()), "inputmode": mode, "width": "5", "suffix": self.suffix}


def _shown(value: Any) -> str:
    """What was typed as it was typed; a number of ours with its thousands."""
    if isinstance(value, (int, Decimal)):
        return words.money(value).replace("£", "") if value == round(value, 2) else f"{value:,f}"
    return str(value or "")
