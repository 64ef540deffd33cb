"""Who of the people of the table may read what."""

from __future__ import annotations

from typing import Any

from committees.models import Seat
from portal.accounts.models import User
from portal.organisations.models import GroupMembership, Membership

READERS, ANSWERING = ("VIEWER", "AUTHOR", "APPROVER"), ("VIEWER", "CONTRIBUTOR", "SIGNATORY", "ADMINISTRATOR")


class Readers:
    """Who of the people of the table may read what, worked out from roles and seats alone and not by the portal's own scopes."""

    def __init__(self, people: dict[str, User | None]) -> None:
        self.names = {user.pk: who for who, user in people.items() if user}

    def holding(self, organisations: Any, roles: tuple[str, ...]) -> frozenset[str]:
        held = Membership.objects.filter(organisation__in=organisations, role__in=roles, ended_at=None)
        return frozenset(self.names[pk] for pk in held.values_list("user", flat=True) if pk in self.names)

    def write(self, round: Any) -> frozenset[str]:
        return self.holding([round.lead_id, *round.participants.values_list("pk", flat=True)], READERS)

    def answer(self, organisation: Any) -> frozenset[str]:
        members = GroupMembership.objects.filter(group=organisation).values_list("member", flat=True)
        return self.holding([organisation.pk, *members], ANSWERING)

    def sit(self, committee: Any, *roles: str) -> frozenset[str]:
        seats = Seat.objects.filter(committee=committee, ended_at=None)
        kept = seats.filter(role__in=roles) if roles else seats
        return frozenset(self.names[pk] for pk in kept.values_list("user", flat=True) if pk in self.names)
