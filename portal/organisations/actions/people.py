"""Who belongs to an organisation. A membership is ended, never deleted: texts and signatures stay."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from portal.accounts.models import Told
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.moves.clock import database_now

from ..models import Membership, Organisation
from ..states import Role


class LastAdministrator(Exception):
    """An organisation keeps somebody who can invite."""


@transaction.atomic
def remove(*, membership: Membership, by: Any) -> Membership:
    """End a role. It takes effect with the next click; what the person wrote and signed stays."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)  # two administrators cannot remove each other at once
    membership = lock(membership)
    if membership.ended_at:
        raise CannotMove("remove", membership.organisation)
    others = membership.organisation.memberships.current().filter(role=Role.ADMINISTRATOR).exclude(pk=membership.pk)
    if membership.role == Role.ADMINISTRATOR and not others.exists():
        raise LastAdministrator
    membership.ended_at = database_now()
    membership.save(update_fields=["ended_at"])
    record(
        "membership.removed",
        target=membership,
        by=by,
        says=f"removed {membership.user.name}, {membership.get_role_display().lower()}",
        owner=membership.organisation,
    )
    return membership


@transaction.atomic
def rename(*, person: Any, name: str) -> Any:
    """A person's own name as others see it. Signatures keep the name they were given under."""
    person = get_user_model().objects.select_for_update().get(pk=person.pk)
    before, person.name = person.name, name
    person.save(update_fields=["name"])
    record("person.renamed", target=person, by=person, says=f"changed their name from {before} to {name}")
    return person


@transaction.atomic
def choose_news(*, person: Any, of: str, told: str) -> Any:
    """When a commissioner is told "of" "responses" that came, or of "turns" that are theirs: their own choice."""
    person = get_user_model().objects.select_for_update().get(pk=person.pk)
    setattr(person, f"told_of_{of}", told)
    person.save(update_fields=[f"told_of_{of}"])
    says = f"chose to be told of {of}: {Told(told).label.lower()}"
    record("person.chose_news", target=person, by=person, says=says)
    return person


@transaction.atomic
def forget_second_step(*, person: Any, by: Any) -> Any:
    """For who lost phone, passkey and recovery codes: the next log in asks to set a second step up anew."""
    person = get_user_model().objects.select_for_update().get(pk=person.pk)
    person.authenticator_set.all().delete()
    record("person.second_step_forgotten", target=person, by=by, says=f"let {person.name} set up a second step anew")
    return person
