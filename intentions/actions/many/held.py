"""Many rows held until the transaction ends, in one query; the round, which the caller holds, keeps other steps on it waiting."""

from __future__ import annotations

from collections.abc import Iterable

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
