"""Many rows held until the transaction ends, in one query; the round, which the caller holds, keeps other steps on it waiting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...models import Round, Version
from ...models.ties import tie
from .step import GONE, Kept, Left


def held(round: Round, references: Iterable[str]) -> list[Version]:
    """The newest version of each and its intention, with everything tied to it, in the order of the round."""
    found = Version.objects.newest_of(round, list(references)).order_by("pk").select_for_update(of=("self", "intention"))
    versions = tie(found)
    for version in versions:
        version.intention.round = round
    return sorted(versions, key=lambda one: (one.intention.chapter.order, one.intention.order, one.intention.reference))


def held_again(round: Round, rows: list[Kept]) -> tuple[list[tuple[Version, Kept]], Left]:
    """Of an earlier step: each with what the step kept of it; and what is gone."""
    of = {row["reference"]: row for row in rows}
    versions = held(round, of)
    there = {version.intention.reference for version in versions}
    return [(version, of[version.intention.reference]) for version in versions], [(one, GONE) for one in of if one not in there]


def store(versions: list[Version], *columns: str, **worked_out: Any) -> None:
    """These columns as they stand in the versions: what is alike in all is written as one, with what the database works out of each."""
    if versions:
        alike = {name: getattr(versions[0], name) for name in columns if all(_is_alike(name, versions[0], one) for one in versions)}
        Version.objects.filter(pk__in=[version.pk for version in versions]).update(**alike, **worked_out)
        if rest := [name for name in columns if name not in alike]:
            Version.objects.bulk_update(versions, rest)


def _is_alike(name: str, one: Version, other: Version) -> bool:
    return bool(getattr(one, name) == getattr(other, name))
