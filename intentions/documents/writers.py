"""Who may look after an intention: every author or approver of the commissioners who write it together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.accounts.models import User
from portal.organisations.states import Role


def writers_among(organisations: Iterable[Any]) -> dict[str, User]:
    """{key: person}, by name."""
    here = {"memberships__organisation__in": list(organisations), "memberships__ended_at": None}
    writes = User.objects.filter(**here, memberships__role__in=[Role.AUTHOR, Role.APPROVER], is_active=True)
    return {str(person.pk): person for person in writes.distinct().order_by("name")}
