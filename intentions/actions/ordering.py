"""The order of what a round is made of. One thing moves at a time, under the round's lock: two people may both move things."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock

from ..models import CaseStudy, Challenge, Chapter, Enabler, Intention, RegisterEntry, Section

SIBLINGS: dict[type, Any] = {
    Chapter: lambda thing, round: round.chapters.order_by("order", "code"),
    Intention: lambda thing, round: thing.chapter.intentions.order_by("order", "reference"),
    Section: lambda thing, round: round.sections.order_by("order", "heading"),
    Challenge: lambda thing, round: round.challenges.order_by("order", "area"),
    CaseStudy: lambda thing, round: round.case_studies.order_by("order", "title"),
    Enabler: lambda thing, round: round.enablers.order_by("order", "title"),
    RegisterEntry: lambda thing, round: round.register.order_by("order", "role"),
}
Movable = Chapter | Intention | Section | Challenge | CaseStudy | Enabler | RegisterEntry


@transaction.atomic
def move(*, thing: Movable, by: User, up: bool | None = None, before: Movable | None = None, last: bool = False) -> bool:
    """One place up or down, to before another of its kind, or to the end. At the end of its list it stays. Has it moved?"""
    round = lock(thing.round)
    siblings = list(SIBLINGS[type(thing)](thing, round).select_for_update())
    at = next(place for place, one in enumerate(siblings) if one.pk == thing.pk)
    order = _ordered(siblings, at, up, before, last)
    if [one.pk for one in order] == [one.pk for one in siblings]:
        return False
    for place, one in enumerate(order, 1):
        one.order = place
    type(thing)._default_manager.bulk_update(order, ["order"])
    kind = thing._meta.verbose_name
    record(f"{thing._meta.model_name}.moved", target=thing, by=by, says=f"moved the {kind} {thing} of {round}", owner=round.lead)
    return True


def _ordered(siblings: list[Any], at: int, up: bool | None, before: Any, last: bool) -> list[Any]:
    order = list(siblings)
    one = order.pop(at)
    if before is not None:
        to = next((place for place, other in enumerate(order) if other.pk == before.pk), at)
    elif last:
        to = len(order)
    else:
        to = max(0, at - 1) if up else min(len(order), at + 1)
    order.insert(to, one)
    return order
