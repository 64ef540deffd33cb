"""Intentions and the words of their versions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.moves.clock import database_now
from portal.moves.stale import Conflict, Page, Stale, changed_since, mark
from portal.organisations.models import Place
from portal.organisations.states import Kind
from portal.revisions.actions import keep
from portal.richtext.clean import clean

from .. import timescale
from ..documents.passages import texts_of_version
from ..documents.pictures import picture
from ..documents.revised import ROW_MODELS, VERSION
from ..models import Chapter, Intention, Round, Version
from ..models.content import COLUMNS, LINKS, ROWS, keys_of, refuse_unknown, row, touched
from ..states import FROZEN, Precision
from .comment import carry_threads, is_spoken_of
from .parted import forget_page, together
from .people import person

Content = Mapping[str, Any]
NUMBERED = re.compile(r"(.+)-(\d+)")


@transaction.atomic
def add_intention(
    *,
    chapter: Chapter,
    by: User | None,
    content: Content,
    reference: str | None = None,
    owner: User | None = None,
    source: str = "",
    rolled_from: Intention | None = None,
    id: UUID | None = None,
) -> Intention:
    """An intention begins as version 1, a draft, under the reference given or the next free one of its chapter.

    `id` comes from a page that may be sent twice: the second time the intention is already there, and stays as it is.
    """
    chapter = lock(chapter)
    round = chapter.round
    made = chapter.intentions.filter(pk=id).first() if id else None
    if made:
        return made
    order = (chapter.intentions.aggregate(last=Max("order"))["last"] or 0) + 1
    intention = Intention.objects.create(
        id=id or uuid4(),
        round=round,
        chapter=chapter,
        reference=reference or next_reference(chapter),
        order=order,
        owner=owner,
        source=source,
        rolled_from=rolled_from,
    )
    version = Version.objects.create(intention=intention, written_by=by, changed_by=by)
    _write(version, read(content, round), by=by)
    intention.latest = version
    intention.save(update_fields=["latest"])
    record("intention.created", target=intention, by=by, says=f"added {intention} to {round}", owner=round.lead)
    return intention


@transaction.atomic
def save_version(*, version: Version, by: User, content: Content, revision: int | Mapping[str, int], page: Page | None = None) -> Version:
    """Save the keys given. What someone else changed since `revision` (one for all, or one a part) is never overwritten.

    A description in which two people changed different paragraphs keeps both: `merged` of the answer says whose were kept.
    """
    version = lock(version)
    if not version.is_editable:
        raise CannotMove("edit", version)
    page = page or Page()
    stands = version.content()
    said = _precise(read(content, version.intention.round), stands)
    parts = [part for part in touched(said, stands) if not page.is_overtaken(version.changes.get(part, {}))]
    since = {part: revision if isinstance(revision, int) else revision.get(part, 0) for part in parts}
    conflicts = {part: _conflict(version, part, said, stands) for part in parts if changed_since(version, part, since[part], page)}
    merged = {part: text for part in conflicts if part in said and (text := together(part, page, said[part], stands[part])) is not None}
    if conflicts.keys() - merged.keys():
        raise Stale(version, {part: conflict for part, conflict in conflicts.items() if part not in merged})
    said |= merged
    parts = touched({key: said[key] for part in parts for key in keys_of(part) if key in said}, stands)
    if parts:
        _write(version, said, by=by, parts=parts, page=page, merged=merged)
        written = stands | {key: said[key] for part in parts for key in keys_of(part) if key in said}
        keep(version, before=VERSION.plain(stands), after=VERSION.plain(written), parts=parts, by=by, at=version.changed_at)
        if is_spoken_of(version.intention, parts):
            before, after = texts_of_version(stands), texts_of_version(version.content())
            carry_threads(version.intention, before, {part: after[part] for part in parts})
        says = f"changed {_in_words(parts)} in {version}"
        record("intention.edited", target=version.intention, by=by, says=says, owner=version.intention.round.lead)
    version.merged = {part: conflicts[part] for part in merged}
    return version


@transaction.atomic
def open_next_version(*, intention: Intention, by: User) -> Version:
    """A frozen version is never edited: its copy becomes the next draft, until then saying exactly the same."""
    intention = lock(intention)
    latest = intention.latest
    if latest is None or latest.status not in FROZEN:
        raise CannotMove("open_next", latest)
    version = Version.objects.create(intention=intention, number=latest.number + 1, written_by=by, changed_by=by)
    copy_content(latest, version)
    intention.latest = version
    intention.save(update_fields=["latest"])
    says = f"started version {version.number} of {intention}"
    record("intention.next_version_opened", target=intention, by=by, says=says, owner=intention.round.lead)
    return version


@transaction.atomic
def assign(*, intention: Intention, owner: User | None, by: User) -> Intention:
    """Who looks after it; nobody is an answer."""
    intention = lock(intention)
    intention.owner = owner
    intention.save(update_fields=["owner"])
    says = f"gave {intention} to {owner}" if owner else f"took {intention} from its owner"
    record("intention.assigned", target=intention, by=by, says=says, owner=intention.round.lead)
    return intention


@transaction.atomic
def copy_to_place(*, intention: Intention, place: Place, by: User) -> Intention:
    """What its newest version says, as a draft of its own for one more place. A copy is said to be one until it is changed."""
    if intention.latest is None:
        raise CannotMove("copy", intention)
    content = {**intention.latest.content(), "places": [place]}
    copy = add_intention(chapter=intention.chapter, by=by, content=content, owner=by, source=f"Copied from {intention}")
    record("intention.copied", target=copy, by=by, says=f"copied {intention} to {place} as {copy}", owner=copy.round.lead)
    return copy


@transaction.atomic
def relate(*, intention: Intention, others: Iterable[Intention], by: User | None) -> Intention:
    """The same thing elsewhere is linked, never merged."""
    intention.related.add(*others)
    record("intention.related", target=intention, by=by, says=f"linked {intention} with others", owner=intention.round.lead)
    return intention


@transaction.atomic
def unrelate(*, intention: Intention, other: Intention, by: User) -> Intention:
    """They do not say the same after all."""
    intention.related.remove(other)
    record("intention.unrelated", target=intention, by=by, says=f"took {intention} and {other} apart", owner=intention.round.lead)
    return intention


# ── Reading what was typed, writing it, copying it ──────────────────────────────────────────────────────────────────
def read(content: Content, round: Round) -> dict[str, Any]:
    """The content as it is stored: rich text sanitised, rows complete, a timescale given without a period read as one."""
    refuse_unknown(content)
    said = dict(content)
    if "description" in said:
        said["description"] = clean(said["description"])
    if "provider_kinds" in said:  # a set: kept in the order of its list, so that no state differs from another by the order of ticks
        said["provider_kinds"] = sorted(dict.fromkeys(said["provider_kinds"]), key=_in_its_list)
    if "pictures" in said:
        said["pictures"] = [picture(one) for one in said["pictures"]]
    for name in ROWS.keys() & said.keys():
        said[name] = [row(name, values) for values in said[name]]
    if "timescale" in said and not {"from_date", "to_date", "precision"} & said.keys():
        period = timescale.read(said["timescale"], (round.year_from, round.year_to))
        said |= {"from_date": period and period.from_date, "to_date": period and period.to_date}
        said["precision"] = period.precision if period else ""
    elif said.get("from_date") or said.get("to_date"):
        said["precision"] = said.get("precision") or Precision.DAY
    return said


def _in_its_list(kind: str) -> int:
    return Kind.values.index(kind) if kind in Kind.values else len(Kind.values)


def _precise(said: dict[str, Any], stands: Mapping[str, Any]) -> dict[str, Any]:
    """A period that has a day says how exact it is, also where only that was to be taken away: else no save could bring it back."""
    has_day = any(said.get(name, stands[name]) for name in ("from_date", "to_date"))
    return said | {"precision": Precision.DAY} if has_day and said.get("precision") == "" else said


def next_reference(chapter: Chapter) -> str:
    """The number after the highest ever used with this code, so that a reference never names two things."""
    return f"{chapter.code}-{numbers_taken(chapter.round, chapter.code).get(chapter.code, 0) + 1:02}"


def numbers_taken(round: Round, code: str = "") -> dict[str, int]:
    """{code: the highest number ever used with it}, of all codes or of one, what was deleted included."""
    everything = Intention.with_deleted.filter(round=round, reference__startswith=f"{code}-" if code else "")
    taken: dict[str, int] = {}
    for reference in everything.values_list("reference", flat=True):
        if found := NUMBERED.match(reference):
            taken[found[1]] = max(taken.get(found[1], 0), int(found[2]))
    return taken


def copy_content(source: Version, target: Version) -> None:
    """Everything the source says, said by the target; nobody wrote it there, so nobody is its writer yet."""
    said = source.content()
    for column in COLUMNS:
        setattr(target, column, said[column])
    target.save(update_fields=list(COLUMNS))
    _tie(target, said)


def _write(
    version: Version,
    said: dict[str, Any],
    *,
    by: User | None,
    parts: list[str] | None = None,
    page: Page | None = None,
    merged: Collection[str] = (),
) -> None:
    """Write the parts that differ, and remember who wrote them. What was merged is nobody's page: the next save merges again."""
    parts = touched(said, version.content()) if parts is None else parts
    keys = [key for part in parts for key in keys_of(part) if key in said]
    columns = [key for key in keys if key in COLUMNS]
    for column in columns:
        setattr(version, column, said[column])
    if by and parts:
        mark(version, parts, by=by, at=database_now(), page=page)
        forget_page(version, merged)
        version.writers = [*{*version.writers, by.pk}]
        version.changed_by = by
    version.save(update_fields=[*columns, "revision", "changes", "writers", "changed_by", "changed_at"])
    _tie(version, {key: said[key] for key in keys if key not in COLUMNS})


def _tie(version: Version, said: Mapping[str, Any]) -> None:
    """Links and rows as given, in the order given."""
    for name in LINKS:
        if name in said:
            getattr(version, name).set(said[name])
    for name, model in ROW_MODELS.items():
        if name in said:
            getattr(version, name).all().delete()
            model._default_manager.bulk_create(model(version=version, order=order, **cells) for order, cells in enumerate(said[name], 1))


def _conflict(version: Version, part: str, said: Content, stands: Content) -> Conflict:
    keys = keys_of(part)
    mine = {key: said.get(key, stands[key]) for key in keys}
    return Conflict(mine, {key: stands[key] for key in keys}, **person(version.changes[part]))


def _in_words(parts: list[str]) -> str:
    shown = [part.replace("_", " ") for part in parts]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
