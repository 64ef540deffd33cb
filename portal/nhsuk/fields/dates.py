"""Days and instants, in parts. All times are London's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.nhsuk import words

from .question import Asked, Question

MONTHS = [date(2000, month, 1).strftime("%B").lower() for month in range(1, 13)]
TIME = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*(am|pm)?")
Bound = date | Callable[[], date] | None


class Parts(forms.Widget):
    """The inputs name_day, name_month and name_year (and name_time) as one answer."""

    def __init__(self, parts: tuple[str, ...]):
        self.parts = parts
        super().__init__()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}_{part}", "")).strip() for part in self.parts}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in self.parts)


class DateField(Question, forms.Field):
    """A day. Says which part is missing, and keeps what was typed."""

    component = "date-input"
    has_legend = True
    parts: tuple[str, ...] = ("day", "month", "year")

    def __init__(self, *, earliest: Bound = None, latest: Bound = None, **more: Any):
        self.earliest, self.latest = earliest, latest
        more.setdefault("hint", "For example, 31 1 2019")
        super().__init__(widget=Parts(self.parts), **more)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, dict):
            return value
        if not any(value.values()):
            return None
        missing = [part for part in self.parts if not value[part]]
        if missing:
            named = " and ".join(missing) if len(missing) < 3 else f"{missing[0]}, {missing[1]} and {missing[2]}"
            raise ValidationError(f"{self.label} must include a {named}", code=" ".join(missing))
        return self._assemble(value)

    def _assemble(self, typed: dict[str, str]) -> date:
        if not re.fullmatch("[0-9]{4}", typed["year"]):
            raise ValidationError(f"{self.label} must have a year of 4 numbers, like 2019", code="year")
        try:
            return date(int(typed["year"]), _month(typed["month"]), int(typed["day"]))
        except ValueError:
            raise ValidationError(f"{self.label} must be a real date", code=" ".join(self.parts[:3])) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        earliest, latest = (bound() if callable(bound) else bound for bound in (self.earliest, self.latest))
        if earliest and value < earliest:
            raise ValidationError(f"{self.label} must be {self._said(earliest)} or after", code=" ".join(self.parts))
        if latest and value > latest:
            raise ValidationError(f"{self.label} must be {self._said(latest)} or before", code=" ".join(self.parts))

    def _said(self, bound: Any) -> str:
        return words.day(bound)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self._typed(initial) != self._typed(data)

    def _typed(self, value: Any) -> dict[str, str]:
        if isinstance(value, dict):
            return value
        if value is None or value == "":
            return dict.fromkeys(self.parts, "")
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def first_input_id(self, asked: Asked) -> str:
        return f"{asked.auto_id}_{next(iter(self._wrong(asked)), 'day')}"

    def _wrong(self, asked: Asked) -> list[str]:
        errors = asked.form.errors.as_data().get(asked.name, []) if asked.form.is_bound else []
        named = (errors[0].code or "").split() if errors else []
        return [part for part in self.parts if part in named] or (list(self.parts) if errors else [])

    def params(self, asked: Asked) -> dict[str, Any]:
        typed, wrong = self._typed(asked.value()), self._wrong(asked)
        return {"items": [self._item(asked, part, typed.get(part, ""), part in wrong) for part in self.parts]}

    def _item(self, asked: Asked, part: str, typed: str, wrong: bool) -> dict[str, Any]:
        return {
            "name": f"{asked.html_name}_{part}",
            "id": f"{asked.auto_id}_{part}",
            "label": part.capitalize(),
            "value": typed,
            "width": {"year": 4, "time": 5}.get(part, 2),
            "inputmode": "text" if part == "time" else "numeric",
            "error": wrong,
        }


class DateTimeField(DateField):
    """An instant: a day and a time such as 5pm or 17:00. Midnight is refused: people read it as two different days."""

    parts = ("day", "month", "year", "time")

    def __init__(self, **more: Any):
        more.setdefault("hint", "London time. For example, 31 1 2019, 5pm")
        super().__init__(**more)

    def _assemble(self, typed: dict[str, str]) -> datetime:
        on, at = super()._assemble(typed), self._time(typed["time"])
        moment = timezone.make_aware(datetime.combine(on, at))
        if timezone.localtime(moment.astimezone(UTC)).time() != at:
            raise ValidationError(f"{self.label} must be a time that exists: the clocks go forward then", code="time")
        if moment.utcoffset() != moment.replace(fold=1).utcoffset():
            raise ValidationError(f"{self.label} must be a time that is there once: the clocks go back then", code="time")
        return moment

    def _time(self, typed: str) -> time:
        at = {"noon": time(12), "midday": time(12), "midnight": time(0)}.get(typed.lower()) or _clock(typed.lower())
        if at is None:
            raise ValidationError(f"{self.label} must have a time, like 5pm or 17:00", code="time")
        if at == time(0):
            raise ValidationError(f"{self.label} cannot be at midnight. Enter a time like 5pm or 11:59pm", code="time")
        return at

    def _said(self, bound: Any) -> str:
        return words.when(bound)

    def _typed(self, value: Any) -> dict[str, str]:
        if not isinstance(value, datetime):
            return super()._typed(value)
        here = timezone.localtime(value)
        return {**super()._typed(here), "time": words.clock(here)}


def _month(typed: str) -> int:
    """1, 01, Jan or January."""
    if not typed[:1].isalpha():
        return int(typed)
    named = [number for number, name in enumerate(MONTHS, 1) if name.startswith(typed.lower()) and len(typed) > 2]
    return named[0] if named else 0


def _clock(typed: str) -> time | None:
    """5pm, 5:30pm, 5.30 pm, 17:00 or 1700. A bare 5 could be either half of the day, so it is no time."""
    found = TIME.fullmatch(typed)
    if not found or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
