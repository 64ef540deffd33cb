"""Publishing, asking the organisations it touches, and giving one of them more time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from intentions import actions as intentions
from intentions.models import Edition, Round, Version
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.nhsuk import words
from portal.organisations import actions as organisations
from portal.organisations.actions.bulk import Brought
from portal.organisations.bulk import Line
from portal.organisations.models import Organisation
from portal.printing.actions import order

from ..documents import invited as documents
from ..documents import letter
from ..models import Invitation
from ..states import Status
from . import letters
from .decision import fulfil
from .more_time import grant_what_was_asked
from .refusals import NotLater, Refused
from .sealing import open_if_due
from .signature import lapse


@transaction.atomic
def publish(
    *,
    round: Round,
    by: User,
    approving_body: str,
    approved_date: date | None,
    at: datetime,
    question_deadline: datetime | None = None,
    response_deadline: datetime | None = None,
    invited: Iterable[Organisation] = (),
    what_changed: str = "",
    is_carried_over: bool = False,
) -> Edition:
    """The edition becomes public and every organisation it touches is told, together or not at all.

    A round with no response deadline asks nobody.
    """
    if response_deadline and round.invitations.exists() and round.response_deadline and response_deadline < round.response_deadline:
        raise NotLater(f"The response deadline cannot move back: it is {words.when(round.response_deadline)}")
    open_if_due(round, at)
    edition = intentions.publish(
        round=round,
        by=by,
        approving_body=approving_body,
        approved_date=approved_date,
        at=at,
        question_deadline=question_deadline,
        response_deadline=response_deadline,
        what_changed=what_changed,
        is_carried_over=is_carried_over,
    )
    round = lock(round)
    fulfil(edition=edition)
    if round.response_deadline:
        asked = list(round.invitations.select_related("organisation", "round"))
        _carry_over(round, edition, asked, by, at)
        named = documents.named(round=round, versions=Version.objects.filter(entries__edition=edition), by=by)
        invite(round=round, organisations={*named, *invited}, by=by, at=at)
    return edition


def _carry_over(round: Round, edition: Edition, asked: list[Invitation], by: User, at: datetime) -> None:
    """Answers not yet submitted go on against the new edition; everybody asked before is told of it."""
    for response in round.responses.filter(status__in=[Status.DRAFT, Status.AWAITING_SIGNATURES]).select_for_update(of=("self",)):
        response.edition = edition
        response.save(update_fields=["edition"])
        lapse(response, because=f"edition {edition.number} was published", by=by, at=at)
    for invitation in asked:
        letters.tell_of_edition(invitation, edition)


@transaction.atomic
def invite(*, round: Round, organisations: Iterable[Organisation], by: User, at: datetime) -> list[Invitation]:
    """Each organisation is asked once; those asked before are left alone. Everybody in them is told."""
    round = lock(round)
    if round.is_from_paper:
        raise Refused(documents.FROM_PAPER)
    edition = round.editions.latest("number")
    known = set(round.invitations.values_list("organisation", flat=True))
    fresh = sorted((one for one in set(organisations) if one.pk not in known), key=lambda one: (one.name, str(one.pk)))
    invitations = []
    for organisation in fresh:
        invitations.append(_ask(Invitation(round=round, organisation=organisation, sent_at=at, sent_by=by), edition))
    if invitations:
        count = "1 organisation" if len(invitations) == 1 else f"{len(invitations)} organisations"
        record("round.invited", target=round, by=by, at=at, owner=round.lead, says=f"invited {count} to answer {round}")
    return invitations


def _ask(invitation: Invitation, edition: Edition) -> Invitation:
    invitation.save()
    round, organisation, by, at = invitation.round, invitation.organisation, invitation.sent_by, invitation.sent_at
    _write_letter(invitation, edition)
    record("invitation.sent", target=invitation, by=by, at=at, owner=organisation, says=f"invited {organisation} to answer {round}")
    letters.tell_invited(invitation, edition)
    return invitation


@transaction.atomic
def invite_late(*, round: Round, organisation: Organisation, by: User, at: datetime, until: datetime | None = None) -> Invitation:
    """One more organisation, once the round is open, with a deadline of its own. Nobody else is told, and no signature lapses."""
    round, organisation = lock(round), lock(organisation)
    if why_not := documents.why_not(round, organisation, at):
        raise Refused(why_not)
    open_if_due(round, at)
    deadline = max(filter(None, [until, round.response_deadline]))
    if deadline <= at:
        raise NotLater(f"The deadline must be after {words.when(at)}")
    if until and until < deadline:
        raise NotLater(f"The deadline cannot be before that of the round: {words.when(deadline)}")
    invitation = Invitation(round=round, organisation=organisation, sent_at=at, sent_by=by)
    if deadline != round.response_deadline:
        invitation.extended_until, invitation.extended_at, invitation.extended_by = deadline, at, by
        invitation.extension_reason = f"Asked on {words.day(at)}, when the round was open already"
    _ask(invitation, round.editions.latest("number"))
    says = f"invited {organisation} late to answer {round}, until {words.when(deadline)}"
    record("round.invited", target=round, by=by, at=at, owner=round.lead, says=says)
    return invitation


@transaction.atomic
def invite_list(*, round: Round, lines: Iterable[Line], by: User, at: datetime, until: datetime) -> Brought:
    """Every organisation of a list that is not asked yet, each as one asked late; those that are new wait for the operator's look."""
    reason = f"to answer {round} by {words.when(until)}"[:300]
    there = reverse("providers:told", args=[round.slug])
    done = organisations.bring_in(lines=lines, by=by, is_checked=False, reason=reason, page=there)
    asked = [invite_late(round=round, organisation=one, by=by, at=at, until=until) for one in done.organisations]
    about: dict[str, Any] = {"list": str(done.event.pk), "invitations": [str(one.pk) for one in asked]}
    says = f"asked {len(asked)} organisations of a list"
    record("round.list_invited", target=round, by=by, at=at, owner=round.lead, says=says, **about)
    return done


def _write_letter(invitation: Invitation, edition: Edition) -> None:
    """The covering letter, as the facts are at this moment."""
    title, name = f"Letter to {invitation.organisation}: {invitation.round}", f"letter-{invitation.organisation.slug}"
    facts = letter.facts(invitation, edition)
    invitation.letter = order(template="documents/letter.html", facts=facts, title=title, file_name=name, by=invitation.sent_by)
    invitation.save(update_fields=["letter"])


@transaction.atomic
def open_(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The first look by anybody of the organisation is kept as proof; later ones change nothing."""
    invitation = lock(invitation)
    if invitation.opened_at is None:
        invitation.opened_at, invitation.opened_by = at, by
        invitation.save(update_fields=["opened_at", "opened_by"])
        says = f"opened the invitation to answer {invitation.round}"
        record("invitation.opened", target=invitation, by=by, at=at, owner=invitation.organisation, says=says)
    return invitation


@transaction.atomic
def extend(*, invitation: Invitation, by: User, until: datetime, reason: str, at: datetime) -> Invitation:
    """More time for one organisation, and only that one is told: the answer if it had asked. A deadline never moves backwards."""
    invitation = lock(invitation)
    open_if_due(invitation.round, at)
    if until <= at or invitation.deadline is None or until <= invitation.deadline:
        raise NotLater(f"More time must end after {words.when(max(at, invitation.deadline or at))}")
    invitation.extended_until, invitation.extension_reason = until, reason
    invitation.extended_at, invitation.extended_by = at, by
    invitation.save(update_fields=["extended_until", "extension_reason", "extended_at", "extended_by"])
    says = f"gave {invitation.organisation} until {words.when(until)}: {reason}"
    for owner in (invitation.organisation, invitation.round.lead):
        record("invitation.extended", target=invitation, by=by, at=at, owner=owner, says=says)
    grant_what_was_asked(invitation, by, reason, at)
    letters.tell_extended(invitation)
    return invitation
