"""Next year's round out of this year's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Case, Q, When

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.organisations.models import Organisation, Place

from .. import timescale
from ..models import Chapter, Intention, Round, Version
from ..models.content import COLUMNS
from ..models.version import VersionOutcome, VersionPlace, VersionProvider
from ..states import Precision, Status, StillTrue
from .approval import withdraw
from .intention import ROW_MODELS
from .round import start_round

CHAPTER_WORDS = (
    "programme_id",
    "code",
    "title",
    "order",
    "horizon",
    "lead_role",
    "objectives",
    "narrative",
    "supports",
    "finance_short_term",
    "finance_medium_long_term",
    "finance_rule",
)
LINK_MODELS: dict[str, tuple[type[models.Model], str]] = {
    "places": (VersionPlace, "place_id"),
    "providers": (VersionProvider, "organisation_id"),
    "outcomes": (VersionOutcome, "outcome_id"),
}


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
    **fields: Any,
) -> Round:
    """Chapters, all that stands around them, and every intention that was not withdrawn, as drafts that say where they come from.

    The new round is for the same places, unless others are given.
    """
    new = start_round(
        title=title,
        slug=slug,
        kind=round.kind,
        lead=lead,
        participants=participants,
        year_from=year_from,
        year_to=year_to,
        by=by,
        places=round.places.all() if places is None else places,
        sections=list(round.sections.order_by("order").values("heading", "kind", "body", "source")),
        challenges=list(round.challenges.order_by("order").values("area", "statement", "amount", "source")),
        rolled_from=round,
        **fields,
    )
    chapters = _copy_chapters(round, new)
    _copy_around(round, new, chapters)
    count = _copy_intentions(round, new, chapters, by)
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


def _copy_chapters(round: Round, new: Round) -> dict[Any, Chapter]:
    """{id of the old chapter: the new one}. Year plans and money belong to their years and stay behind."""
    copies = {old.pk: Chapter(round=new, **{name: getattr(old, name) for name in CHAPTER_WORDS}) for old in round.chapters.all()}
    Chapter.objects.bulk_create(copies.values())
    return copies


def _copy_around(round: Round, new: Round, chapters: dict[Any, Chapter]) -> None:
    """Enabler sheets, examples and the register of providers, as they stand in the draft."""
    for sheet in round.enablers.all():
        _copied(sheet, new)
    for study in round.case_studies.prefetch_related("organisations", "places"):
        copy = _copied(study, new)
        copy.organisations.set(study.organisations.all())
        copy.places.set(study.places.all())
    for entry in round.register.all():
        _copied(entry, new, chapter=chapters.get(entry.chapter_id))


def _copied(row: Any, new: Round, **other: Any) -> Any:
    left = ("id", "round_id", "revision", "changes", *(f"{name}_id" for name in other))
    words = {field.attname: getattr(row, field.attname) for field in row._meta.fields if field.attname not in left}
    return type(row)._default_manager.create(round=new, **words, **other)


def _copy_intentions(round: Round, new: Round, chapters: dict[Any, Chapter], by: User | None) -> int:
    """Bulk writes: a round may hold hundreds, and each has links and rows of its own."""
    pairs = []
    for source in _settled(round):
        old = source.intention
        intention = Intention(
            round=new, chapter=chapters[old.chapter_id], reference=old.reference, order=old.order, rolled_from=old, source=old.source
        )
        pairs.append((source, intention, Version(intention=intention, written_by=by, changed_by=by, **_words(source, new))))
    intentions = Intention.objects.bulk_create(intention for _, intention, _ in pairs)
    Version.objects.bulk_create(version for *_, version in pairs)
    for _, intention, version in pairs:
        intention.latest = version
    Intention.objects.bulk_update(intentions, ["latest"])
    _copy_ties([(source, version) for source, _, version in pairs])
    return len(pairs)


def _settled(round: Round) -> list[Version]:
    """Of each intention what was approved or published last; of one never approved its draft. Held: nobody saves while it is copied."""
    alive = Version.objects.filter(intention__round=round).exclude(intention__latest__status=Status.WITHDRAWN)
    is_settled = Q(status__in=[Status.APPROVED, Status.PUBLISHED])
    list(alive.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    kept = alive.annotate(rank=Case(When(is_settled, then=1), default=0)).order_by("intention", "-rank", "-number").distinct("intention")
    return list(Version.objects.filter(pk__in=kept.values("pk")).select_related("intention").with_everything())


def _words(source: Version, new: Round) -> dict[str, Any]:
    """As they stood; an intention that had no date of its own is now for the years of the new round."""
    said = {column: getattr(source, column) for column in COLUMNS}
    if source.precision == Precision.ROUND:
        period = timescale.of_round(new.year_from, new.year_to)
        said |= {"from_date": period.from_date, "to_date": period.to_date}
    return said


def _copy_ties(pairs: list[tuple[Version, Version]]) -> None:
    for name, (through, column) in LINK_MODELS.items():
        through._default_manager.bulk_create(
            through(version=version, **{column: thing.pk}) for source, version in pairs for thing in getattr(source, name).all()
        )
    for name, model in ROW_MODELS.items():
        columns = [field.attname for field in model._meta.fields if field.attname not in ("id", "version_id")]
        model._default_manager.bulk_create(
            model(version=version, **{column: getattr(row, column) for column in columns})
            for source, version in pairs
            for row in getattr(source, name).all()
        )
