"""Words replaced in many texts of a round: intentions, chapters, and what stands around them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import OuterRef

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.moves.stale import mark
from portal.organisations.models import Organisation
from portal.revisions.actions import Saved
from portal.revisions.kinds import plain
from portal.richtext.finding import Search

from ...documents import replacing as document
from ...documents.passages import texts_of
from ...documents.revised import KINDS, VERSION
from ...documents.texts import AROUND as STANDING
from ...models import Chapter, Many, Plan, RegisterEntry, Round, Version
from ...models.ties import held_around
from ...states import ManyKind
from ..front import NAMED
from ..parted import put
from .held import held
from .in_one import update_all
from .step import GONE, SINCE, Kept, Left, kept
from .words import Written, put_many, settle, unwritten

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
    versions, left = unwritten(round, [row for row in rows if "version" in row])
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
    settle([*put_many(round, versions, by, at), *_put_around(round, saves, by, at)], by, at)
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
    ids = {name: [one for _, one in group if name == "version" or _is_key(one)] for name, group in groupby(pairs, key=lambda pair: pair[0])}
    rows = {AROUND[name]: _of_round(AROUND[name], by).filter(pk__in=of) for name, of in ids.items() if name in AROUND}
    things = _named(held_around(round, rows))
    found = {f"{thing._meta.model_name}.{thing.pk}": thing for thing in things}
    if "version" in ids:
        found |= {f"version.{version.intention.reference}": version for version in held(round, ids["version"])}
    return found


def _of_round(model: Any, by: User) -> Any:
    if model is Round:
        return Round.objects.filter(pk=OuterRef("pk"))
    rows = Plan.objects.written_by(by) if model is Plan else model._default_manager
    return rows.filter(round=OuterRef("pk"))


def _named(things: list[Any]) -> list[Any]:
    """With the organisation whose name or history they stand under."""
    theirs = [thing for thing in things if isinstance(thing, RegisterEntry | Plan)]
    of = Organisation.objects.in_bulk({thing.organisation_id for thing in theirs}) if theirs else {}
    for thing in theirs:
        thing.organisation = of[thing.organisation_id]
    return things


def _is_key(text: str) -> bool:
    return len(text) == 36 and text.replace("-", "").isalnum() and text.isascii() and not set(text.lower()) & set("ghijklmnopqrstuvwxyz")


def _write(round: Round, saves: Sequence[Save], by: User, at: datetime) -> list[Kept]:
    """The saves, and what each said before: of a version with everything that says one thing together."""
    versions = [(thing, said) for thing, said in saves if isinstance(thing, Version)]
    others = [(thing, said) for thing, said in saves if not isinstance(thing, Version)]
    before = [{key: value for key, value in version.content().items() if key in said} for version, said in versions]
    stood = [{part: document.stand(thing)[part] for part in said} for thing, said in others]
    settle([*put_many(round, versions, by, at), *_put_around(round, others, by, at)], by, at)
    rows = [kept(version, VERSION.plain(was), VERSION.plain(said)) for (version, said), was in zip(versions, before, strict=True)]
    return rows + [_kept(thing, was, said) for (thing, said), was in zip(others, stood, strict=True)]


def _kept(thing: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> Kept:
    row = {"reference": document.name(thing), "model": thing._meta.model_name, "thing": str(thing.pk), "revision": thing.revision}
    return row | {"before": plain(before), "after": plain(after)}


def _put_around(round: Round, saves: Sequence[Save], by: User, at: datetime) -> list[Written]:
    """Each as its own page saves it, all in one statement."""
    written: list[Written] = []
    columns: dict[Any, set[str]] = {}
    things: dict[Any, list[Any]] = {}
    for thing, said in saves:
        model = type(thing)
        before, was = KINDS[model].said(thing), _texts(thing)
        columns.setdefault(model, {"revision", "changes"}).update(put(thing, said))
        things.setdefault(model, []).append(thing)
        mark(thing, said, by=by, at=at)
        stem, says = EVENTS[model]
        state, texts = Saved(thing, before, KINDS[model].said(thing), list(said)), partial(_both, was, _texts(thing))
        owner = thing.organisation if model is Plan else round.lead
        written.append(Written(state, thing, texts, (f"{stem}.edited", thing, says.format(thing, round), owner)))
    update_all([(model, things[model], sorted(columns[model])) for model in things])
    return written


def _texts(thing: Any) -> dict[str, str]:
    return {} if isinstance(thing, Round) else texts_of(thing)


def _both(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    return before, after
