"""Who may look after an intention: every author or approver of the commissioners who write it together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.accounts.models import User
from portal.organisations.rules import roles_of
from portal.organisations.states import Role

WRITES = (Role.AUTHOR, Role.APPROVER)


def owners_of(person: User | None) -> set[str]:
    """The keys of the organisations for which this person writes."""
    return {str(organisation) for organisation, role in roles_of(person) if role in WRITES} if person else set()


def writers_among(organisations: Iterable[Any]) -> dict[str, User]:
    """{key: person}, by name."""
    here = {"memberships__organisation__in": list(organisations), "memberships__ended_at": None}
    writes = User.objects.filter(**here, memberships__role__in=WRITES, is_active=True)
    return {str(person.pk): person for person in writes.distinct().order_by("name")}
