"""Deleting what is still a draft, bringing it back, and forgetting it after thirty days. What was ever approved is withdrawn instead."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves.clock import database_now

from ..models import Chapter, Intention
from ..models.deletion import KEPT
from ..states import EDITABLE


class CannotDelete(Exception):
    """Said in words a person can act on."""


@transaction.atomic
def delete_intention(*, intention: Intention, by: User) -> Intention:
    """It is gone from every page and paper; its reference stays its own."""
    intention = _held(Intention, intention)
    _refuse_unless_draft(intention)
    _mark([intention], at=database_now(), by=by)
    record("intention.deleted", target=intention, by=by, says=f"deleted {intention}", owner=intention.round.lead)
    return intention


@transaction.atomic
def restore_intention(*, intention: Intention, by: User) -> Intention:
    """As it was, word for word."""
    intention = _held(Intention, intention)
    if intention.chapter.deleted_at:
        raise CannotDelete(f"{intention} belongs to the chapter {intention.chapter}, which is deleted. Restore the chapter first.")
    if intention.deleted_at:
        _mark([intention], at=None, by=None)
        record("intention.restored", target=intention, by=by, says=f"restored {intention}", owner=intention.round.lead)
    return intention


@transaction.atomic
def delete_chapter(*, chapter: Chapter, by: User) -> Chapter:
    """With the intentions in it, all of which must still be drafts."""
    chapter = _held(Chapter, chapter)
    intentions = list(chapter.intentions.select_for_update(of=("self",)).select_related("latest").order_by("reference"))
    for intention in intentions:
        _refuse_unless_draft(intention)
    at = database_now()
    _mark([chapter], at=at, by=by)
    _mark(intentions, at=at, by=by)
    says = f"deleted the chapter {chapter} with {len(intentions)} {'intention' if len(intentions) == 1 else 'intentions'}"
    record("chapter.deleted", target=chapter, by=by, says=says, owner=chapter.round.lead)
    return chapter


@transaction.atomic
def restore_chapter(*, chapter: Chapter, by: User) -> Chapter:
    """With the intentions that were deleted with it, not those deleted before."""
    chapter = _held(Chapter, chapter)
    if not chapter.deleted_at:
        return chapter
    taken = chapter.round.chapters.filter(code=chapter.code) | chapter.round.chapters.filter(programme=chapter.programme)
    if taken.exists():
        raise CannotDelete(f"The round has another chapter for {chapter.code}, {chapter.programme} now. Delete that one first.")
    within = Intention.with_deleted.filter(chapter=chapter, deleted_at=chapter.deleted_at)
    _mark(list(within.select_for_update(of=("self",))), at=None, by=None)
    _mark([chapter], at=None, by=None)
    record("chapter.restored", target=chapter, by=by, says=f"restored the chapter {chapter}", owner=chapter.round.lead)
    return chapter


def forget_deleted(*, at: datetime) -> int:
    """What was deleted more than thirty days before `at` is removed for good, but for what something else still speaks of."""
    old = {"deleted_at__lt": at - KEPT}
    gone: list[Intention | Chapter] = [*Intention.with_deleted.filter(**old), *Chapter.with_deleted.filter(**old)]
    return sum(map(_forget, gone))


@transaction.atomic
def _forget(thing: Intention | Chapter) -> bool:
    try:
        with transaction.atomic():
            if isinstance(thing, Intention):
                versions = list(thing.versions.model._base_manager.filter(intention=thing))
                Intention.with_deleted.filter(pk=thing.pk).update(latest=None)
                for version in versions:
                    version.delete()
            thing.delete()
    except ProtectedError:
        return False
    return True


def _held(model: type[Intention] | type[Chapter], thing: Intention | Chapter):  # type: ignore[no-untyped-def]
    """The same row, deleted or not, held until the transaction ends."""
    return model.with_deleted.select_for_update(of=("self",)).get(pk=thing.pk)


def _mark(things: list[Intention] | list[Chapter], *, at: datetime | None, by: User | None) -> None:
    for thing in things:
        thing.deleted_at, thing.deleted_by = at, by
        thing.save(update_fields=["deleted_at", "deleted_by"])


def _refuse_unless_draft(intention: Intention) -> None:
    settled = intention.versions.exclude(status__in=EDITABLE).order_by("number").first()
    if settled:
        raise CannotDelete(f"{settled} is: {settled.get_status_display()}. Only drafts are deleted; withdraw {intention} instead.")
