"""Rows that are worked out and stored nowhere, where a list asks a queryset."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class PlainRows(list[Any]):
    """As much of a queryset as a list asks: `filter(name__in=values)`, `order_by("name", "-other")`, `count()`."""

    def filter(self, **which: Iterable[Any]) -> PlainRows:
        kept = [(name.removesuffix("__in"), set(values)) for name, values in which.items()]
        return PlainRows(row for row in self if all(getattr(row, name) in values for name, values in kept))

    def order_by(self, *names: str) -> PlainRows:
        """Equal ones stay in the order in which they were worked out."""
        found = list(self)
        for name in reversed([one for one in names if one != "pk"]):
            found.sort(key=lambda row: getattr(row, name.lstrip("-")), reverse=name.startswith("-"))
        return PlainRows(found)

    def count(self) -> int:  # type: ignore[override]
        return len(self)
