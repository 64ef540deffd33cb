"""Dates, places, theme and strength of many: as one save of each would write them, in a few queries for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Func, JSONField, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import JSONObject

from portal.accounts.models import User
from portal.audit.actions import record_many
from portal.moves.stale import mark
from portal.organisations.models import Place
from portal.revisions.actions import Saved, keep_many

from ...documents.many import TELLS_HOW, Asked, Row
from ...documents.revised import VERSION
from ...models import Round, Version
from ...models.content import COLUMNS, touched
from ...models.version import VersionPlace
from ...states import Status
from ..comment import carry_threads_of_many
from .held import held_again, store
from .step import SINCE, Kept, Left, is_same, kept

Save = tuple[Version, Mapping[str, Any]]


def write(round: Round, rows: list[Row], asked: Asked, by: User, at: datetime) -> list[Kept]:
    before = [VERSION.plain({key: said for key, said in row.version.content().items() if key in row.said}) for row in rows]
    save_many(round, [(row.version, row.said) for row in rows], by, at)
    return [kept(row.version, was, VERSION.plain(row.said)) for row, was in zip(rows, before, strict=True)]


def unwrite(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    again, left = held_again(round, rows)
    places = Place.objects.in_bulk({pk for row in rows for pk in row["before"].get("places", ())})
    saves: list[Save] = []
    for version, row in again:
        why = _why_not(version, row)
        if why:
            left.append((row["reference"], why))
        else:
            saves.append((version, _said(row["before"], places)))
    if saves:
        save_many(round, saves, by, at)
    return left


def save_many(round: Round, saves: Sequence[Save], by: User, at: datetime) -> None:
    """Each as `save_version` saves one: its revision, who changed which part, the state that is kept, its comments, its line of history."""
    states, changed = [], {}
    for version, said in saves:
        stands = version.content()
        parts, after = touched(said, stands), stands | said
        _put(version, said, parts, by, at)
        states.append(Saved(version, VERSION.plain(stands), VERSION.plain(after), parts))
        changed[version.intention_id] = (stands, after)
    columns = sorted({key for _, said in saves for key in said if key in COLUMNS})
    versions = [version for version, _ in saves]
    parts = sorted({part for state in states for part in state.parts})
    store(versions, *columns, "changed_by", "changed_at", **_marked(parts, by, at))
    _put_places([(version, said["places"]) for version, said in saves if "places" in said])
    keep_many(states, by=by, at=at)
    carry_threads_of_many(changed, parts)
    says = f"changed {' and '.join(parts)} in {{}}".format
    record_many("intention.edited", [(one.intention, says(one)) for one in versions], by=by, owner=round.lead, at=at)


def _put(version: Version, said: Mapping[str, Any], parts: list[str], by: User, at: datetime) -> None:
    for column in said.keys() & set(COLUMNS):
        setattr(version, column, said[column])
    mark(version, parts, by=by, at=at)
    version.writers = [*version.writers, by.pk]
    version.changed_by, version.changed_at = by, at


def _marked(parts: Sequence[str], by: User, at: datetime) -> dict[str, Any]:
    """What `_put` marks in each, as the database works it out of the locked rows: all that is saved together changes the same part."""
    change = JSONObject(revision=F("revision") + 1, by=Value(str(by.pk)), at=Value(at.isoformat()))
    changed: Any = CombinedExpression(F("changes"), "||", JSONObject(**dict.fromkeys(parts, change)), output_field=JSONField())
    return {"revision": F("revision") + 1, "changes": changed, "writers": Func(F("writers"), Value(by.pk), function="array_append")}


def _put_places(named: Sequence[tuple[Version, Sequence[Place]]]) -> None:
    if named:
        VersionPlace.objects.filter(version__in=[version for version, _ in named]).delete()
        VersionPlace.objects.bulk_create(VersionPlace(version=version, place=place) for version, places in named for place in places)


def _why_not(version: Version, row: Kept) -> str:
    """Nobody has changed this part since, whatever else they changed; and the text can still be edited."""
    parts = touched_parts(row)
    revisions = [version.changes.get(part, {}).get("revision") for part in parts]
    if not is_same(version, row) or any(revision != row["revision"] for revision in revisions):
        return SINCE
    return "" if version.is_editable else TELLS_HOW[Status(version.status)]


def touched_parts(row: Kept) -> list[str]:
    return touched(_typed(row["after"]), _typed(row["before"]))


def _typed(said: Mapping[str, Any]) -> dict[str, Any]:
    """Places stay keys: what is compared is whether they are the same."""
    return VERSION.read({key: value for key, value in said.items() if key != "places"}) | (
        {"places": [Place(pk=pk) for pk in said["places"]]} if "places" in said else {}
    )


def _said(before: Mapping[str, Any], places: Mapping[Any, Place]) -> dict[str, Any]:
    by_key = {str(pk): place for pk, place in places.items()}
    said = VERSION.read({key: value for key, value in before.items() if key != "places"})
    return said | ({"places": [by_key[pk] for pk in before["places"] if pk in by_key]} if "places" in before else {})
