"""What the portal knows, in plain words, for the recognition of a document: programmes, organisations, places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Value

from portal.organisations.models import Organisation, Place

from ...models import Finding, Programme
from ...recognition import Known, Thing


def known() -> Known:
    organisations = Organisation.objects.values_list("slug", "name", "short_name")
    places = Place.objects.values_list("slug", "name", "short_name")
    return Known(
        programmes=[Thing(slug, (name,)) for slug, name in Programme.objects.values_list("slug", "name")],
        organisations=[Thing(slug, _names(name, short)) for slug, name, short in organisations],
        places=[Thing(slug, _names(name, short)) for slug, name, short in places],
    )


@dataclass(frozen=True)
class Named:
    """Places and organisations by their slugs: of each its key, its name and what kinds it is of, and nothing else."""

    places: Mapping[str, Place]
    organisations: Mapping[str, Organisation]

    @property
    def names(self) -> dict[str, str]:
        places = {slug: one.name for slug, one in self.places.items()}
        return places | {slug: one.name for slug, one in self.organisations.items()}


def named_in(findings: Iterable[Finding]) -> Named:
    """All that were recognised in these, in one query."""
    slugs = {slug for one in findings for fact in ("places", "organisations") for slug in one.facts.get(fact, ())}
    if not slugs:
        return Named({}, {})
    none = Value([], ArrayField(CharField(max_length=30)))
    places = Place.objects.filter(slug__in=slugs).annotate(of=Value("p"), are=none).values_list("of", "pk", "slug", "name", "are")
    theirs = Organisation.objects.filter(slug__in=slugs).annotate(of=Value("o"), are=F("kinds"))
    rows = list(places.union(theirs.values_list("of", "pk", "slug", "name", "are")))
    return Named(
        {slug: Place(pk=pk, slug=slug, name=name) for of, pk, slug, name, _ in rows if of == "p"},
        {slug: Organisation(pk=pk, slug=slug, name=name, kinds=kinds) for of, pk, slug, name, kinds in rows if of == "o"},
    )


def _names(name: str, short: str) -> tuple[str, ...]:
    """A short name of a letter or two is found in every other word."""
    return (name, short) if len(short) > 2 and short != name else (name,)
