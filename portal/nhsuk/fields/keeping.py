"""A form that names a day on which few people work, and asks whether it is meant. It never forbids one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ..days_off import odd_day
from .choices import BooleanField
from .form import NHSForm

KEEPS = "keeps_day"


class DayForm(NHSForm):
    """Its `clean` calls `ask_of_odd_days` with what it is about; the box to tick stands only where there is something to ask."""

    keeps_day = BooleanField(label="Keep this day", required=False)

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        if self.add_prefix(KEEPS) not in self.data:
            self.fields.pop(KEEPS, None)

    def ask_of_odd_days(self, days: Iterable[date | datetime | None], what: str = "day") -> None:
        found = [odd_day(timezone.localdate(day) if isinstance(day, datetime) else day) for day in days if day]
        if any(found) and not self.cleaned_data.get(KEEPS):
            says = " and ".join(dict.fromkeys(filter(None, found)))
            self.fields[KEEPS] = BooleanField(label=f"Keep this {what} although {says}", required=False)
            if self.field_order:
                self.order_fields(self.field_order)
            self.add_error(KEEPS, f"{says}. Change the {what}, or tick that you mean it")
