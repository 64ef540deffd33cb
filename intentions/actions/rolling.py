"""Next year's round out of this year's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.organisations.models import Organisation, Place

from ..documents.rolled.span import Span
from ..documents.rolled.whole import Rolled, Thing, rolled, settled
from ..documents.writers import owners_of, writers_among
from ..models import CaseStudy, Challenge, Chapter, Enabler, Intention, RegisterEntry, Round, Section, Version
from ..states import Status, StillTrue
from .approval import withdraw
from .many.copies import write_out
from .round import start_round
from .targets import set_targets

CHAPTER_STAYS = ("programme_id", "code", "order")  # what no year is in


@transaction.atomic
def roll_forward(
    *,
    round: Round,
    title: str,
    slug: str,
    lead: Organisation,
    participants: Iterable[Organisation],
    year_from: int,
    year_to: int,
    by: User | None,
    places: Iterable[Place] | None = None,
    taken: Collection[str] | None = (),
    left_out: Collection[str] = (),
    seen: str = "",
    **fields: Any,
) -> Round:
    """Chapters, all that stands around them, and every intention that was not withdrawn, as drafts that say where they come from.

    What names a time of its own moves by the years between the rounds; of the proposals those `taken`, with None the likely ones.
    An owner who may write the new round stays. The new round is for the same places, unless others are given.
    `seen` is the mark of the preview: a round that was changed since is refused.
    """
    partners = list(participants)
    _hold(round)
    span = Span(round.year_from, round.year_to, year_from, year_to)
    whole = rolled(round, span, settled(round), writers=writers_among([lead, *partners]), owners=owners_of(by))
    if seen and seen != whole.mark:
        raise CannotMove("roll_forward", round)
    taken = whole.likely if taken is None else taken
    new = start_round(
        title=title,
        slug=slug,
        kind=round.kind,
        lead=lead,
        participants=partners,
        year_from=year_from,
        year_to=year_to,
        by=by,
        places=round.places.all() if places is None else places,
        sections=[{**thing.after(taken), "kind": thing.row.kind, "source": thing.row.source} for thing in whole.of(Section)],
        challenges=[{**thing.after(taken), "amount": thing.row.amount, "source": thing.row.source} for thing in whole.of(Challenge)],
        rolled_from=round,
        **fields,
    )
    chapters = _copy_chapters(whole, new, taken)
    _copy_around(whole, new, chapters, taken, by)
    count = _copy_intentions([one for one in whole.of(Version) if one.key not in left_out], new, chapters, taken, by)
    says = f"copied {count} intentions of {round} into {new}"
    record("round.rolled_forward", target=new, by=by, says=says, owner=lead, source=str(round.pk))
    return new


@transaction.atomic
def confirm(*, intention: Intention, by: User, answer: str, reason: str = "") -> Intention:
    """Is what was carried over still true? Yes and "with changes" leave the draft to its author; no withdraws it, with the reason."""
    intention = lock(intention)
    intention.still_true, intention.still_true_by = StillTrue(answer), by
    intention.save(update_fields=["still_true", "still_true_by"])
    if answer == StillTrue.NO and intention.latest is not None:
        withdraw(version=intention.latest, by=by, reason=reason or "No longer true")
    says = f"said of {intention}, carried over: {StillTrue(answer).label.lower()}"
    record("intention.confirmed", target=intention, by=by, says=says, owner=intention.round.lead)
    return intention


def _hold(round: Round) -> None:
    """Nobody saves an intention while it is copied."""
    alive = Version.objects.filter(intention__round=round).exclude(intention__latest__status=Status.WITHDRAWN)
    list(alive.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _copy_chapters(whole: Rolled, new: Round, taken: Collection[str]) -> dict[Any, Chapter]:
    """{id of the old chapter: the new one}."""
    copies = {
        thing.row.pk: Chapter(round=new, **{name: getattr(thing.row, name) for name in CHAPTER_STAYS}, **thing.after(taken))
        for thing in whole.of(Chapter)
    }
    Chapter.objects.bulk_create(copies.values())
    return copies


def _copy_around(whole: Rolled, new: Round, chapters: dict[Any, Chapter], taken: Collection[str], by: User | None) -> None:
    """Enabler sheets, examples and the register of providers, as they stand in the draft; targets that are taken are set again."""
    for thing in whole.of(Enabler):
        _copied(thing, new, taken)
    for thing in whole.of(CaseStudy):
        copy = _copied(thing, new, taken)
        copy.organisations.set(thing.row.organisations.all())
        copy.places.set(thing.row.places.all())
    for thing in whole.of(RegisterEntry):
        _copied(thing, new, taken, chapter=chapters.get(thing.row.chapter_id))
    set_targets(whole=whole, round=new, taken=taken, by=by)


def _copied(thing: Thing, new: Round, taken: Collection[str], **other: Any) -> Any:
    row, after = thing.row, thing.after(taken)
    left = ("id", "round_id", "revision", "changes", *after, *(f"{name}_id" for name in other))
    words = {field.attname: getattr(row, field.attname) for field in row._meta.fields if field.attname not in left}
    return type(row)._default_manager.create(round=new, **words, **after, **other)


def _copy_intentions(things: list[Thing], new: Round, chapters: dict[Any, Chapter], taken: Collection[str], by: User | None) -> int:
    """Bulk writes: a round may hold hundreds, and each has links and rows of its own."""
    made = [_intention(thing, new, chapters) for thing in things]
    Intention.objects.bulk_create(made)
    write_out(
        [
            (Version(intention=intention, written_by=by, changed_by=by), thing.after(taken))
            for thing, intention in zip(things, made, strict=True)
        ]
    )
    return len(made)


def _intention(thing: Thing, new: Round, chapters: dict[Any, Chapter]) -> Intention:
    old = thing.row.intention
    return Intention(
        round=new,
        chapter=chapters[old.chapter_id],
        reference=old.reference,
        order=old.order,
        owner=old.owner if thing.keeps_owner else None,
        rolled_from=old,
        source=old.source,
    )
