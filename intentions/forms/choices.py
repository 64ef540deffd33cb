"""What an author of a round may choose from, loaded once for a page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q

from outcomes.models import Outcome
from portal.nhsuk import words
from portal.organisations.models import Organisation, Place
from portal.organisations.states import PROVIDER_KINDS, Kind

from ..models.version import VersionOutcome, VersionPlace, VersionProvider

ALL_KINDS = [kind for kind in Kind if kind in PROVIDER_KINDS or kind == Kind.ALL_PROVIDERS]
BEFORE, AFTER = 2, 10  # years around a round that its money may fall in

ALL_YEARS = "all"  # typed once, and kept as the first year and the last


class Years:
    """The years that money of a round may fall in: its own, and some around them."""

    def __init__(self, round: Any):
        self.round = round

    @property
    def all_years(self) -> list[tuple[str, str]]:
        """The whole round as one answer, where it has several years."""
        return [(ALL_YEARS, f"All years of the round: {self.round.years}")] if self.round.year_to > self.round.year_from else []

    @property
    def years(self) -> list[tuple[int, str]]:
        return [(year, words.financial_year(year)) for year in range(self.round.year_from - BEFORE, self.round.year_to + AFTER + 1)]


class Choices(Years):
    """Of the round's places and the providers in them; what was chosen before stays a choice. `version` is none where many are written."""

    def __init__(self, round: Any, user: Any, version: Any):
        super().__init__(round)
        self.user, self.version = user, version

    @cached_property
    def places(self) -> dict[str, Place]:
        """Those of the round and all in them; every place while the round has none."""
        own = self.round.places.values("pk")
        reach = Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own) | Q(groups__in=own)
        within = Place.objects.filter(reach | self._chosen()).values("pk")
        is_here = Exists(Place.objects.filter(reach))
        known = Place.objects.annotate(is_near=self._is_used(VersionPlace, "place"))
        return {str(place.pk): place for place in known.filter(Q(pk__in=within) | ~is_here).order_by("name")}

    @cached_property
    def providers(self) -> dict[str, Organisation]:
        here = Q(place=None) | Q(place__in=list(self.places))
        known = Organisation.objects.visible_to(self.user).annotate(is_near=self._is_used(VersionProvider, "organisation"))
        offered = known.filter(pk__in=Organisation.objects.visible_to(self.user).providers().open().filter(here).values("pk"))
        return {str(one.pk): one for one in (offered | known.filter(self._chosen())).distinct().order_by("name")}

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        known = Outcome.objects.visible_to(self.user).annotate(is_near=self._is_used(VersionOutcome, "outcome"))
        return {str(outcome.pk): outcome for outcome in known.order_by("statement")}

    def _chosen(self) -> Q:
        """What this version names already; where many are written, what any intention of the round does."""
        return Q(versions=self.version) if self.version else Q(versions__latest_of__round=self.round)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in ALL_KINDS]

    def _is_used(self, through: Any, name: str) -> Exists:
        """Does another intention of this round name it?"""
        return Exists(through.objects.filter(**{name: OuterRef("pk"), "version__latest_of__round": self.round}))


class Around:
    """What the front matter of a round may name: organisations, providers, places, its own chapters."""

    def __init__(self, round: Any, user: Any):
        self.round, self.user = round, user

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return _by_pk(Organisation.objects.visible_to(self.user).order_by("name"))

    @cached_property
    def providers(self) -> dict[str, Organisation]:
        known = Organisation.objects.visible_to(self.user)
        return _by_pk(known.filter(Q(pk__in=known.providers().open()) | Q(registered__round=self.round)).distinct().order_by("name"))

    @cached_property
    def places(self) -> dict[str, Place]:
        return _by_pk(Place.objects.order_by("name"))

    @cached_property
    def near(self) -> dict[str, frozenset[str]]:
        """Of the organisations and places those of the round itself: they stand in front."""
        organisations = {*self.round.commissioner_ids(), *self.round.register.values_list("organisation", flat=True)}
        places = self.round.places.values_list("pk", flat=True)
        return {"organisations": frozenset(map(str, organisations)), "places": frozenset(map(str, places))}

    @cached_property
    def chapters(self) -> dict[str, Any]:
        return _by_pk(self.round.chapters.order_by("order", "code"))


def _by_pk(rows: Any) -> dict[str, Any]:
    return {str(row.pk): row for row in rows}


def near(things: dict[str, Any]) -> frozenset[str]:
    return frozenset(pk for pk, thing in things.items() if thing.is_near)


def listed(things: dict[str, Any], name: str) -> list[tuple[str, str]]:
    return [(pk, str(getattr(thing, name))) for pk, thing in things.items()]


def near_places(round: Any) -> frozenset[str]:
    """Those of the round, the place of its lead with all in it, and those of the rounds its lead had before."""
    home = round.lead.place_id
    own = Q(pk=home) | Q(parent=home) | Q(parent__parent=home) if home else Q(pk__in=[])
    found = Place.objects.filter(own | Q(rounds=round.pk) | Q(rounds__lead=round.lead_id))
    return frozenset(str(pk) for pk in found.values_list("pk", flat=True))
