"""What is suggested for a draft and what becomes of it: taken or left by writers, change by change, through the ordinary save."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record, tell
from portal.moves import CannotMove, lock
from portal.moves.clock import database_now
from portal.revisions.actions import suggested
from portal.richtext.clean import clean

from ..documents.passages import texts_of
from ..documents.suggested import Standing, parts_of_words, standing, typed_of
from ..models import Chapter, Intention, Suggestion
from ..states import FROZEN, Settled
from .carried import settle_changes
from .intention import save_version
from .round import edit_chapter


class NotAsRead(Exception):
    """What is to be decided of is not there any more as it was read: it was decided, or the text around it changed."""


class NothingSuggested(Exception):
    """The proposed text says what the draft says."""


@transaction.atomic
def suggest(*, about: Intention | Chapter, part: str, by: User, base: str, wanted: str, note: str = "") -> Suggestion:
    """`wanted` was written over `base`; what others saved since then stays, and what they overtook is named at once."""
    about = lock(about)
    _refuse_frozen(about, "suggest")
    if part not in parts_of_words(about):
        raise KeyError(part)
    base, wanted = clean(base), clean(wanted)
    if base == wanted:
        raise NothingSuggested
    suggestion = Suggestion(
        round=about.round,
        intention=about if isinstance(about, Intention) else None,
        chapter=about if isinstance(about, Chapter) else None,
        part=part, base=base, wanted=wanted, note=note, by=by,
    )  # fmt: skip
    stands = standing(suggestion, texts_of(about)[part])
    suggestion.is_overtaken = bool(stands.overtaken)
    if not stands.overtaken:
        if stands.wanted == stands.now:
            raise NothingSuggested
        suggestion.base, suggestion.wanted = stands.now, stands.wanted
    suggestion.save()
    record(
        "suggestion.made", target=about, by=by, says=f"suggested a change of {about}", owner=about.round.lead, suggestion=str(suggestion.pk)
    )
    owner = about.owner if isinstance(about, Intention) else None
    _tell("suggested", suggestion, owner, f"{by} suggests a change of {about}: {about.round}", by=by)
    return suggestion


@transaction.atomic
def settle_suggestion(*, suggestion: Suggestion, by: User, is_accepted: bool, keys: Collection[str] | None = None) -> Suggestion:
    """Take or leave these of its changes, or all that fit. What is taken is a save like any other, by whoever takes it.

    What is overtaken at that moment stays overtaken, named with its words.
    """
    suggestion, about, stands = _locked(suggestion)
    keys = {one.key for one in stands.ones} if keys is None else set(keys)
    decided = [change for one in stands.ones if one.key in keys for change in one.places]
    if not keys <= {one.key for one in stands.ones} or not (decided or stands.overtaken):
        raise NotAsRead
    _refuse_held(about, "settle_suggestion")
    at = database_now()
    if is_accepted and decided:
        _save(about, suggestion, stands.taken(keys), by)
        suggestion.base, suggestion.wanted = texts_of(lock(about))[suggestion.part], stands.wanted
    else:
        suggestion.base, suggestion.wanted = stands.now, stands.left(keys)
    settle_changes(suggestion, decided, Settled.ACCEPTED if is_accepted else Settled.REFUSED, by=by, at=at)
    settle_changes(suggestion, stands.overtaken, Settled.OVERTAKEN, by=None, at=at)
    suggestion.is_overtaken = False
    _close(suggestion, by, at)
    verb = "accepted" if is_accepted else "refused"
    says = f"{verb} what {suggestion.by} suggested for {about}"
    _record(verb, suggestion, says, by)
    return suggestion


@transaction.atomic
def withdraw_suggestion(*, suggestion: Suggestion, by: User) -> Suggestion:
    """Whoever made it takes back what nobody has decided of yet."""
    suggestion, about, stands = _locked(suggestion)
    at = database_now()
    every = [change for one in stands.ones for change in one.places]
    settle_changes(suggestion, [*every, *stands.overtaken], Settled.WITHDRAWN, by=by, at=at)
    suggestion.base = suggestion.wanted = stands.now
    suggestion.is_overtaken, suggestion.closed_at = False, at
    suggestion.save(update_fields=["base", "wanted", "is_overtaken", "closed_at"])
    _record("withdrawn", suggestion, f"took back a suggestion on {about}", by)
    return suggestion


def _locked(suggestion: Suggestion) -> tuple[Suggestion, Intention | Chapter, Standing]:
    """The text first, as every save does; then the suggestion, which may have been closed meanwhile."""
    about = lock(suggestion.about)
    suggestion = lock(suggestion)
    if suggestion.closed_at:
        raise NotAsRead
    return suggestion, about, standing(suggestion, texts_of(about)[suggestion.part])


def _save(about: Intention | Chapter, suggestion: Suggestion, text: str, by: User) -> None:
    content: dict[str, Any] = {suggestion.part: typed_of(suggestion.part, text)}
    Suggestion.objects.filter(pk=suggestion.pk).update(closed_at=database_now())  # the save carries the other ones; this is in hand
    if isinstance(about, Intention):
        version = lock(about.latest)
        saved = save_version(version=version, by=by, content=content, revision=version.revision)
        suggested(saved, by=suggestion.by)
    else:
        suggested(edit_chapter(chapter=about, by=by, revision=about.revision, **content), by=suggestion.by)


def _close(suggestion: Suggestion, by: User, at: datetime) -> None:
    """When nothing of it is left to decide, whoever made it is told what became of it."""
    if suggestion.base == suggestion.wanted:
        suggestion.closed_at = at
        subject = f"Your suggestion on {suggestion.about} is settled: {suggestion.round}"
        _tell("suggestion_settled", suggestion, suggestion.by, subject, by=by)
    else:
        suggestion.closed_at = None
    suggestion.save(update_fields=["base", "wanted", "is_overtaken", "closed_at"])


def _refuse_frozen(about: Intention | Chapter, move: str) -> None:
    """What is approved or published is not changed any more: its next version is."""
    if isinstance(about, Intention) and (about.latest is None or about.latest.status in FROZEN):
        raise CannotMove(move, about.latest)


def _refuse_held(about: Intention | Chapter, move: str) -> None:
    """What others are reading to approve it stays as it is, and so does all that is suggested for it."""
    if isinstance(about, Intention) and (about.latest is None or not about.latest.is_editable):
        raise CannotMove(move, about.latest)


def _tell(kind: str, suggestion: Suggestion, to: User | None, subject: str, *, by: User) -> None:
    people = [to] if to and to.is_active and to != by else []
    facts = {"by": by, "suggestion": suggestion, "about": suggestion.about, "page": suggestion.get_absolute_url()}
    kind, template = kind.replace("_", " "), f"emails/{kind}.txt"
    tell(kind, to=people, subject=subject[:200], template=template, facts=facts, about=suggestion, choice="told_of_turns")


def _record(verb: str, suggestion: Suggestion, says: str, by: User) -> None:
    record(f"suggestion.{verb}", target=suggestion.about, by=by, says=says, owner=suggestion.round.lead, suggestion=str(suggestion.pk))
