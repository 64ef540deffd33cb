"""Next year's round out of this year's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.organisations.models import Organisation

from .. import timescale
from ..models import Chapter, Intention, Round, Version
from ..models.content import COLUMNS
from ..models.version import VersionOutcome, VersionPlace, VersionProvider
from ..states import Precision, Status
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
    **fields: Any,
) -> Round:
    """Chapters, front matter and every intention that was not withdrawn, as drafts that say where they come from."""
    new = start_round(
        title=title,
        slug=slug,
        kind=round.kind,
        lead=lead,
        participants=participants,
        year_from=year_from,
        year_to=year_to,
        by=by,
        places=round.places.all(),
        sections=list(round.sections.order_by("order").values("heading", "body", "source")),
        challenges=list(round.challenges.order_by("order").values("area", "statement", "amount", "source")),
        rolled_from=round,
        **fields,
    )
    chapters = _copy_chapters(round, new)
    count = _copy_intentions(round, new, chapters, by)
    says = f"copied {count} intentions of {round} into {new}"
    record("round.rolled_forward", target=new, by=by, says=says, owner=lead, source=str(round.pk))
    return new


def _copy_chapters(round: Round, new: Round) -> dict[Any, Chapter]:
    """{id of the old chapter: the new one}. Year plans and money belong to their years and stay behind."""
    copies = {old.pk: Chapter(round=new, **{name: getattr(old, name) for name in CHAPTER_WORDS}) for old in round.chapters.all()}
    Chapter.objects.bulk_create(copies.values())
    return copies


def _copy_intentions(round: Round, new: Round, chapters: dict[Any, Chapter], by: User | None) -> int:
    """Bulk writes: a round may hold hundreds, and each has links and rows of its own."""
    newest = Version.objects.filter(latest_of__round=round).exclude(status=Status.WITHDRAWN)
    pairs = []
    for source in newest.select_related("intention").with_everything():
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
