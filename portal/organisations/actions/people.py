"""Who belongs to an organisation. A membership is ended, never deleted: texts and signatures stay."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from portal.audit.actions import record, tell
from portal.moves import CannotMove, lock
from portal.moves.clock import database_now

from ..invitations import tokens
from ..models import Membership, Organisation
from ..states import Role


class LastAdministrator(Exception):
    """An organisation keeps somebody who can invite."""


@transaction.atomic
def invite(*, organisation: Organisation, name: str, email: str, role: str, by: Any) -> Membership:
    """Give a person a role and tell them. Who has no account yet gets a link that works once, to choose a password."""
    people = get_user_model().objects
    person = people.filter(email__iexact=email).first() or people.create_user(email=email, name=name)
    membership = Membership.objects.create(user=person, organisation=organisation, role=role)
    as_what = Role(role).label.lower()
    record("membership.invited", target=membership, by=by, says=f"invited {person.name} as {as_what}", owner=organisation)
    _tell(membership, as_what)
    return membership


@transaction.atomic
def invite_again(*, membership: Membership, by: Any) -> Membership:
    """Send the link again to somebody who has not used it; the old one stops working when either is used."""
    membership = lock(membership)
    if membership.ended_at or membership.user.has_usable_password():
        raise CannotMove("invite_again", membership)
    record(
        "membership.invited_again",
        target=membership,
        by=by,
        says=f"sent the invitation to {membership.user.name} again",
        owner=membership.organisation,
    )
    _tell(membership, membership.get_role_display().lower())
    return membership


def _tell(membership: Membership, as_what: str) -> None:
    person, organisation = membership.user, membership.organisation
    token, there = _link(person)
    tell(
        "invitation",
        to=[person],
        subject=f"Join {organisation.short_name} on commissioning intentions within 3 days"
        if token
        else f"You are now {as_what} of {organisation.short_name}: log in",
        template="people/email/invitation.txt",
        facts={"organisation": organisation.name, "role": as_what, "path": there, "is_new": bool(token)},
        about=membership,
    )


def _link(person: Any) -> tuple[str, str]:
    """The token, if one is needed, and where it leads."""
    if person.has_usable_password():
        return "", reverse("account_login")
    token = tokens.make_token(person)
    return token, reverse("invitation", args=[urlsafe_base64_encode(force_bytes(person.pk)), token])


@transaction.atomic
def make_operator(*, email: str, name: str) -> str:
    """Somebody who runs the portal and writes no business content. Answers where they choose a password, or log in if they have one."""
    people = get_user_model().objects
    person = people.filter(email__iexact=email).first() or people.create_user(email=email, name=name)
    person.is_operator = True
    person.save(update_fields=["is_operator"])
    record("person.made_operator", target=person, by=None, says=f"made {person.name} an operator")
    return f"{settings.PORTAL_ADDRESS}{_link(person)[1]}"


@transaction.atomic
def join(*, person: Any, name: str, password: str) -> Any:
    """An invited person takes up the account, once."""
    person = get_user_model().objects.select_for_update().get(pk=person.pk)
    if person.has_usable_password():
        raise CannotMove("join", None)
    person.name = name
    person.set_password(password)
    person.save(update_fields=["name", "password"])
    for membership in person.memberships.current().select_related("organisation"):
        record("membership.joined", target=membership, by=person, says="accepted the invitation", owner=membership.organisation)
    return person


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
def forget_second_step(*, person: Any, by: Any) -> Any:
    """For who lost phone, passkey and recovery codes: the next log in asks to set a second step up anew."""
    person = get_user_model().objects.select_for_update().get(pk=person.pk)
    person.authenticator_set.all().delete()
    record("person.second_step_forgotten", target=person, by=by, says=f"let {person.name} set up a second step anew")
    return person
