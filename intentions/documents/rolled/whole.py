"""A whole round as it would be some years later, thing by thing, before anything is written; and what is written once it is ticked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import Case, Q, When

from portal.accounts.models import User

from ...models import CaseStudy, Challenge, Chapter, Enabler, RegisterEntry, Round, Section, Version
from ...models.ties import tie
from ...states import Status, Way
from .around import around
from .around import said as said_around
from .facts import intention
from .flat import edited
from .leaving import offers, stopped
from .span import Edit, Path, Place, Span, at, put
from .targets import said as said_by
from .targets import target, targets

KINDS: dict[type[Any], tuple[str, str]] = {  # the stem of its key, and what it is called
    Section: ("section", "Front matter"),
    Challenge: ("challenge", "Challenge"),
    Chapter: ("chapter", "Chapter"),
    CaseStudy: ("example", "Example"),
    Enabler: ("enabler", "Enabler"),
    RegisterEntry: ("provider", "Provider"),
}
FROM_TARGET = "A savings target is that of its own years: set the new one on the page of facts"


@dataclass(frozen=True)
class Thing:
    """An intention, or something that stands around them: what it says, and every place in it that names a time."""

    key: str
    kind: str
    title: str
    row: Any
    said: Mapping[str, Any]
    places: tuple[Place, ...]
    offer: str = ""  # why it may be left out
    owner: User | None = None
    keeps_owner: bool = False

    @property
    def is_intention(self) -> bool:
        return isinstance(self.row, Version)

    def after(self, taken: Collection[str]) -> Mapping[str, Any]:
        """What it says in the new round: what moves by itself, and these proposals."""
        return written(self.said, [one for one in self.places if one.way == Way.MOVED or one.key in taken])


def written(said: Mapping[str, Any], places: Iterable[Place]) -> Mapping[str, Any]:
    """With these places taken. What was given is not changed."""
    edits: dict[Path, list[Edit]] = defaultdict(list)
    sets: list[tuple[Path, Any]] = []
    for place in places:
        if place.way not in (Way.MOVED, Way.PROPOSED):
            continue
        sets += place.sets
        if place.edits:
            edits[place.path] += place.edits
    for path, changes in edits.items():
        said = put(said, path, edited(at(said, path), changes))
    for path, value in sets:
        said = put(said, path, value)
    return said


@dataclass(frozen=True)
class Rolled:
    """The round as it would be. `mark` changes with everything the preview shows."""

    round: Round
    span: Span
    things: list[Thing] = field(default_factory=list)

    @cached_property
    def by_key(self) -> dict[str, Thing]:
        return {thing.key: thing for thing in self.things}

    @cached_property
    def likely(self) -> frozenset[str]:
        """The proposals that are ticked to begin with."""
        return frozenset(one.key for one in self.places() if one.way == Way.PROPOSED and one.is_likely)

    @cached_property
    def proposed(self) -> frozenset[str]:
        return frozenset(one.key for one in self.places() if one.way == Way.PROPOSED)

    @cached_property
    def mark(self) -> str:
        shown = [(one.key, one.before, one.after, str(one.way)) for one in self.places()]
        return sha256(repr((shown, [(thing.key, thing.title, thing.offer) for thing in self.things])).encode()).hexdigest()[:16]

    def places(self) -> Iterator[Place]:
        for thing in self.things:
            yield from thing.places

    def of(self, model: type[Any]) -> list[Thing]:
        return [thing for thing in self.things if isinstance(thing.row, model)]


def rolled(round: Round, span: Span, versions: Iterable[Version], *, writers: Collection[str], owners: Collection[str] = ()) -> Rolled:
    """Of these versions, all that stands around them, and the targets of what they serve.

    `writers` are the keys of who may look after one in the new round, `owners` those of the organisations whose targets may be set.
    """
    found = [_around(row, number, span) for number, row in enumerate(_rows(round), 1)]
    chosen = list(versions)
    may_go = offers(chosen, span, stopped(round))
    found += _targets(chosen, span, owners)
    return Rolled(round, span, [*found, *(_intention(version, span, may_go, writers) for version in chosen)])


def settled(round: Round) -> list[Version]:
    """Of each intention what was approved or published last; of one never approved its draft; in the order of the round."""
    alive = Version.objects.filter(intention__round=round).exclude(intention__latest__status=Status.WITHDRAWN)
    rank = Case(When(Q(status__in=[Status.APPROVED, Status.PUBLISHED]), then=1), default=0)
    kept = alive.annotate(rank=rank).order_by("intention", "-rank", "-number").distinct("intention")
    found = tie(Version.objects.filter(pk__in=kept.values("pk")).select_related("intention__chapter", "intention__owner"))
    return sorted(found, key=lambda one: (one.intention.chapter.order, one.intention.order, one.intention.reference))


def _rows(round: Round) -> Iterator[Any]:
    yield from round.sections.order_by("order")
    yield from round.challenges.order_by("order")
    yield from round.chapters.select_related("programme").order_by("order", "code")
    yield from round.case_studies.prefetch_related("organisations", "places")
    yield from round.enablers.all()
    yield from round.register.select_related("organisation")


def _around(row: Any, number: int, span: Span) -> Thing:
    stem, kind = KINDS[type(row)]
    key = f"{stem}-{row.code if isinstance(row, Chapter) else number}"
    title = row.organisation.name if isinstance(row, RegisterEntry) else str(row)
    return Thing(key, kind, title, row, said_around(row), _keyed(key, around(row, span)))


def _targets(versions: list[Version], span: Span, owners: Collection[str]) -> Iterator[Thing]:
    rows = targets(versions, owners)
    for number, row in enumerate(rows, 1):
        places = _keyed(f"target-{number}", target(row, span, owners, rows))
        yield Thing(f"target-{number}", "Target", f"{row.measure.outcome}: {row.measure}", row, said_by(row), places)


def _intention(version: Version, span: Span, may_go: Mapping[Any, str], writers: Collection[str]) -> Thing:
    of, said = version.intention, version.content()
    return Thing(
        key=of.reference,
        kind="Intention",
        title=version.title,
        row=version,
        said=said,
        places=_keyed(of.reference, intention(said, span)),
        offer=may_go.get(of.pk, ""),
        owner=of.owner,
        keeps_owner=str(of.owner_id) in writers,
    )


def _keyed(key: str, places: Iterable[Place]) -> tuple[Place, ...]:
    """Each place once, under a key of its own in the round."""
    return tuple(replace(one, key=f"{key}.{one.key}") for one in places)
