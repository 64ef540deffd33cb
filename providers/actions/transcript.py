"""A letter that came: written down by the commissioners, told to its senders, confirmed or disputed by them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from intentions.models import Edition, FrozenChapter, Intention
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import advance, lock
from portal.nhsuk import words
from portal.richtext.clean import clean

from ..models import Condition, Invitation, Position, Response, Transcript, TranscriptFile
from ..states import Stance, Subject, Way
from . import transcript_letters
from .last_click import take_in
from .point import next_reference
from .refusals import NothingAnswered, Refused
from .sealing import open_if_due

Said = Mapping[Intention, Mapping[str, Any]]  # {intention: {"stance", "comment", "conditions": [words]}}
Points = Sequence[Mapping[str, Any]]  # those that hang on no intention: {"subject", "chapter": its code, "title", "words"}


@transaction.atomic
def record_letter(
    *,
    invitation: Invitation,
    by: User,
    way: str,
    dated: date,
    came_at: datetime,
    files: Iterable[UploadedFile],
    said: Said,
    at: datetime,
    points: Points = (),
    statement: str = "",
    more_time: str = "",
    to_keep_it_late: str = "take the positions and the statement out",
) -> Transcript:
    """Judged by when it came. One that came too late is kept and does not count, unless `more_time` says why it does.

    It takes the stair of every submission but for a signature, and replaces only what was itself written down from a letter:
    what an organisation submitted or drafts itself stays as it is.
    """
    invitation = lock(invitation, "round__lead", "organisation")
    files = list(files)
    _judge(invitation, dated, came_at, files, at)
    is_late = not invitation.is_open(came_at)
    if is_late and (said or points or statement) and not more_time:
        late = f"It came at {words.history(came_at)}, after the deadline ({words.when(invitation.deadline)})."
        raise Refused(f"{late} An approver says why it counts all the same; or {to_keep_it_late} to keep the letter as late.")
    if is_late and more_time:
        _grant(invitation, by, came_at, more_time, at)
    is_kept_as_late = is_late and not more_time
    response = None if is_kept_as_late else _write_down(invitation, by, way, dated, came_at, said, points, statement)
    transcript = Transcript.objects.create(
        invitation=invitation, response=response, way=way, dated=dated, came_at=came_at, recorded_by=by, recorded_at=at
    )
    for file in files:
        _keep(transcript, file)
    if response is None:
        says = f"kept {_from(way, dated)} of {invitation.organisation} that came too late, at {words.history(came_at)}"
    else:
        take_in(response=response, by=by, came_at=came_at)
        says = f"recorded the response of {invitation.organisation} from {_from(way, dated)} that came at {words.history(came_at)}"
    for owner in (invitation.organisation, invitation.round.lead):
        record("letter.recorded", target=response or invitation, by=by, at=at, owner=owner, says=says)
    transcript_letters.tell_recorded(transcript, more_time)
    return transcript


def _judge(invitation: Invitation, dated: date, came_at: datetime, files: list[UploadedFile], at: datetime) -> None:
    organisation = invitation.organisation
    standing = invitation.arrivals.standing().first()
    if standing is not None and not standing.recorded:
        when = words.history(standing.received_at)
        raise Refused(f"{organisation} submitted a response itself ({when}). A letter does not replace what an organisation submitted.")
    if invitation.deadline is None:
        raise Refused("This round asks for no response.")
    if came_at > at:
        raise Refused("The letter cannot have come in the future.")
    if dated > localdate(came_at):
        raise Refused(f"A letter dated {words.day(dated)} cannot have come on {words.day(came_at)}.")
    if came_at < invitation.sent_at:
        raise Refused(f"{organisation} was asked on {words.history(invitation.sent_at)}. A letter that came before cannot answer that.")
    if not files:
        raise Refused("Attach the letter, or the email as a file.")


def _grant(invitation: Invitation, by: User, came_at: datetime, reason: str, at: datetime) -> None:
    """As much time as the letter took, and no more."""
    open_if_due(invitation.round, at)
    invitation.extended_until, invitation.extension_reason = came_at, reason
    invitation.extended_at, invitation.extended_by = at, by
    invitation.save(update_fields=["extended_until", "extension_reason", "extended_at", "extended_by"])
    says = f"gave {invitation.organisation} until {words.when(came_at)}, when its letter came: {reason}"
    for owner in (invitation.organisation, invitation.round.lead):
        record("invitation.extended", target=invitation, by=by, at=at, owner=owner, says=says)


def _write_down(
    invitation: Invitation, by: User, way: str, dated: date, came_at: datetime, said: Said, points: Points, statement: str
) -> Response:
    """On the edition that was public when it came. Nobody ever sees it as a draft."""
    edition = invitation.round.editions.filter(published_at__lte=came_at).latest("number")
    response = Response.objects.create(
        invitation=invitation,
        round=invitation.round,
        edition=edition,
        organisation=invitation.organisation,
        created_by=by,
        covering_statement=clean(statement),
        recorded=f"Recorded by {by.name} from {_from(way, dated)}",
    )
    if not said and not points:
        raise NothingAnswered
    _answer(response, edition, said, by)
    for point in points:
        _add_point(response, edition, point, by)
    return response


def _answer(response: Response, edition: Edition, said: Said, by: User) -> None:
    versions = {one.intention_id: one for one in edition.versions.filter(intention__in=said)}
    strange = [one.reference for one in said if one.pk not in versions]
    if strange:
        raise Refused(
            f"{', '.join(strange)}: not in edition {edition.number}, which was public when it came. Take out what you entered there."
        )
    for intention, content in said.items():
        position = Position.objects.create(
            response=response,
            intention=intention,
            version=versions[intention.pk],
            stance=content["stance"],
            comment=content.get("comment", ""),
            revision=1,
            changed_by=by,
        )
        lines = content.get("conditions", [])
        Condition.objects.bulk_create(Condition(position=position, order=order, text=line) for order, line in enumerate(lines))


def _add_point(response: Response, edition: Edition, point: Mapping[str, Any], by: User) -> None:
    """What a letter says that hangs on no intention, as its senders would have written it as a point of their own."""
    chapter = None
    if point["subject"] == Subject.CHAPTER:
        chapter = FrozenChapter.objects.filter(edition=edition, code=point["chapter"]).first()
        if chapter is None:
            raise Refused(f"Edition {edition.number}, which was public when it came, has no chapter {point['chapter']}.")
    Position.objects.create(
        response=response,
        own_reference=next_reference(response),
        stance=Stance.OWN,
        subject=point["subject"],
        frozen_chapter=chapter,
        title=point.get("title", ""),
        words=clean(point["words"]),
        revision=1,
        changed_by=by,
    )


def _from(way: str, dated: date) -> str:
    """A letter of 3 December 2026."""
    return f"{'an email' if way == Way.EMAIL else 'a letter'} of {words.day(dated)}"


def _keep(transcript: Transcript, file: UploadedFile) -> None:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = (file.name or "Letter")[:200]
    TranscriptFile.objects.create(transcript=transcript, title=name, file=file, sha256=digest.hexdigest(), size=file.size or 0)


@transaction.atomic
def confirm_letter(*, transcript: Transcript, by: User, at: datetime) -> Transcript:
    """Its senders say that it is what they wrote."""
    transcript = _said(transcript, "confirm_letter", by, at)
    transcript.save(update_fields=["status", "said_by", "said_at"])
    _note(transcript, by, at, f"confirmed what was recorded from the letter of {transcript.invitation.organisation}")
    return transcript


@transaction.atomic
def dispute_letter(*, transcript: Transcript, by: User, reason: str, at: datetime) -> Transcript:
    """Its senders say what is wrong; the commissioners are told. What was recorded stands until it is recorded or submitted anew."""
    transcript = _said(transcript, "dispute_letter", by, at)
    transcript.dispute = reason
    transcript.save(update_fields=["status", "said_by", "said_at", "dispute"])
    _note(transcript, by, at, f"disputed what was recorded from the letter of {transcript.invitation.organisation}: {reason}")
    transcript_letters.tell_disputed(transcript)
    return transcript


def _said(transcript: Transcript, move: str, by: User, at: datetime) -> Transcript:
    held: Transcript = advance(transcript, move)
    held.said_by, held.said_at = by, at
    return held


def _note(transcript: Transcript, by: User, at: datetime, says: str) -> None:
    for owner in (transcript.invitation.organisation, transcript.invitation.round.lead):
        record("letter.answered", target=transcript.response, by=by, at=at, owner=owner, says=says)
