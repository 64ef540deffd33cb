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
from ...documents.revised import ROW_MODELS, VERSION
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
    parts = sorted({part for state in states for part in state.parts})
    _store(saves, states, by, at)
    keep_many(states, by=by, at=at)
    carry_threads_of_many(changed, parts)
    told = [(state.thing.intention, f"changed {' and '.join(state.parts)} in {state.thing}") for state in states]
    record_many("intention.edited", told, by=by, owner=round.lead, at=at)


def _store(saves: Sequence[Save], states: Sequence[Saved], by: User, at: datetime) -> None:
    """Columns, places and rows. Where all change the same parts the database works out the marks, else each has its own."""
    columns = sorted({key for _, said in saves for key in said if key in COLUMNS})
    versions, alike = [version for version, _ in saves], {tuple(state.parts) for state in states}
    if len(alike) == 1:
        store(versions, *columns, "changed_by", "changed_at", **_marked(next(iter(alike)), by, at))
    else:
        store(versions, *columns, "changed_by", "changed_at", "revision", "changes", "writers")
    _put_places([(version, said["places"]) for version, said in saves if "places" in said])
    for name, model in ROW_MODELS.items():
        _put_rows(name, model, [(version, said[name]) for version, said in saves if name in said])


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


def _put_rows(name: str, model: Any, written: Sequence[tuple[Version, Sequence[Mapping[str, Any]]]]) -> None:
    if written:
        model._default_manager.filter(version__in=[version for version, _ in written]).delete()
        model._default_manager.bulk_create(
            model(version=version, order=order, **cells) for version, rows in written for order, cells in enumerate(rows, 1)
        )


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
