"""Publishing: an approved version becomes public, in an edition that never changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock

from .. import checks, documents
from ..checks import MUST, Problem
from ..models import Chapter, Edition, EditionPlace, Entry, FrozenChapter, Intention, Round, Version
from ..models.round import ChapterWords
from ..states import MOVES, Status
from .announcing import announce_edition
from .carried_in import take_in
from .volume import print_edition

NOTHING_APPROVED = Problem(MUST, "No intention is approved. Approve at least one", check="approved")
NOTHING_WRITTEN = Problem(MUST, "No intention is written. Write at least one", check="approved")
ASKS_NOTHING = Problem(
    MUST, "A round carried over from paper asks for no answers: publish it without deadlines", field="response_deadline", check="deadline"
)


class Blocked(Exception):
    """What must be mended first, as `problems`."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@transaction.atomic
def publish(
    *,
    round: Round,
    by: User | None,
    approving_body: str,
    approved_date: date | None,
    at: datetime,
    question_deadline: datetime | None = None,
    response_deadline: datetime | None = None,
    what_changed: str = "",
    is_carried_over: bool = False,
) -> Edition:
    """The next edition: every approved version, and those public already. Frozen with everything it says.

    A round carried over from paper (`is_carried_over`) is published as it stood: its faults are part of the record.
    """
    round = lock(round)
    list(Version.objects.filter(intention__round=round, status=Status.APPROVED).select_for_update().values_list("pk"))
    versions = list(Version.objects.for_next_edition_of(round).select_related("intention", "intention__chapter").with_everything())
    asks = bool(question_deadline or response_deadline)
    found = _obstacles(round, versions, at, response_deadline, asks) or ([] if is_carried_over else checks.blocking(round))
    if found:
        raise Blocked(found)
    if round.is_from_paper:
        take_in(versions=versions, by=by, at=at)
    content = documents.edition_content(round, versions, what_changed=what_changed)
    edition = _freeze(round, versions, content, by, at, approving_body, approved_date, question_deadline, response_deadline)
    _make_public(edition, versions, at)
    _put_in_force(round, edition, at, question_deadline, response_deadline)
    print_edition(edition=edition, by=by)
    round.plans.published().update(document=None)  # what they list may read otherwise now: they are printed again
    record("edition.published", target=edition, by=by, says=f"published {edition} of {round.named}", owner=round.lead, round=str(round.pk))
    announce_edition(edition, at)
    return edition


def _obstacles(round: Round, versions: list[Version], at: datetime, response_deadline: datetime | None, asks: bool) -> list[Problem]:
    """What no haste and no paper past can publish."""
    if round.is_from_paper and asks:
        return [ASKS_NOTHING]
    if response_deadline is not None and response_deadline <= at:
        return [Problem(MUST, "The response deadline must be after publication", field="response_deadline", check="deadline")]
    if not versions:
        return [NOTHING_WRITTEN if round.is_from_paper else NOTHING_APPROVED]
    last = round.editions.order_by("-number").first()
    if last and {version.pk for version in versions} == set(last.versions.values_list("pk", flat=True)):
        when = localtime(last.published_at)
        return [Problem(MUST, f"Nothing has been approved or withdrawn since edition {last.number} ({when:%-d %B %Y})", check="changed")]
    return []


def _freeze(
    round: Round,
    versions: list[Version],
    content: dict[str, Any],
    by: User | None,
    at: datetime,
    approving_body: str,
    approved_date: date | None,
    question_deadline: datetime | None,
    response_deadline: datetime | None,
) -> Edition:
    edition = Edition.objects.create(
        round=round,
        number=round.editions.count() + 1,
        approving_body=approving_body,
        approved_date=approved_date,
        published_at=at,
        published_by=by,
        question_deadline=question_deadline,
        response_deadline=response_deadline,
        savings_target=round.savings_target,
        what_changed=content["what_changed"],
        content=content,
        sha256=documents.hash_of(content),
    )
    EditionPlace.objects.bulk_create(EditionPlace(edition=edition, place=place) for place in round.places.all())
    FrozenChapter.objects.bulk_create(frozen(chapter, edition) for chapter in round.chapters.all())
    Entry.objects.bulk_create(
        Entry(edition=edition, version=version, chapter_code=version.intention.chapter.code, order=order)
        for order, version in enumerate(versions, 1)
    )
    return edition


def frozen(chapter: Chapter, edition: Edition) -> FrozenChapter:
    words = {field.attname: getattr(chapter, field.attname) for field in ChapterWords._meta.local_fields if field.name != "id"}
    return FrozenChapter(edition=edition, chapter=chapter.pk, **words)


def _make_public(edition: Edition, versions: list[Version], at: datetime) -> None:
    """Every approved version that goes out is published; every intention points to what is public of it, and to where that stands."""
    fresh = [version.pk for version in versions if version.status == Status.APPROVED]
    Version.objects.filter(pk__in=fresh).update(status=MOVES.target("publish", Status.APPROVED), published_at=at, changed_at=at)
    chapters = {chapter.code: chapter for chapter in edition.chapters.all()}
    changed: list[Any] = []
    for order, version in enumerate(versions, 1):
        intention = version.intention
        intention.published, intention.published_order = version, order
        intention.published_in = chapters[intention.chapter.code]
        changed.append(intention)
    Intention.objects.bulk_update(changed, ["published", "published_in", "published_order"])


def _put_in_force(
    round: Round, edition: Edition, at: datetime, question_deadline: datetime | None, response_deadline: datetime | None
) -> None:
    round.in_force = edition
    round.first_published_at = round.first_published_at or at
    round.question_deadline = question_deadline or round.question_deadline
    round.response_deadline = response_deadline or round.response_deadline
    round.save(update_fields=["in_force", "first_published_at", "question_deadline", "response_deadline"])
