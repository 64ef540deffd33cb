"""An email address."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from portal.accounts.addresses import plain, strange

from .text import TextField


class Address(TextField):
    """An email address, as everybody types it, in letters that are what they look like."""

    def __init__(self, **more: Any):
        super().__init__(**{"label": "Email", "missing": "Enter their email", "max_length": 254, "email": True, **more})

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if letters := strange(value):
            shown = ", ".join(f"“{letter}”" for letter in dict.fromkeys(letters))
            raise ValidationError(f"Email has a letter that only looks like one of an address: {shown}. Type the address again")
