"""Who is asked: the organisations that the published versions name, or name by their kind, where the round reaches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from intentions.models import Round, Version
from portal.organisations.models import Organisation, Place
from portal.organisations.states import PROVIDER_KINDS, Kind


def named(*, round: Round, versions: QuerySet[Version], by: Any) -> QuerySet[Organisation]:
    """Organisations named by these versions, or of a kind they name and serving one of the round's places.

    What a demonstration user publishes reaches demonstration organisations only, and theirs are reached by nobody else.
    """
    by_name = Q(pk__in=versions.values("providers"))
    by_kind = Q(kinds__overlap=_kinds(versions), place__in=reached(round))
    open_now = Organisation.objects.open().filter(is_demonstration=by.is_demonstration)
    return open_now.filter(by_name | by_kind).order_by("name")


def _kinds(versions: QuerySet[Version]) -> list[str]:
    kinds = {kind for kinds in versions.values_list("provider_kinds", flat=True) for kind in kinds}
    return sorted(PROVIDER_KINDS if Kind.ALL_PROVIDERS in kinds else kinds)


def reached(round: Round) -> set[Any]:
    """Ids of the round's places (else its commissioners'), of all that lies in them and of all they lie in."""
    places = set(round.places.values_list("pk", flat=True)) or _homes(round)
    rows = Place.objects.values_list("pk", "parent")
    inside = [*rows, *Place.members.through.objects.values_list("to_place", "from_place")]
    down = _closure(places, [(outer, inner) for inner, outer in inside])
    return down | _closure(places, inside)


def _homes(round: Round) -> set[Any]:
    commissioners = Organisation.objects.filter(pk__in=round.commissioner_ids(), place__isnull=False)
    return set(commissioners.values_list("place", flat=True))


def _closure(start: Iterable[Any], steps: list[tuple[Any, Any]]) -> set[Any]:
    found, fresh = set(start), set(start)
    while fresh:
        fresh = {end for first, end in steps if first in fresh and end is not None} - found
        found |= fresh
    return found
