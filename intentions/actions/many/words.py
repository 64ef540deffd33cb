"""Dates, places, theme and strength of many: as one save of each would write them, in a few queries for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import F, Func, JSONField, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import JSONObject

from portal.accounts.models import User
from portal.audit.actions import record_all
from portal.moves.stale import mark
from portal.revisions.actions import Saved, keep_many

from ...documents.many import TELLS_HOW, Asked, Row
from ...documents.passages import texts_of_version
from ...documents.revised import ROW_MODELS, VERSION
from ...models import Round, Version
from ...models.content import COLUMNS, LINKS, touched
from ...states import Status
from ..comment import Texts, carry_threads_of_many
from .held import held_again, store
from .in_one import put_rows, update_all
from .links import Save, only_keys, put_links, things_named, unlinked
from .step import SINCE, Kept, Left, is_same, kept


def write(round: Round, rows: list[Row], asked: Asked, by: User, at: datetime) -> list[Kept]:
    before = [VERSION.plain({key: said for key, said in row.version.content().items() if key in row.said}) for row in rows]
    save_many(round, [(row.version, row.said) for row in rows], by, at)
    return [kept(row.version, was, VERSION.plain(row.said)) for row, was in zip(rows, before, strict=True)]


def unwrite(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    saves, left = unwritten(round, rows)
    save_many(round, saves, by, at)
    return left


def unwritten(round: Round, rows: list[Kept]) -> tuple[list[Save], Left]:
    """What each said before the step, where it may say so again; and the others with the reason."""
    again, left = held_again(round, rows) if rows else ([], [])
    things = things_named(rows)
    saves: list[Save] = []
    for version, row in again:
        why = _why_not(version, row)
        if why:
            left.append((row["reference"], why))
        else:
            saves.append((version, _said(row["before"], things)))
    return saves, left


@dataclass(frozen=True)
class Written:
    """A thing that was just written: its state, what its comments follow, and its line of history."""

    state: Saved
    about: Any
    texts: Texts
    told: tuple[str, Any, str, Any]


def save_many(round: Round, saves: Sequence[Save], by: User, at: datetime) -> None:
    """Each as `save_version` saves one: its revision, who changed which part, the state that is kept, its comments, its line of history."""
    settle(put_many(round, saves, by, at), by, at)


def put_many(round: Round, saves: Sequence[Save], by: User, at: datetime) -> list[Written]:
    """The versions themselves; what a save leads to is for `settle`."""
    written = []
    for version, said in saves:
        stands = version.content()
        parts, after = touched(said, stands), stands | said
        _put(version, said, parts, by, at)
        state = Saved(version, VERSION.plain(stands), VERSION.plain(after), parts)
        told = ("intention.edited", version.intention, f"changed {' and '.join(parts)} in {version}", round.lead)
        written.append(Written(state, version.intention, partial(_texts, stands, after), told))
    if saves:
        _store(saves, [one.state for one in written], by, at)
    return written


def settle(written: Sequence[Written], by: User, at: datetime) -> None:
    """What every save leads to, in a few queries for all: the state that is kept, comments that follow, a line of history."""
    if written:
        keep_many([one.state for one in written], by=by, at=at)
        parts = sorted({part for one in written for part in one.state.parts})
        carry_threads_of_many([(one.about, one.texts) for one in written], parts)
        record_all([one.told for one in written], by=by, at=at)


def _texts(*said: Mapping[str, Any]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    before, after = map(texts_of_version, said)
    return before, after


def _store(saves: Sequence[Save], states: Sequence[Saved], by: User, at: datetime) -> None:
    """Columns, places and rows. Where all change the same parts the database works out the marks, else each has its own."""
    columns = sorted({key for _, said in saves for key in said if key in COLUMNS})
    versions, alike = [version for version, _ in saves], {tuple(state.parts) for state in states}
    if len(alike) == 1:
        store(versions, *columns, "changed_by", "changed_at", **_marked(next(iter(alike)), by, at))
    else:
        update_all([(Version, versions, [*columns, "changed_by", "changed_at", "revision", "changes", "writers"])])
    put_links(saves)
    _put_rows(saves)


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


def _put_rows(saves: Sequence[Save]) -> None:
    versions: dict[Any, list[Version]] = {}
    rows: dict[Any, list[Any]] = {}
    for name, model in ROW_MODELS.items():
        for version, said in saves:
            if name in said:
                versions.setdefault(model, []).append(version)
                rows.setdefault(model, []).extend(model(version=version, order=order, **cells) for order, cells in enumerate(said[name], 1))
    put_rows(list(rows.items()), versions)


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
    """What is linked stays keys: what is compared is whether it is the same."""
    return VERSION.read(unlinked(said)) | only_keys(said)


def _said(before: Mapping[str, Any], things: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    named = {name: [known[pk] for pk in before[name] if pk in known] for name, known in things.items() if name in before}
    return VERSION.read(unlinked(before)) | {name: named.get(name, []) for name in LINKS if name in before}
