"""What versions are linked with: places, providers, outcomes; of many in a few queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes.models import Outcome
from portal.organisations.models import Organisation, Place

from ...models import Version
from ...models.content import LINKS
from ...models.version import VersionOutcome, VersionPlace, VersionProvider

THROUGH: dict[str, tuple[Any, str]] = {
    "places": (VersionPlace, "place"),
    "providers": (VersionProvider, "organisation"),
    "outcomes": (VersionOutcome, "outcome"),
}
LINKED: dict[str, Any] = {"places": Place, "providers": Organisation, "outcomes": Outcome}
Save = tuple[Version, Mapping[str, Any]]


def put_links(saves: Sequence[Save]) -> None:
    """Instead of those that stood there, where these say any."""
    for name, (through, column) in THROUGH.items():
        said = [(version, what[name]) for version, what in saves if name in what]
        if said:
            through.objects.filter(version__in=[version for version, _ in said]).delete()
            through.objects.bulk_create(through(version=version, **{column: one}) for version, things in said for one in things)


def things_named(rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """{link: {key: thing}} of everything that the kept rows name as it was before."""
    wanted = {name: {pk for row in rows for pk in row["before"].get(name, ())} for name in LINKS}
    return {
        name: {str(pk): one for pk, one in LINKED[name]._default_manager.in_bulk(keys).items()} for name, keys in wanted.items() if keys
    }


def unlinked(said: Mapping[str, Any]) -> dict[str, Any]:
    """All but the links."""
    return {name: value for name, value in said.items() if name not in LINKS}


def only_keys(said: Mapping[str, Any]) -> dict[str, Any]:
    """The links as things of which nothing but the key is known: enough to tell whether they are the same."""
    return {name: [LINKED[name](pk=pk) for pk in said[name]] for name in LINKS if name in said}
