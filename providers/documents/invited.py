"""Who is asked: the organisations that the published versions name, or name by their kind, where the round reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils.timezone import localdate

from intentions.models import Round, Version
from portal.nhsuk import words
from portal.organisations.models import Organisation, Place
from portal.organisations.states import PROVIDER_KINDS, Kind

from ..models import Invitation

MOST = 20  # shown of what was searched for


@dataclass(frozen=True)
class Circle:
    """Whom publishing concerns: those the intentions name and nobody has asked yet, those asked before, and others one may ask."""

    naming: list[Organisation]
    invited: list[Organisation]
    others: list[Organisation]


def named(*, round: Round, versions: QuerySet[Version], by: Any) -> QuerySet[Organisation]:
    """Organisations named by these versions, or of a kind they name and serving one of the round's places.

    What a demonstration user publishes reaches demonstration organisations only, and theirs are reached by nobody else.
    """
    open_now = Organisation.objects.open().filter(is_demonstration=by.is_demonstration)
    return open_now.filter(_is_named(round, versions)).order_by("name")


def circle(*, round: Round, versions: QuerySet[Version], by: Any) -> Circle:
    """In one query, but for where the round's places lie."""
    named = _is_named(round, versions)
    invited = Exists(Invitation.objects.filter(round=round, organisation=OuterRef("pk")))
    marked = Organisation.objects.annotate(is_invited=invited, is_named=Case(When(named, then=True), default=False))
    may_be_asked = Q(pk__in=Organisation.objects.open().filter(is_demonstration=by.is_demonstration))
    provides = Q(kinds__overlap=sorted(PROVIDER_KINDS))
    rows = list(marked.filter(Q(is_invited=True) | may_be_asked & (provides | Q(is_named=True))).order_by("name"))
    fresh = [one for one in rows if not one.is_invited]
    return Circle(
        naming=[one for one in fresh if one.is_named],
        invited=[one for one in rows if one.is_invited],
        others=[one for one in fresh if not one.is_named],
    )


FROM_PAPER = "This round was carried over from paper: no organisation is asked to answer it."


def why_not(round: Round, organisation: Organisation, at: datetime) -> str:
    """Why this organisation cannot be asked now, in a sentence; empty when it can."""
    asked = Invitation.objects.filter(round=round, organisation=organisation).select_related("round").first()
    if asked is not None:
        return f"{organisation} was asked on {words.history(asked.sent_at)}, and may answer until {words.when(asked.deadline)}."
    if organisation.is_closed(localdate(at)):
        became = organisation.successions.select_related("successor").first()
        instead = f" It became {became.successor}: ask that organisation." if became else ""
        return f"{organisation} closed on {words.day(organisation.closed_date)} and cannot be asked.{instead}"
    if round.is_from_paper:
        return FROM_PAPER
    if not round.response_deadline or not round.editions.exists():
        return "Nothing can be answered yet: publish an edition with a response deadline first."
    return ""


def found(*, typed: str, by: Any) -> list[Organisation]:
    """Organisations that provide, by words of their name or by their code: searched, not listed. Closed ones too, to be told so."""
    rows = Organisation.objects.visible_to(by).filter(is_demonstration=by.is_demonstration, kinds__overlap=sorted(PROVIDER_KINDS))
    for word in typed.split()[:10]:
        rows = rows.filter(Q(name__icontains=word) | Q(short_name__icontains=word) | Q(ods_code__iexact=word))
    return list(rows.select_related("place").order_by("name", "pk")[:MOST]) if typed.split() else []


def _is_named(round: Round, versions: QuerySet[Version]) -> Q:
    return Q(pk__in=versions.values("providers")) | Q(kinds__overlap=_kinds(versions), place__in=reached(round))


def _kinds(versions: QuerySet[Version]) -> list[str]:
    kinds = {kind for version in versions for kind in version.provider_kinds}
    return sorted(PROVIDER_KINDS if Kind.ALL_PROVIDERS in kinds else kinds)


def reached(round: Round) -> set[Any]:
    """Ids of the round's places (else its commissioners'), of all that lies in them and of all they lie in."""
    members = Place.members.through._default_manager.filter(from_place=OuterRef("pk")).values("to_place")
    ours = Exists(Round.places.through._default_manager.filter(round=round, place=OuterRef("pk")))
    rows = list(Place.objects.annotate(is_ours=ours, inner=ArraySubquery(members)).values_list("pk", "parent", "is_ours", "inner"))
    places = {pk for pk, _, is_ours, _ in rows if is_ours} or _homes(round)
    inside = [(pk, parent) for pk, parent, *_ in rows] + [(inner, pk) for pk, *_, many in rows for inner in many]
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
