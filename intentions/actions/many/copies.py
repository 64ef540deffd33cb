"""Versions written whole in a few queries: copies for another place, and what is opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, OuterRef, Subquery

from portal.accounts.models import User
from portal.audit.actions import record_many
from portal.moves.stale import mark

from ...documents.many import Asked, Row
from ...documents.revised import ROW_MODELS
from ...models import Chapter, Intention, Round, Suggestion, Thread, Version
from ...models.content import COLUMNS, LINKS, touched
from ...states import Status
from ..intention import numbers_taken
from .held import held
from .links import THROUGH
from .step import GONE, SINCE, Kept, Left, kept

EMPTY = {**{name: getattr(Version(), name) for name in COLUMNS}, **{name: [] for name in (*LINKS, *ROW_MODELS)}}


def copy(round: Round, rows: list[Row], asked: Asked, by: User, at: datetime) -> list[Kept]:
    """As `copy_to_place` makes one: a draft of its own, at the end of its chapter, under the next free reference."""
    drafts = [
        Draft(row.version.intention.chapter, row.version.content() | {"places": [asked.to]}, f"Copied from {row.reference}") for row in rows
    ]
    versions = draft(round, drafts, by, at)
    told = [(one.intention, f"copied {row.reference} to {asked.to} as {one.intention}") for row, one in zip(rows, versions, strict=True)]
    record_many("intention.copied", told, by=by, owner=round.lead, at=at)
    return [kept(version, {}, {"of": row.reference}) for version, row in zip(versions, rows, strict=True)]


@dataclass(frozen=True)
class Draft:
    """A new intention: in which chapter, what it says, and where it comes from."""

    chapter: Chapter
    said: Mapping[str, Any]
    source: str


def draft(round: Round, drafts: Sequence[Draft], by: User, at: datetime) -> list[Version]:
    """Each a draft of its own, at the end of its chapter, under the next free reference, looked after by whoever made it."""
    list(Chapter.objects.filter(round=round).order_by("pk").select_for_update())
    pairs = []
    for one, intention in zip(drafts, _intentions(round, drafts, by), strict=True):
        said = {**EMPTY, **one.said}
        version = Version(intention=intention, written_by=by, changed_by=by, writers=[by.pk])
        mark(version, touched(said, EMPTY), by=by, at=at)
        pairs.append((version, said))
    write_out(pairs)
    return [version for version, _ in pairs]


def delete(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    """Copies that nobody has touched; the others stay."""
    of = {row["reference"]: row for row in rows}
    versions = held(round, of)
    ours = [one.intention_id for one in versions]
    spoken = {pk for model in (Thread, Suggestion) for pk in model.objects.filter(intention__in=ours).values_list("intention", flat=True)}
    left, going = [(one, GONE) for one in of.keys() - {version.intention.reference for version in versions}], []
    for version in versions:
        if _is_untouched(version, of[version.intention.reference], by) and version.intention_id not in spoken:
            going.append(version.intention)
        else:
            left.append((version.intention.reference, SINCE))
    Intention.objects.filter(pk__in=[one.pk for one in going]).update(deleted_at=at, deleted_by=by)
    told = [(one, f"deleted {one}") for one in going]
    record_many("intention.deleted", told, by=by, owner=round.lead, at=at)
    return left


def opened_again(frozen: list[Version], by: User) -> list[Version]:
    """The next version of each, saying the same; nobody wrote it there, so nobody is its writer yet."""
    pairs = []
    for version in frozen:
        fresh = Version(intention=version.intention, number=version.number + 1, written_by=by, changed_by=by)
        pairs.append((fresh, version.content()))
    write_out(pairs)
    return [version for version, _ in pairs]


def write_out(pairs: Sequence[tuple[Version, Mapping[str, Any]]]) -> None:
    """New versions with everything they say, each the newest of its intention."""
    for version, said in pairs:
        for column in COLUMNS:
            setattr(version, column, said[column])
    Version.objects.bulk_create(version for version, _ in pairs)
    for name, (through, column) in THROUGH.items():
        _create(through, [through(version=version, **{column: thing}) for version, said in pairs for thing in said[name]])
    for name, model in ROW_MODELS.items():
        cells = [(version, order, row) for version, said in pairs for order, row in enumerate(said[name], 1)]
        _create(model, [model(version=version, order=order, **row) for version, order, row in cells])
    newest = Version.objects.filter(intention=OuterRef("pk")).order_by("-number").values("pk")[:1]
    Intention.objects.filter(pk__in=[version.intention_id for version, _ in pairs]).update(latest=Subquery(newest))


def _create(model: Any, rows: list[Any]) -> None:
    if rows:
        model._default_manager.bulk_create(rows)


def _intentions(round: Round, drafts: Sequence[Draft], by: User) -> list[Intention]:
    last = dict(Intention.objects.filter(round=round).values_list("chapter").annotate(last=Max("order")).order_by())
    taken, made = numbers_taken(round), []
    for one in drafts:
        chapter = one.chapter
        taken[chapter.code] = taken.get(chapter.code, 0) + 1
        last[chapter.pk] = last.get(chapter.pk, 0) + 1
        reference = f"{chapter.code}-{taken[chapter.code]:02}"
        made.append(Intention(round=round, chapter=chapter, reference=reference, order=last[chapter.pk], owner=by, source=one.source))
    return Intention.objects.bulk_create(made)


def _is_untouched(version: Version, row: Kept, by: User) -> bool:
    is_as_made = (str(version.pk), version.revision, version.status) == (row["version"], row["revision"], Status.DRAFT)
    return is_as_made and version.intention.owner_id is not None
