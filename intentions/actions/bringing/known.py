"""What the portal knows, in plain words, for the recognition of a document: programmes, organisations, places."""

from __future__ import annotations

from collections.abc import Iterable

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


def names_of(findings: Iterable[Finding]) -> dict[str, str]:
    """{slug: name} of the places and organisations that were recognised in them."""
    slugs = {slug for one in findings for fact in ("places", "organisations") for slug in one.facts.get(fact, ())}
    places = Place.objects.filter(slug__in=slugs).values_list("slug", "name")
    organisations = Organisation.objects.filter(slug__in=slugs).values_list("slug", "name")
    return dict(places.union(organisations)) if slugs else {}


def _names(name: str, short: str) -> tuple[str, ...]:
    """A short name of a letter or two is found in every other word."""
    return (name, short) if len(short) > 2 and short != name else (name,)
