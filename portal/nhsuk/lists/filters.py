"""Filters of a list: a question of the GET form, and what its answer leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from portal.nhsuk import fields

Choices = Iterable[tuple[Any, Any]] | Callable[[Any], Iterable[tuple[Any, Any]]]


class Filter:
    """`values` are only those the filter offers: anything else in the URL is left out.

    `counts(rows)` says how many rows each value leaves, and under None those that have none: the page shows them as links.
    """

    def __init__(
        self,
        label: str,
        lookup: str | Callable[..., Any],
        *,
        choices: Choices = (),
        hint: str = "",
        counts: Callable[[Any], Mapping[Any, int]] | None = None,
    ):
        self.label, self.lookup, self.choices, self.hint, self.counts = label, lookup, choices, hint, counts

    def offered(self, listing: Any) -> list[tuple[str, str]]:
        choices = self.choices(listing) if callable(self.choices) else self.choices
        return [(str(value), str(text)) for value, text in choices]

    def narrow(self, rows: Any, values: list[str], listing: Any) -> Any:
        if callable(self.lookup):
            return self.lookup(rows, values, listing)
        return rows.filter(**{f"{self.lookup}__in": values})

    def question(self, offered: list[tuple[str, str]]) -> fields.Question:
        raise NotImplementedError


class AnyOf(Filter):
    """Some of a list; a callable lookup is called with (rows, values, listing)."""

    def question(self, offered: list[tuple[str, str]]) -> fields.Question:
        return fields.Checkboxes(label=self.label, choices=offered, hint=self.hint, required=False, small=True)


class OneOf(Filter):
    """One of a list, where two make no sense or the list is long."""

    def question(self, offered: list[tuple[str, str]]) -> fields.Question:
        return fields.Select(label=self.label, choices=offered, hint=self.hint, required=False, blank="All")


class Tick(Filter):
    """A single box; the lookup is called with (rows, listing)."""

    def offered(self, listing: Any) -> list[tuple[str, str]]:
        return [("on", self.label)]

    def narrow(self, rows: Any, values: list[str], listing: Any) -> Any:
        return self.lookup(rows, listing)  # type: ignore[operator]

    def question(self, offered: list[tuple[str, str]]) -> fields.Question:
        return fields.BooleanField(label=self.label, hint=self.hint, required=False, small=True)
