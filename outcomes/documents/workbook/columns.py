"""The columns of the four workbooks, and what their cells may name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.organisations.models import Organisation, Place
from portal.workbooks.shape import Column, Kind, Sheet

from ...models import Indicator, Measure, Outcome
from ...states import Book, Join, MeasureStatus, Operator, Prioritised

YES, NO = "Yes", "No"
BOTH = (YES, NO)
PERIOD = "A month (April 2019), a quarter (Q1 2019/20) or a year (2019/20)"


@dataclass(frozen=True)
class Offered:
    """{as a cell names it: the thing}."""

    places: dict[str, Any]
    indicators: dict[str, Any]
    outcomes: dict[str, Any]
    measures: dict[str, Any]

    @cached_property
    def labels(self) -> dict[Any, str]:
        known = (self.places, self.indicators, self.outcomes, self.measures)
        return {thing.pk: label for things in known for label, thing in things.items()}


def offered_by(owner: Organisation) -> Offered:
    outcomes = list(Outcome.objects.filter(owner=owner).order_by("statement", "pk"))
    measures = Measure.objects.filter(outcome__owner=owner).select_related("outcome").order_by("outcome__statement", "order", "pk")
    return Offered(
        _labelled((place.name, place) for place in Place.objects.order_by("name", "pk")),
        _labelled((str(one), one) for one in Indicator.objects.order_by("framework", "code", "title", "pk")),
        _labelled((one.statement, one) for one in outcomes),
        _labelled((f"{one.outcome.statement}: {one.title}", one) for one in measures),
    )


def _labelled(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """On one line; two of one name are told apart by a number, whatever their capitals."""
    found: dict[str, Any] = {}
    taken: set[str] = set()
    for name, thing in pairs:
        label = plain = " ".join(name.split())
        number = 1
        while label.casefold() in taken:
            number += 1
            label = f"{plain} ({number})"
        taken.add(label.casefold())
        found[label] = thing
    return found


def sheet_of(book: str, offered: Offered) -> Sheet:
    return {Book.OUTCOMES: _outcomes, Book.MEASURES: _measures, Book.VALUES: _values, Book.TARGETS: _targets}[Book(book)](offered)


def _outcomes(offered: Offered) -> Sheet:
    return Sheet(
        "Outcomes",
        [
            Column("key", "Ref", is_locked=True, help="Leave it empty for a new outcome"),
            Column("title", "Statement", is_required=True, longest=500, help="What should be true for people"),
            Column("population", "Who it is for", longest=200),
            Column("prioritised_by", "Prioritised by", Kind.CHOICE, choices=labels(Prioritised)),
            Column("attribute_of_care", "Attribute of care", longest=200),
            Column("places", "Places", Kind.LIST, choices=list(offered.places)),
            Column("note", "Note"),
            Column("state", "State", is_locked=True),
        ],
        help="One row for each outcome of the organisation.",
    )


def _measures(offered: Offered) -> Sheet:
    return Sheet(
        "Measures",
        [
            Column("key", "Ref", is_locked=True, help="Leave it empty for a new measure"),
            Column("outcome", "Outcome", Kind.CHOICE, choices=list(offered.outcomes), is_required=True),
            Column("title", "Measure", is_required=True, longest=300),
            Column("indicator", "Indicator", Kind.CHOICE, choices=list(offered.indicators)),
            Column("status", "State", Kind.CHOICE, choices=labels(MeasureStatus), is_required=True),
            Column("joined_by", "With the measure before it", Kind.CHOICE, choices=labels(Join)),
            Column("who_measures", "Who measures it", longest=300),
            Column("is_measurer_settled", "Is it settled who measures it", Kind.CHOICE, choices=BOTH, help="Empty means yes"),
            Column("perverse_incentive", "What it may reward wrongly"),
            Column("coverage_limit", "Whom it does not cover"),
            Column("funding_note", "Funding"),
        ],
        help="One row for each way in which an outcome is counted.",
    )


def _values(offered: Offered) -> Sheet:
    return Sheet(
        "Values",
        [
            Column("key", "Ref", is_locked=True, help="Leave it empty for a new value"),
            Column("measure", "Measure", Kind.CHOICE, choices=list(offered.measures), is_required=True),
            Column("place", "Place", Kind.CHOICE, choices=list(offered.places), help="Empty means everywhere"),
            Column("period", "Period", is_required=True, longest=80, help=PERIOD),
            Column("value", "Value", Kind.DECIMAL, is_required=True),
            Column("numerator", "Numerator", Kind.DECIMAL),
            Column("denominator", "Denominator", Kind.DECIMAL),
            Column("is_provisional", "Provisional", Kind.CHOICE, choices=BOTH),
            Column("starts_anew", "Counted differently from here on", Kind.CHOICE, choices=BOTH),
            Column("note", "Note"),
            Column("organisation", "Organisation", is_locked=True),
        ],
        help="One row for each period in which something was counted.",
    )


def _targets(offered: Offered) -> Sheet:
    return Sheet(
        "Targets",
        [
            Column("key", "Ref", is_locked=True, help="Leave it empty for a new target"),
            Column("measure", "Measure", Kind.CHOICE, choices=list(offered.measures), is_required=True),
            Column("place", "Place", Kind.CHOICE, choices=list(offered.places), help="Empty means everywhere"),
            Column("operator", "The measure should be", Kind.CHOICE, choices=labels(Operator), is_required=True),
            Column("value", "Value", Kind.DECIMAL, is_required=True),
            Column("unit", "Unit", longest=80, help="For example, % or hours"),
            Column("period", "Period", longest=80, help="For example, 2019/20"),
            Column("from_date", "From", Kind.DATE, part="days"),
            Column("to_date", "To", Kind.DATE, part="days"),
            Column("organisation", "Organisation", is_locked=True),
        ],
        help="One row for each target: how far a measure should go.",
    )


def labels(closed: Any) -> list[str]:
    return [str(label) for label in closed.labels]
