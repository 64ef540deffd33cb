"""When an organisation has become another, what is in flight goes to it: in one step, recorded, and everybody concerned is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from intentions.models import Version
from intentions.models.version import VersionProvider
from intentions.states import Status as Writing
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.organisations import actions as organisations
from portal.organisations.models import Membership, Organisation, Succession
from portal.organisations.states import SuccessionKind

from ..models import Invitation, Memorandum, Party
from ..states import MemorandumStatus, Status
from . import letters
from .memorandum_letters import tell_instead
from .refusals import Refused
from .signature import lapse

OPEN = (Writing.DRAFT, Writing.RETURNED)
UNSENT = (Status.DRAFT, Status.AWAITING_SIGNATURES)


@dataclass
class InFlight:
    """What hangs on an organisation: what can be handed on, and what only somebody else can settle."""

    invitations: list[Invitation] = field(default_factory=list)
    doubled: list[Invitation] = field(default_factory=list)  # the successor is asked in the same round itself
    versions: list[Version] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    offered: list[Party] = field(default_factory=list)  # of memoranda that are out for signature: frozen
    people: list[Membership] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.invitations) + len(self.doubled) + len(self.versions) + len(self.parties) + len(self.offered)


def in_flight(predecessor: Organisation, successor: Organisation | None, at: datetime) -> InFlight:
    """Invitations that may still be answered or whose answer stands; texts in work that name it; memoranda that are not signed."""
    asked = predecessor.invitations.select_related("round__lead").order_by("round__title")
    taken = Invitation.objects.filter(round=OuterRef("round"), organisation=successor)
    marked = [one for one in asked.annotate(is_taken=Exists(taken)) if one.is_open(at)]
    parties = Party.objects.standing().filter(organisation=predecessor).select_related("memorandum__round", "memorandum__organisation")
    naming = VersionProvider.objects.filter(version=OuterRef("pk"), organisation=predecessor)
    versions = Version.objects.filter(Exists(naming), latest_of__isnull=False, status__in=OPEN).select_related("intention__round")
    return InFlight(
        invitations=[one for one in marked if not one.is_taken],
        doubled=[one for one in marked if one.is_taken],
        versions=list(versions.order_by("intention__reference")),
        parties=[one for one in parties if one.memorandum.status == MemorandumStatus.DRAFT],
        offered=[one for one in parties if one.memorandum.status == MemorandumStatus.OFFERED],
        people=list(predecessor.memberships.current().select_related("user").order_by("user__name", "role")),
    )


@transaction.atomic
def hand_on(*, succession: Succession, by: User, at: datetime, with_people: bool = False) -> InFlight:
    """Everything in flight goes to the successor. What was submitted, signed or agreed keeps its name, and the successor reads it."""
    succession = lock(succession, "predecessor", "successor")
    predecessor, successor = succession.predecessor, succession.successor
    if succession.handed_on_at:
        raise Refused(f"What {predecessor} left went to {successor} already.")
    told = {one.pk: one for organisation in (predecessor, successor) for one in letters.people_of(organisation)}
    moving = in_flight(predecessor, successor, at)
    for invitation in moving.invitations:
        _move(invitation, predecessor, successor, by, at)
    for version in moving.versions:
        _rename_in(version, predecessor, successor)
    for party in moving.parties:
        _name_instead(party, successor)
    if with_people:
        _take_over(moving.people, successor, by, at)
    succession.handed_on_at = at
    succession.save(update_fields=["handed_on_at"])
    says = f"handed on what {predecessor} had in flight to {successor}"
    for owner in (predecessor, successor):
        record("organisation.handed_on", target=predecessor, by=by, at=at, owner=owner, says=says)
    letters.tell_handed_on(succession, list(told.values()), moving.invitations + moving.doubled)
    for party in moving.offered:
        tell_instead(party.memorandum, successor)
    return moving


@transaction.atomic
def pass_on(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The commissioners of one round let the successor answer in it; what else is in flight is the operator's to hand on."""
    organisation = invitation.organisation
    became = organisation.successions.select_related("successor").order_by("date").first()
    if became is None:
        raise Refused(f"Nobody has recorded what {organisation} became. Ask the operator of the portal.")
    if invitation.round.invitations.filter(organisation=became.successor).exists():
        raise Refused(f"{became.successor} is asked in this round itself. Ask the operator to hand on what {organisation} has begun.")
    told = [*letters.people_of(organisation), *letters.people_of(became.successor)]
    _move(invitation, organisation, became.successor, by, at)
    letters.tell_handed_on(became, told, [invitation])
    return invitation


def _move(invitation: Invitation, predecessor: Organisation, successor: Organisation, by: User, at: datetime) -> None:
    """The invitation and what is being written to it. Both names are kept; a signature of the old organisation lapses."""
    invitation = lock(invitation)
    invitation.organisation, invitation.asked_as = successor, predecessor
    invitation.save(update_fields=["organisation", "asked_as"])
    for response in invitation.responses.filter(status__in=UNSENT).select_for_update(of=("self",)):
        lapse(response, because=f"{predecessor} became {successor}", by=by, at=at)
        response.organisation = successor
        response.save(update_fields=["organisation"])
    says = f"handed on the invitation of {predecessor} to {successor}"
    for owner in (predecessor, successor, invitation.round.lead):
        record("invitation.handed_on", target=invitation, by=by, at=at, owner=owner, says=says)


def _rename_in(version: Version, predecessor: Organisation, successor: Organisation) -> None:
    """A text in work names the successor; one that is approved or public is frozen, and the round shows it as a problem."""
    VersionProvider.objects.get_or_create(version=version, organisation=successor)
    VersionProvider.objects.filter(version=version, organisation=predecessor).delete()


def _name_instead(party: Party, successor: Organisation) -> None:
    """In a draft, and the draft is with the successor, unless that has one of its own in hand."""
    memorandum = party.memorandum
    if memorandum.organisation_id == party.organisation_id:
        own = Memorandum.objects.about(memorandum.round, successor)
        if not own.exists():
            memorandum.organisation = successor
            memorandum.save(update_fields=["organisation"])
    if Party.objects.filter(memorandum=memorandum, organisation=successor).exists():
        party.delete()
        return
    party.organisation = successor
    party.save(update_fields=["organisation"])


def _take_over(people: list[Membership], successor: Organisation, by: User, at: datetime) -> None:
    """Its people hold in the successor what they held in it."""
    for held in people:
        same: dict[str, Any] = {"user": held.user, "organisation": successor, "role": held.role}
        if not Membership.objects.current().filter(**same).exists():
            Membership.objects.create(**same, job_title=held.job_title)
        held.ended_at = at
        held.save(update_fields=["ended_at"])
        says = f"moved {held.user.name}, {held.get_role_display().lower()}, to {successor}"
        record("membership.moved", target=held, by=by, at=at, owner=successor, says=says)


@transaction.atomic
def merge(*, organisation: Organisation, into: Organisation, by: User, at: datetime) -> Succession:
    """Two entries of the register were one body: the first closes today, and everything of it, its people too, goes to the second."""
    today = at.date()
    organisations.close_organisation(organisation=organisation, on=max(today, organisation.opened_date or today), by=by)
    organisations.check_organisation(organisation=organisation, by=by)
    made = organisations.succeed(predecessor=organisation, successor=into, kind=SuccessionKind.MERGE, date=today, by=by)
    hand_on(succession=made, by=by, at=at, with_people=True)
    return made
