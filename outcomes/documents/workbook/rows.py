"""What stands, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.organisations.models import Organisation
from portal.workbooks.cells import number, settled
from portal.workbooks.shape import Row, said

from ...models import Measure, Observation, Outcome, Target
from ...states import Book
from .columns import NO, YES, Offered

STAYS = "It stays with what it was written for: add a new row instead"
FIXED = {Book.OUTCOMES: (), Book.MEASURES: ("outcome",), Book.VALUES: ("measure", "place", "period"), Book.TARGETS: ("measure",)}


def standing(book: str, owner: Organisation) -> dict[str, Any]:
    """{key: the thing}, in the order in which it is listed."""
    if book == Book.OUTCOMES:
        rows: Any = Outcome.objects.filter(owner=owner).prefetch_related("places").order_by("statement", "pk")
    elif book == Book.MEASURES:
        rows = Measure.objects.filter(outcome__owner=owner).select_related("outcome__owner").order_by("outcome__statement", "order", "pk")
    elif book == Book.TARGETS:
        rows = Target.objects.filter(measure__outcome__owner=owner).select_related("measure__outcome__owner", "organisation")
        rows = rows.order_by("measure__outcome__statement", "measure__order", "place__name", "pk")
    else:
        rows = Observation.objects.filter(measure__outcome__owner=owner).select_related("measure__outcome__owner", "organisation")
        rows = rows.order_by("measure__outcome__statement", "measure__order", "date", "period", "pk")
    return {key_of(one): one for one in rows}


def key_of(thing: Any) -> str:
    return str(thing.slug) if isinstance(thing, Outcome) else thing.pk.hex[:16]


def row_of(book: str, thing: Any, offered: Offered) -> Row:
    cells = CELLS[Book(book)](thing, offered)
    mark = said("\x1f".join(cells.values()))
    return Row(key_of(thing), cells, dict.fromkeys(FIXED[Book(book)], STAYS), mark)


def _outcome(one: Outcome, offered: Offered) -> dict[str, str]:
    return {
        "title": settled(one.statement),
        "population": settled(one.population),
        "prioritised_by": str(one.get_prioritised_by_display()),
        "attribute_of_care": settled(one.attribute_of_care),
        "places": "\n".join(sorted((offered.labels[place.pk] for place in one.places.all()), key=str.casefold)),
        "note": settled(one.note),
        "state": "Published" if one.is_published else "Draft",
    }


def _measure(one: Measure, offered: Offered) -> dict[str, str]:
    texts = ("title", "who_measures", "perverse_incentive", "coverage_limit", "funding_note")
    return {
        "outcome": offered.labels.get(one.outcome_id, ""),
        "indicator": offered.labels.get(one.indicator_id, ""),
        "status": str(one.get_status_display()),
        "joined_by": str(one.get_joined_by_display()),
        "is_measurer_settled": YES if one.is_measurer_settled else NO,
        **{name: settled(getattr(one, name)) for name in texts},
    }


def _value(one: Observation, offered: Offered) -> dict[str, str]:
    figures = ("value", "numerator", "denominator")
    return {
        "measure": offered.labels.get(one.measure_id, ""),
        "place": offered.labels.get(one.place_id, ""),
        "period": settled(one.period),
        **{name: number(figure) if (figure := getattr(one, name)) is not None else "" for name in figures},
        "is_provisional": YES if one.is_provisional else "",
        "starts_anew": YES if one.starts_anew else "",
        "note": settled(one.note),
        "organisation": str(one.organisation or ""),
    }


def _target(one: Target, offered: Offered) -> dict[str, str]:
    return {
        "measure": offered.labels.get(one.measure_id, ""),
        "place": offered.labels.get(one.place_id, ""),
        "operator": str(one.get_operator_display()),
        "value": number(one.value),
        "unit": settled(one.unit),
        "period": settled(one.period),
        "from_date": one.from_date.isoformat() if one.from_date else "",
        "to_date": one.to_date.isoformat() if one.to_date else "",
        "organisation": str(one.organisation or ""),
    }


CELLS: Mapping[Book, Any] = {Book.OUTCOMES: _outcome, Book.MEASURES: _measure, Book.VALUES: _value, Book.TARGETS: _target}
