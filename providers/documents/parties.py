"""Who signs a memorandum for each party, who cannot yet and what to do about it, and who else is concerned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.accounts.models import User
from portal.nhsuk import words
from portal.organisations.models import GroupMembership, Membership, Organisation, Succession
from portal.organisations.states import Role

from ..models import Accord, Memorandum, MemorandumDecline, Party
from ..states import Side

SIGNING_ROLE = {Side.COMMISSIONER: Role.APPROVER, Side.PROVIDER: Role.SIGNATORY}


@dataclass(frozen=True)
class Signer:
    """An organisation whose signature is needed: a party for itself, a member of a group that is party, what a closed party became."""

    party: Party
    organisation: Organisation
    people: tuple[User, ...]
    accord: Accord | None = None
    decline: MemorandumDecline | None = None

    @property
    def role(self) -> Role:
        return SIGNING_ROLE[Side(self.party.side)]

    @property
    def is_for_itself(self) -> bool:
        return self.organisation.pk == self.party.organisation_id


@dataclass(frozen=True)
class Asked:
    """A party, and whose signatures it needs."""

    party: Party
    signers: tuple[Signer, ...]

    @property
    def is_signed(self) -> bool:
        return bool(self.signers) and all(one.accord for one in self.signers)


@dataclass(frozen=True)
class Lacking:
    """An organisation that cannot sign yet, why, and who can put that right."""

    organisation: Organisation
    why: str
    is_party: bool = True  # and the party itself is at fault: it is taken out, or another is chosen
    administrators: tuple[User, ...] = ()


def asked(memorandum: Memorandum) -> list[Asked]:
    """Every party that stands, with those who sign for it and what they said to this text. Groups and successions are as they are today."""
    parties = list(memorandum.parties.standing().select_related("organisation").order_by("side", "organisation__name"))
    signing = {party.pk: found for party, found in _signing(parties)}
    people = _people({one.pk for found in signing.values() for one in found})
    of_text = {"memorandum": memorandum, "text_sha256": memorandum.text_sha256}
    accords = {one.organisation_id: one for one in Accord.objects.filter(**of_text).select_related("signatory")}
    declines = {one.organisation_id: one for one in MemorandumDecline.objects.filter(**of_text).select_related("declined_by")}

    def signer(party: Party, organisation: Organisation) -> Signer:
        accord = accords.get(organisation.pk)
        decline = None if accord else declines.get(organisation.pk)
        return Signer(party, organisation, tuple(people[organisation.pk, SIGNING_ROLE[Side(party.side)]]), accord, decline)

    return [Asked(party, tuple(signer(party, one) for one in signing[party.pk])) for party in parties]


def _signing(parties: Iterable[Party]) -> Iterable[tuple[Party, list[Organisation]]]:
    parties = list(parties)
    groups = [one.organisation_id for one in parties if one.organisation.is_group]
    rows = GroupMembership.objects.filter(group__in=groups, to_date=None).select_related("member").order_by("member__name")
    members: dict[Any, list[GroupMembership]] = defaultdict(list)
    for row in rows:
        if not row.member.is_closed():
            members[row.group_id].append(row)
    closed = [one.organisation_id for one in parties if one.organisation.is_closed()]
    became: dict[Any, list[Organisation]] = defaultdict(list)
    for one in Succession.objects.filter(predecessor__in=closed, handed_on_at__isnull=False).select_related("successor"):
        became[one.predecessor_id].append(one.successor)
    for party in parties:
        if party.organisation.is_closed():
            yield party, became[party.organisation_id]
        elif party.organisation.is_group:
            found = members[party.organisation_id]
            yield party, [one.member for one in found if one.must_sign] or [one.member for one in found]
        else:
            yield party, [party.organisation]


def _people(organisations: Iterable[Any], *roles: str) -> dict[Any, list[User]]:
    """{(organisation, role): who can log in and holds it}; those who sign unless others are asked for."""
    held = Membership.objects.current().filter(organisation__in=organisations, role__in=roles or SIGNING_ROLE.values())
    held = held.filter(user__is_active=True)
    found: dict[Any, list[User]] = defaultdict(list)
    for one in held.select_related("user").order_by("user__name", "user"):
        found[one.organisation_id, one.role].append(one.user)
    return found


def lacking(found: Iterable[Asked]) -> list[Lacking]:
    """Who cannot sign yet, said before it is offered: an organisation that closed, a group without members, nobody who may sign."""
    found = list(found)
    unmanned = [one for party in found for one in party.signers if not one.people]
    administrators = _people({one.organisation.pk for one in unmanned}, Role.ADMINISTRATOR)
    return [
        *(Lacking(one.party.organisation, _why_nobody(one.party.organisation)) for one in found if not one.signers),
        *(
            Lacking(
                one.organisation,
                f"It has no {one.role.label.lower()} with a working account",
                is_party=False,
                administrators=tuple(administrators[one.organisation.pk, Role.ADMINISTRATOR]),
            )
            for one in unmanned
        ),
    ]


def _why_nobody(organisation: Organisation) -> str:
    if organisation.is_closed():
        return f"It closed on {words.day(organisation.closed_date)}, and its work was handed on to nobody"
    return "The group has no member that could sign"


def nobody(found: Iterable[Asked]) -> list[str]:
    """The sides for which nobody can sign: such a memorandum is not offered."""
    can = {one.party.side for one in found if any(signer.people for signer in one.signers)}
    return [str(side.label).lower() for side in Side if side not in can]


def is_agreed(memorandum: Memorandum) -> bool:
    """Everybody whose signature is needed has signed this text."""
    found = asked(memorandum)
    return bool(found) and all(one.is_signed for one in found)


def concerned(memorandum: Memorandum) -> dict[Organisation, Side]:
    """Who may be a party: the commissioners, whose words are in it, what closed ones became, their groups, who has promised something."""
    commissioners = set(memorandum.round.commissioner_ids())
    pks = {*memorandum.clauses.exclude(decision=None).values_list("decision__position__response__organisation", flat=True)}
    pks |= {*memorandum.commitments.values_list("organisation", flat=True), *memorandum.parties.values_list("organisation", flat=True)}
    pks |= {memorandum.organisation_id} if memorandum.organisation_id else set()
    pks |= {*Succession.objects.filter(predecessor__in=pks).values_list("successor", flat=True)}
    pks |= {*GroupMembership.objects.filter(member__in=pks, to_date=None).values_list("group", flat=True)}
    pks |= {*GroupMembership.objects.filter(group__in=pks & {memorandum.organisation_id}, to_date=None).values_list("member", flat=True)}
    found = Organisation.objects.filter(pk__in=pks | commissioners).order_by("name")
    return {one: Side.COMMISSIONER if one.pk in commissioners else Side.PROVIDER for one in found}
