"""Writing a response: many hands, one draft, nothing overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from intentions.actions.people import person
from intentions.models import Intention, Version
from portal.accounts.models import User
from portal.audit.actions import record
from portal.audit.models import Event
from portal.moves import CannotMove, advance, lock
from portal.moves.clock import database_now
from portal.moves.stale import Conflict, Stale, changed_since, mark
from portal.revisions.actions import keep
from portal.richtext.clean import clean

from ..documents.revised import POSITION, STATEMENT
from ..documents.unsent import unsent
from ..models import Condition, Effect, Invitation, Position, Response
from ..models.position import PROSE
from ..states import Status
from . import signing_letters
from .omission import judge_half_said
from .refusals import NothingAnswered, Refused
from .signature import lapse, required

FIELDS = ("stance", *PROSE, "is_sensitive", "sensitive_until")
ROWS: dict[str, tuple[Any, dict[str, Any]]] = {
    "conditions": (Condition, {"text": "", "by_date": None}),
    "effects": (
        Effect,
        {
            "kind": "",
            "bearer": "",
            "amount": None,
            "year_from": None,
            "year_to": None,
            "is_recurrent": None,
            "confidence": "",
            "basis": "",
        },
    ),
}
STATED = {"covering_statement": "the covering statement", "rights": "the reservation of rights"}
QUIET = timedelta(minutes=10)  # saves of one person on one position within this time are one line of the history


@transaction.atomic
def start(*, invitation: Invitation, by: User) -> Response:
    """The draft there is, or a new one; after a submission a copy of it, which replaces it when it is submitted."""
    invitation = lock(invitation)
    started = invitation.responses.filter(status__in=[Status.DRAFT, Status.AWAITING_SIGNATURES]).first()
    if started:
        return started
    earlier = invitation.responses.exclude(status=Status.REPLACED).order_by("-received_at").first()
    response = Response.objects.create(
        invitation=invitation,
        round=invitation.round,
        edition=invitation.round.editions.latest("number"),
        organisation=invitation.organisation,
        created_by=by,
        covering_statement=earlier.covering_statement if earlier else "",
        rights=earlier.rights if earlier else "",
        collective=earlier.collective if earlier else None,
        differs_on=earlier.differs_on if earlier else [],
        replaces=earlier if earlier and earlier.status == Status.SUBMITTED else None,
        submits_itself=earlier.submits_itself if earlier else False,
    )
    if response.organisation.is_group:
        response.needed = sorted(one.pk for one in required(response))
        response.save(update_fields=["needed"])
    if earlier:
        _copy(earlier, response)
    says = f"started {'another response' if earlier else 'the response'} to {response.round}"
    record("response.started", target=response, by=by, owner=response.organisation, says=says)
    return response


def _copy(earlier: Response, response: Response) -> None:
    """Everything said before, attachments too: their files are shared and never changed."""
    rows = ("conditions", "effects", "attachments")
    for position in earlier.positions.prefetch_related(*rows):
        parts = [part for name in rows for part in getattr(position, name).all()]
        position.response, position.revision, position.changes = response, 0, {}
        position.id = Position._meta.pk.get_default()
        position._state.adding = True
        position.save(force_insert=True)
        for part in parts:
            part.id, part.position = type(part)._meta.pk.get_default(), position
            part._state.adding = True
            part.save(force_insert=True)
    for one in earlier.enclosures.all():
        one.id, one.response = type(one)._meta.pk.get_default(), response
        one._state.adding = True
        one.save(force_insert=True)


def opened(response: Response) -> Response:
    response = lock(response)
    if not response.is_editable:
        raise CannotMove("edit", response)
    return response


def position_on(response: Response, intention: Intention, by: User) -> Position:
    """The row of this intention, made when first needed; the intention must stand in the edition answered."""
    version = response.edition.versions.get(intention=intention)
    position, _ = Position.objects.select_for_update(of=("self",)).get_or_create(
        response=response, intention=intention, defaults={"version": version, "changed_by": by}
    )
    return position


@transaction.atomic
def save_position(
    *,
    response: Response,
    intention: Intention,
    by: User,
    content: Mapping[str, Any],
    revision: int | Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> Position:
    """What is named in `content` changes; what someone else changed since `revision` (one for all, or one a part) stays.

    A save answers the version that stands in the edition answered, so saving after a new edition says it still applies.
    """
    response = opened(response)
    position = position_on(response, intention, by)
    differs = differing(position, content)
    if revision is not None:
        since = {part: revision if isinstance(revision, int) else revision.get(part, 0) for part in parts_of(differs)}
        _refuse_conflicts(position, content, [part for part in since if changed_since(position, part, since[part])])
    version = response.edition.versions.get(intention=intention)
    if differs or version != position.version:
        before, at = POSITION.said(position), at or database_now()
        _write(position, version, content, differs, by, at)
        if differs:
            keep(position, before=before, after=POSITION.said(position), parts=parts_of(differs), by=by, at=at)
        lapse(response, because=f"the text of {intention.reference} changed", by=by, at=at)
        note_saved(position, by, f"answered {intention.reference}: {position.get_stance_display() or 'no position yet'}")
    return position


def differing(position: Position, content: Mapping[str, Any]) -> list[str]:
    """The names in `content` whose value is another than the stored one."""
    return [name for name in (*FIELDS, *ROWS) if name in content and _wanted(name, content) != _stored(position, name)]


WITH = {"sensitive_reason": "is_sensitive", "sensitive_until": "is_sensitive", "frozen_chapter": "subject"}


def parts_of(names: Iterable[str]) -> list[str]:
    """What two people cannot change at once without being asked: the sensitive mark goes with its reason and its end."""
    return list(dict.fromkeys(WITH.get(name, name) for name in names))


def _refuse_conflicts(position: Position, content: Mapping[str, Any], parts: list[str]) -> None:
    if parts:
        found = {part: Conflict(content.get(part), _stored(position, part), **person(position.changes[part])) for part in parts}
        raise Stale(position, found)


def _wanted(name: str, content: Mapping[str, Any]) -> Any:
    if name not in ROWS:
        return content[name]
    return [{key: row.get(key, blank) for key, blank in ROWS[name][1].items()} for row in content[name]]


def _stored(position: Position, name: str) -> Any:
    if name not in ROWS:
        return getattr(position, name)
    return list(getattr(position, name).order_by("order", "pk").values(*ROWS[name][1]))


def _write(position: Position, version: Version, content: Mapping[str, Any], differs: list[str], by: User, at: datetime) -> None:
    for name in differs:
        if name in ROWS:
            getattr(position, name).all().delete()
            model = ROWS[name][0]
            model.objects.bulk_create(model(position=position, order=order, **row) for order, row in enumerate(_wanted(name, content)))
        else:
            setattr(position, name, content[name])
    position.version, position.changed_by = version, by
    mark(position, parts_of(differs), by=by, at=at)
    position.save()


def note_saved(position: Position, by: User, says: str) -> None:
    """One line of the history for what one person saves in one place within some minutes."""
    recent = Event.objects.of(position).filter(by=by, says=says, at__gt=database_now() - QUIET)
    if not recent.exists():
        record("position.saved", target=position, by=by, owner=position.response.organisation, says=says)


@transaction.atomic
def save_statement(
    *,
    response: Response,
    by: User,
    text: str | None = None,
    rights: str | None = None,
    revision: int | Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> Response:
    """What is said of the whole: the covering statement, sanitised, and the rights reserved. None leaves a part as it is.

    A save from an older revision (one for both, or one a part) that would change what somebody else wrote is stale.
    """
    response = opened(response)
    wanted = {"covering_statement": None if text is None else clean(text), "rights": None if rights is None else rights.strip()}
    said = {part: words for part, words in wanted.items() if words is not None and words != getattr(response, part)}
    if not said:
        return response
    since = {part: revision if isinstance(revision, int) else (revision or {}).get(part, 0) for part in said}
    parts = [part for part in said if revision is not None and changed_since(response, part, since[part])]
    if parts:
        found = {part: Conflict(said[part], getattr(response, part), **person(response.changes[part])) for part in parts}
        raise Stale(response, found)
    before, saved_at = STATEMENT.said(response), at or database_now()
    for part, words in said.items():
        setattr(response, part, words)
    mark(response, said, by=by, at=saved_at)
    response.save(update_fields=[*said, "revision", "changes"])
    keep(response, before=before, after=STATEMENT.said(response), parts=list(said), by=by, at=saved_at)
    what = " and ".join(STATED[part] for part in said)
    lapse(response, because=f"{what} changed", by=by, at=at)
    record("response.stated", target=response, by=by, owner=response.organisation, says=f"wrote {what} to {response.round}")
    return response


@transaction.atomic
def relate(*, response: Response, by: User, group: Invitation | None, differs_on: Iterable[str] = ()) -> Response:
    """How an organisation's own answer stands to that of a group it belongs to: it supports it, but for the intentions named."""
    response = opened(response)
    if group is not None and (group.round_id != response.round_id or group not in groups_beside(response)):
        raise Refused(f"{response.organisation} is not a member of {group.organisation}.")
    differs = sorted(set(differs_on)) if group else []
    if group == response.collective and differs == response.differs_on:
        return response
    response.collective, response.differs_on = group, differs
    response.save(update_fields=["collective", "differs_on"])
    lapse(response, because="what it says of the group's response changed", by=by)
    said = f"supports the response of {group.organisation}" if group else "stands alone"
    says = f"said that the response to {response.round} {said}{', but for ' + ', '.join(differs) if differs else ''}"
    record("response.related", target=response, by=by, owner=response.organisation, says=says)
    return response


def groups_beside(response: Response) -> list[Invitation]:
    """The invitations of this round to groups that this organisation belongs to."""
    groups = response.organisation.group_memberships.filter(to_date=None).values("group")
    return list(response.round.invitations.filter(organisation__in=groups).select_related("organisation").order_by("organisation__name"))


@transaction.atomic
def send(*, response: Response, by: User, without: str = "") -> Response:
    """The text is handed to those who sign; nobody edits it until it is reopened. What is half said is left out only by choice."""
    response = advance(response, "send")
    if not response.positions.answered().exists():
        raise NothingAnswered
    judge_half_said(response, unsent(response), by=by, without=without)
    response.save(update_fields=["status"])
    says = f"sent the response to {response.round} for signature"
    record("response.sent", target=response, by=by, owner=response.organisation, says=says)
    signing_letters.tell_signatories(response)
    return response


@transaction.atomic
def reopen(*, response: Response, by: User) -> Response:
    """Back to a draft. Signatures given hold until somebody changes the text."""
    response = advance(response, "reopen")
    response.save(update_fields=["status"])
    record("response.reopened", target=response, by=by, owner=response.organisation, says=f"reopened the response to {response.round}")
    return response
