"""The register of places and organisations. Organisations are closed, never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from portal.audit.actions import record

from ..models import GroupMembership, Organisation, Place, Succession


@transaction.atomic
def add_place(*, slug: str, name: str, kind: str, by: Any, members: Iterable[Place] = (), **fields: Any) -> Place:
    """A borough, a group of boroughs or a system; a group names its members."""
    place = Place(slug=slug, name=name, kind=kind, **fields)
    place.full_clean()
    place.save()
    place.members.set(members)
    record("place.added", target=place, by=by, says=f"added the place {name}")
    return place


@transaction.atomic
def add_organisation(*, slug: str, name: str, short_name: str, kinds: list[str], by: Any, **fields: Any) -> Organisation:
    """A body under its name of the time. ODS codes are unique and never used again."""
    organisation = Organisation(slug=slug, name=name, short_name=short_name, kinds=kinds, **fields)
    organisation.full_clean()
    organisation.save()
    record("organisation.added", target=organisation, by=by, says=f"added {name}", owner=organisation)
    return organisation


@transaction.atomic
def succeed(*, predecessor: Organisation, successor: Organisation, kind: str, date: Any, by: Any, note: str = "") -> Succession:
    """Say what an organisation became. Its old rounds keep its old name."""
    succession = Succession.objects.create(predecessor=predecessor, successor=successor, kind=kind, date=date, note=note)
    record(
        "organisation.succeeded", target=predecessor, by=by, says=f"recorded {successor} as successor of {predecessor}", owner=predecessor
    )
    return succession


@transaction.atomic
def join_group(*, group: Organisation, member: Organisation, by: Any, must_sign: bool | None = None, **dates: Any) -> GroupMembership:
    """Make an organisation a member of a provider group or alliance, and say whether its signature is required."""
    membership = GroupMembership.objects.create(group=group, member=member, must_sign=must_sign, **dates)
    record("group.joined", target=group, by=by, says=f"added {member} to {group}", owner=group)
    return membership
