"""Targets of the outcomes that a round serves: each is proposed again for the later time, beside the one it comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Q

from outcomes.models import Target
from portal.nhsuk import words

from ... import timescale
from ...models import Version
from ...states import Way
from .sentences import BEFORE_ROUND, BEGINS_BEFORE, moved
from .span import Place, Span, later

TIME = ("period", "from_date", "to_date")
NOT_OURS = "Only authors of {owner} may set targets of this outcome"
NO_YEAR = "“{text}” names no year: set the target on the page of its outcome"
IS_THERE = "Is set already"
AGAIN = "Tick to set it again with the same value, beside this one"


def targets(versions: Iterable[Version], owners: Collection[str]) -> list[Target]:
    """Of the outcomes that these versions serve; of those that are not public only those of these organisations."""
    served = {outcome.pk for version in versions for outcome in version.outcomes.all()}
    seen = Q(measure__outcome__is_published=True) | Q(measure__outcome__owner__in=list(owners))
    found = Target.objects.filter(seen, measure__outcome__in=served).select_related("measure__outcome__owner", "place", "organisation")
    return list(found.order_by("measure__outcome__slug", "measure__order", "measure__title", "period", "pk")) if served else []


def said(target: Target) -> dict[str, Any]:
    return {name: getattr(target, name) for name in TIME}


def target(row: Target, span: Span, owners: Collection[str], others: Iterable[Target]) -> Iterator[Place]:
    """Its time, as one; a target that names none has nothing to move."""
    stands = said(row)
    if not span.by or not any(stands.values()):
        return
    period, fault = moved(row.period, span)
    new = {"period": period} | {name: day and later(day, span.by) for name, day in (("from_date", row.from_date), ("to_date", row.to_date))}
    before, after = _in_words(row, stands), _in_words(row, new)
    way, why = _way(row, span, new, fault, owners, others)
    sets = tuple(((name,), new[name]) for name in TIME if new[name] != stands[name]) if way == Way.PROPOSED else ()
    yield Place("time", _label(row), before, after, way, why, sets=sets)


def _way(row: Target, span: Span, new: dict[str, Any], fault: str, owners: Collection[str], others: Iterable[Target]) -> tuple[Way, str]:
    outcome = row.measure.outcome
    if str(outcome.owner_id) not in owners:
        return Way.CANNOT, NOT_OURS.format(owner=outcome.owner or "its organisation")
    if fault or new == said(row):
        return Way.CANNOT, fault or NO_YEAR.format(text=row.period)
    if any(_is_of_one(row, other) and said(other) == new for other in others):
        return Way.KEPT, IS_THERE
    read = timescale.read(row.period) if row.period else None
    begins, ends = row.from_date or (read and read.from_date), row.to_date or (read and read.to_date)
    if begins and begins < span.begins:
        return Way.PROPOSED, f"{BEFORE_ROUND if ends and ends < span.begins else BEGINS_BEFORE}. {AGAIN}"
    return Way.PROPOSED, AGAIN


def _is_of_one(row: Target, other: Target) -> bool:
    same = ("measure_id", "place_id", "organisation_id", "operator", "unit")
    return all(getattr(row, name) == getattr(other, name) for name in same)


def _label(row: Target) -> str:
    where = row.place or row.organisation
    return f"Target, {where}" if where else "Target"


def _in_words(row: Target, when: dict[str, Any]) -> str:
    """2015/16 (1 April 2015 to 31 March 2016): at most 24 hours."""
    days = " to ".join(words.day(day) for day in (when["from_date"], when["to_date"]) if day)
    time = f"{when['period']} ({days})" if when["period"] and days else when["period"] or days
    return f"{time}: {row.in_words}"
