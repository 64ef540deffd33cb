"""The register of places and organisations. Organisations are closed, never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from portal.audit.actions import record
from portal.moves import lock

from ..models import GroupMembership, Organisation, Place, Succession
from ..slugs import free_slug


@transaction.atomic
def add_place(*, name: str, kind: str, by: Any, slug: str = "", members: Iterable[Place] = (), **fields: Any) -> Place:
    """A borough, a group of boroughs or a system; a group names its members."""
    place = Place(slug=slug or free_slug(Place.objects, name, most=40, fallback="unnamed"), name=name, kind=kind, **fields)
    place.full_clean()
    place.save()
    place.members.set(members)
    record("place.added", target=place, by=by, says=f"added the place {name}")
    return place


@transaction.atomic
def add_organisation(*, name: str, short_name: str, kinds: list[str], by: Any, slug: str = "", **fields: Any) -> Organisation:
    """A body under its name of the time. ODS codes are unique and never used again."""
    slug = slug or free_slug(Organisation.objects, short_name, most=40, fallback="unnamed")
    organisation = Organisation(slug=slug, name=name, short_name=short_name, kinds=kinds, **fields)
    organisation.full_clean()
    organisation.save()
    record("organisation.added", target=organisation, by=by, says=f"added {name}", owner=organisation)
    return organisation


@transaction.atomic
def check_organisation(*, organisation: Organisation, by: Any) -> Organisation:
    """An operator looked at what a commissioner had added, and it stays as it is."""
    organisation = lock(organisation)
    organisation.is_checked = True
    organisation.save(update_fields=["is_checked"])
    record("organisation.checked", target=organisation, by=by, says=f"checked {organisation}", owner=organisation)
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, by: Any, **fields: Any) -> Organisation:
    """What is public of it. Its address stays, so that nothing that was printed leads nowhere."""
    organisation = lock(organisation)
    changed = [name for name, value in fields.items() if getattr(organisation, name) != value]
    for name in changed:
        setattr(organisation, name, fields[name])
    if changed:
        organisation.full_clean()
        organisation.save(update_fields=changed)
        said = ", ".join(name.replace("_", " ") for name in changed)
        record("organisation.changed", target=organisation, by=by, says=f"changed {said} of {organisation}", owner=organisation)
    return organisation


@transaction.atomic
def close_organisation(*, organisation: Organisation, on: Any, by: Any) -> Organisation:
    """After this day it is asked for nothing new. What it wrote, answered and signed stays as it is."""
    organisation = lock(organisation)
    organisation.closed_date = on
    organisation.full_clean()
    organisation.save(update_fields=["closed_date"])
    record("organisation.closed", target=organisation, by=by, says=f"closed {organisation} on {on:%-d %B %Y}", owner=organisation)
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


@transaction.atomic
def leave_group(*, membership: GroupMembership, on: Any, by: Any) -> GroupMembership:
    """From this day its signature is no longer asked for. What it signed before stays signed."""
    membership = GroupMembership.objects.select_for_update().get(pk=membership.pk)
    membership.to_date = on
    membership.save(update_fields=["to_date"])
    record("group.left", target=membership.group, by=by, says=f"ended the membership of {membership.member}", owner=membership.group)
    return membership
