"""What the cells of a row say, as the actions take it, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ...states import Book, Join, MeasureStatus, Operator, Prioritised
from ..periods import NotAPeriod, period_of
from .columns import YES, Offered

MOST_OF_A_TARGET = 1_000_000_000
DAYS = ("from_date", "to_date")
MOST = 10_000_000_000  # what a value, its numerator and its denominator stay below
CLOSED: Mapping[str, Any] = {"prioritised_by": Prioritised, "status": MeasureStatus, "joined_by": Join, "operator": Operator}
NAMED = {"outcome": "outcomes", "indicator": "indicators", "measure": "measures", "place": "places"}
FIGURES = {"value": "Value", "numerator": "Numerator", "denominator": "Denominator"}


def said_by(book: str, cells: Mapping[str, str], keys: Iterable[str], offered: Offered) -> tuple[dict[str, Any], list[str]]:
    """Of these columns. A period is read as it is where values are pasted."""
    said: dict[str, Any] = {}
    problems: list[str] = []
    for key in keys:
        text = cells.get(key, "")
        if key == "period" and book == Book.VALUES:
            problems += _period(text, said)
        elif key in FIGURES:
            said[key] = Decimal(text) if text else None
            problems += [f"{FIGURES[key]} must be below {MOST:,}"] if text and abs(Decimal(text)) >= MOST else []
        else:
            said["statement" if book == Book.OUTCOMES and key == "title" else key] = _said(key, text, offered)
    return said, problems + (_odd_target(cells) if book == Book.TARGETS else [])


def _odd_target(cells: Mapping[str, str]) -> list[str]:
    """What the page of a target would refuse although each cell can be read."""
    value, first, last = cells.get("value", ""), cells.get("from_date", ""), cells.get("to_date", "")
    odd = ["To must be on or after the day in From"] if first and last and last < first else []
    return odd + ([f"Value must be between 0 and {MOST_OF_A_TARGET:,}"] if value and not 0 <= Decimal(value) <= MOST_OF_A_TARGET else [])


def _said(key: str, text: str, offered: Offered) -> Any:
    if key in CLOSED:
        return next((value for value, label in CLOSED[key].choices if str(label) == text), "")
    if key in DAYS:
        return date.fromisoformat(text) if text else None
    if key == "places":
        return [offered.places[name] for name in text.split("\n") if name in offered.places]
    if key in NAMED:
        return getattr(offered, NAMED[key]).get(text)
    if key == "is_measurer_settled":
        return text in ("", YES)
    return text == YES if key in ("is_provisional", "starts_anew") else text


def _period(text: str, said: dict[str, Any]) -> list[str]:
    try:
        said["period"], said["date"] = period_of(text)
    except NotAPeriod as unread:
        return [f"Period: {unread}"] if text else []
    return []
