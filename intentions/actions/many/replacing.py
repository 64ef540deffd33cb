"""Words replaced in many texts of a round: intentions, chapters, and what stands around them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record, record_many
from portal.moves import lock
from portal.moves.stale import mark
from portal.revisions.actions import Saved, keep_many
from portal.revisions.kinds import plain
from portal.richtext.finding import Search

from ...documents import replacing as document
from ...documents.passages import texts_of_chapter
from ...documents.revised import KINDS, VERSION
from ...documents.texts import AROUND as STANDING
from ...models import Chapter, Many, Plan, Round, Version
from ...states import ManyKind
from ..comment import carry_threads_of_chapters
from ..front import NAMED
from ..parted import put
from .held import held
from .step import GONE, SINCE, Kept, Left, kept
from .words import save_many, unwrite

AROUND: dict[str, Any] = {str(model._meta.model_name): model for model in (*STANDING, Round, Plan)}
EVENTS = {model: (stem, f"edited the {name} “{{}}” of {{}}") for model, (stem, name) in NAMED.items()}
EVENTS[Chapter] = ("chapter", "changed the chapter {} of {}")
EVENTS[Round] = ("round", "changed words in the facts of {}")
EVENTS[Plan] = ("plan", "changed the plan on a page {}")
Save = tuple[Any, Mapping[str, Any]]


@dataclass(frozen=True)
class Ticked:
    """What the preview showed of one thing, and the places in it that are to be changed."""

    mark: str
    places: Collection[int]


@transaction.atomic
def replace_words(*, round: Round, ticked: Mapping[str, Ticked], search: Search, by: User, at: datetime) -> tuple[Many | None, Left]:
    """The ticked places of each thing, by its key, in one step; and what it left alone with the reason."""
    round = lock(round, "lead")
    things = _held(round, ticked, by)
    left: Left = [(key.partition(".")[2] if key.startswith("version.") else key, GONE) for key in ticked if key not in things]
    saves: list[Save] = []
    for key, thing in things.items():
        said, why = _said(thing, ticked[key], search)
        if why:
            left.append((document.name(thing), why))
        elif said:
            saves.append((thing, said))
    if not saves:
        return None, left
    rows = _write(round, saves, by, at)
    about = f"“{search.words}” with {f'“{search.by}”' if search.by else 'nothing'}"
    step = Many.objects.create(round=round, kind=ManyKind.REPLACE, about=about, rows=rows, by=by, at=at)
    record("round.changed_many", target=round, by=by, at=at, says=f"changed many at once: {step}", owner=round.lead, step=str(step.pk))
    return step, left


def unreplace(round: Round, rows: list[Kept], by: User, at: datetime) -> Left:
    """What each text said before, where nobody has changed that part since."""
    left = unwrite(round, [row for row in rows if "version" in row], by, at)
    others = [row for row in rows if "thing" in row]
    things = _held(round, [f"{row['model']}.{row['thing']}" for row in others], by)
    saves: list[Save] = []
    for row in others:
        thing = things.get(f"{row['model']}.{row['thing']}")
        if thing is None:
            left.append((row["reference"], GONE))
        elif any(thing.changes.get(part, {}).get("revision") != row["revision"] for part in row["after"]):
            left.append((row["reference"], SINCE))
        elif why := document.refused(thing):
            left.append((row["reference"], why))
        else:
            saves.append((thing, row["before"]))
    _save_around(round, saves, by, at)
    return left


def _said(thing: Any, ticked: Ticked, search: Search) -> tuple[Mapping[str, Any], str]:
    if ticked.mark != document.mark(thing):
        person = getattr(thing, "changed_by", None)
        return {}, f"Changed after you looked{f', last by {person}' if person else ''}"
    if why := document.refused(thing):
        return {}, why
    try:
        return document.with_words(thing, search, ticked.places), ""
    except document.CannotSay as fault:
        return {}, str(fault)


def _held(round: Round, keys: Iterable[str], by: User) -> dict[str, Any]:
    """Each of these things of the round that is there, locked, in one order; of plans those whose drafts this person reads."""
    pairs = sorted(key.partition(".")[::2] for key in keys)
    found: dict[str, Any] = {}
    for name, group in groupby(pairs, key=lambda pair: pair[0]):
        ids = [one for _, one in group]
        if name == "version":
            found |= {f"version.{version.intention.reference}": version for version in held(round, ids)}
        elif name in AROUND:
            rows = _of_round(AROUND[name], round, by).filter(pk__in=[one for one in ids if _is_key(one)])
            found |= {f"{name}.{thing.pk}": thing for thing in rows.order_by("pk").select_for_update(of=("self",))}
    for thing in found.values():
        if not isinstance(thing, (Version, Round)):
            thing.round = round
    return found


def _of_round(model: Any, round: Round, by: User) -> Any:
    if model is Round:
        return Round.objects.filter(pk=round.pk)
    return (
        Plan.objects.written_by(by).filter(round=round).select_related("organisation")
        if model is Plan
        else model._default_manager.filter(round=round)
    )


def _is_key(text: str) -> bool:
    return len(text) == 36 and text.replace("-", "").isalnum() and text.isascii() and not set(text.lower()) & set("ghijklmnopqrstuvwxyz")


def _write(round: Round, saves: Sequence[Save], by: User, at: datetime) -> list[Kept]:
    """The saves, and what each said before: of a version with everything that says one thing together."""
    versions = [(thing, said) for thing, said in saves if isinstance(thing, Version)]
    others = [(thing, said) for thing, said in saves if not isinstance(thing, Version)]
    before = [{key: value for key, value in version.content().items() if key in said} for version, said in versions]
    if versions:
        save_many(round, versions, by, at)
    rows = [kept(version, VERSION.plain(was), VERSION.plain(said)) for (version, said), was in zip(versions, before, strict=True)]
    stood = [{part: document.stand(thing)[part] for part in said} for thing, said in others]
    _save_around(round, others, by, at)
    return rows + [_kept(thing, was, said) for (thing, said), was in zip(others, stood, strict=True)]


def _kept(thing: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> Kept:
    row = {"reference": document.name(thing), "model": thing._meta.model_name, "thing": str(thing.pk), "revision": thing.revision}
    return row | {"before": plain(before), "after": plain(after)}


def _save_around(round: Round, saves: Sequence[Save], by: User, at: datetime) -> None:
    """Each as its own page saves it, in a few queries for all of a kind."""
    for model, group in groupby(sorted(saves, key=lambda save: save[0]._meta.model_name), key=lambda save: type(save[0])):
        _save_kind(round, model, list(group), by, at)


def _save_kind(round: Round, model: Any, saves: Sequence[Save], by: User, at: datetime) -> None:
    states, texts, columns = [], {}, {"revision", "changes"}
    for thing, said in saves:
        before, was = KINDS[model].said(thing), texts_of_chapter(thing) if model is Chapter else {}
        columns |= set(put(thing, said))
        mark(thing, said, by=by, at=at)
        states.append(Saved(thing, before, KINDS[model].said(thing), list(said)))
        texts[thing.pk] = (was, texts_of_chapter(thing) if model is Chapter else {})
    model._default_manager.bulk_update([thing for thing, _ in saves], sorted(columns))
    keep_many(states, by=by, at=at)
    if model is Chapter:
        carry_threads_of_chapters(texts)
    stem, says = EVENTS[model]
    for owner, things in groupby((thing for thing, _ in saves), key=lambda thing: thing.organisation if model is Plan else round.lead):
        record_many(f"{stem}.edited", [(thing, says.format(thing, round)) for thing in things], by=by, owner=owner, at=at)
