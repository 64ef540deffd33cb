"""Rounds and their chapters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.moves.stale import Page, mark
from portal.organisations.models import Organisation, Place
from portal.organisations.slugs import free_slug
from portal.richtext.clean import clean

from ..documents.passages import texts_of_chapter
from ..models import Challenge, Chapter, Programme, Round, Section
from .comment import carry_threads
from .parted import Revision, forget_page, kept_state, reconcile

Row = Mapping[str, Any]


@transaction.atomic
def start_round(
    *,
    title: str,
    slug: str,
    kind: str,
    lead: Organisation,
    participants: Iterable[Organisation],
    year_from: int,
    year_to: int,
    by: User | None,
    places: Iterable[Place] = (),
    sections: Iterable[Row] = (),
    challenges: Iterable[Row] = (),
    rolled_from: Round | None = None,
    **fields: Any,
) -> Round:
    """A round begins as a draft of its commissioners: notice by 30 September, in effect from 1 April, unless said otherwise."""
    fields.setdefault("effective_date", date(year_from, 4, 1))
    fields.setdefault("notice_by_date", date(year_from - 1, 9, 30))
    round = Round.objects.create(
        title=title, slug=slug, kind=kind, lead=lead, year_from=year_from, year_to=year_to, rolled_from=rolled_from, **fields
    )
    round.participants.set(participants)
    round.places.set(places)
    Section.objects.bulk_create(
        Section(round=round, order=order, **{**section, "body": clean(section["body"])}) for order, section in enumerate(sections, 1)
    )
    Challenge.objects.bulk_create(Challenge(round=round, order=order, **challenge) for order, challenge in enumerate(challenges, 1))
    record("round.started", target=round, by=by, says=f"started {round.named}", owner=lead)
    return round


@transaction.atomic
def add_programme(*, name: str, kind: str, by: User | None, slug: str = "", order: int = 0) -> Programme:
    """A programme joins the list that rounds choose their chapters from."""
    programme = Programme.objects.create(slug=slug or free_slug(Programme.objects, name), name=name, kind=kind, order=order)
    record("programme.added", target=programme, by=by, says=f"added the programme {programme}")
    return programme


@transaction.atomic
def add_chapter(*, round: Round, programme: Programme, code: str, title: str, by: User | None, **fields: Any) -> Chapter:
    """A programme enters a round, after its other chapters; the code is the stem of its references."""
    lock(round)
    last = round.chapters.aggregate(last=Max("order"))["last"] or 0
    fields.setdefault("order", last + 1)
    chapter = Chapter.objects.create(round=round, programme=programme, code=code, title=title, **_cleaned(fields))
    record("chapter.added", target=chapter, by=by, says=f"added the chapter {chapter} to {round}", owner=round.lead)
    return chapter


@transaction.atomic
def edit_chapter(*, chapter: Chapter, by: User, revision: Revision, page: Page | None = None, **fields: Any) -> Chapter:
    """What is given is saved; what someone else changed since `revision` is never overwritten: Stale says both texts."""
    chapter, page = lock(chapter), page or Page()
    said = _cleaned(fields)
    stands = {name: getattr(chapter, name) for name in said}
    touched, chapter.merged = reconcile(chapter, said, stands, revision=revision, page=page, rich=("narrative",))
    if not touched:
        return chapter
    before = texts_of_chapter(chapter)
    with kept_state(chapter, touched, by=by) as at:
        for name, value in touched.items():
            setattr(chapter, name, value)
        carry_threads(chapter, before, {name: text for name, text in texts_of_chapter(chapter).items() if name in touched})
        mark(chapter, touched, by=by, at=at, page=page)
        forget_page(chapter, chapter.merged)
        chapter.save(update_fields=[*touched, "revision", "changes"])
    record("chapter.edited", target=chapter, by=by, says=f"changed the chapter {chapter} of {chapter.round}", owner=chapter.round.lead)
    return chapter


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    """Rich text is sanitised by whichever door it comes."""
    said = dict(fields)
    if "narrative" in said:
        said["narrative"] = clean(said["narrative"])
    if "year_plans" in said:
        said["year_plans"] = [{**plan, "text": clean(plan["text"])} for plan in said["year_plans"]]
    return said
