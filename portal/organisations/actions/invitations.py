"""Inviting people. An invitation names every role at once and gives none: the person it was sent to accepts it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from portal.accounts.addresses import plain
from portal.audit.actions import record, tell
from portal.moves import CannotMove, advance, lock
from portal.moves.clock import database_now

from ..invitations import DAYS, words_of
from ..models import Membership, Offer, Organisation
from ..states import OfferStatus

QUIET = timedelta(minutes=10)  # a link that was asked for again within this time is not sent again


@transaction.atomic
def invite(*, organisation: Organisation | None, name: str, email: str, roles: Iterable[str], by: Any, reason: str = "") -> Offer:
    """Offer a person roles, all of them at once, and tell them. Who is invited already is offered the further roles too."""
    person = _person(email, name)
    waiting = Offer.objects.waiting().select_for_update().filter(user=person, organisation=organisation).first()
    offer = waiting or Offer(user=person, organisation=organisation, name=name, offered_by=by)
    offer.roles, offer.reason = sorted({*offer.roles, *roles}), reason or offer.reason
    offer.save()
    as_what = offer.as_what.lower()
    record("membership.invited", target=offer, by=by, says=f"invited {name} as {as_what}", owner=organisation)
    _send(offer)
    return offer


def _person(email: str, name: str) -> Any:
    """Whose address it is, however it was typed; else a new account that nobody can use before its person has joined."""
    people, email = get_user_model().objects, plain(email)
    return people.filter(email__iexact=email).first() or people.create_user(email=email, name=name)


@transaction.atomic
def invite_again(*, offer: Offer, by: Any) -> Offer:
    """Send the link again to somebody who has not used it; the old one stops working when either is used."""
    offer = _waiting(offer, "invite_again")
    says = f"sent the invitation to {offer.name} again"
    record("membership.invited_again", target=offer, by=by, says=says, owner=offer.organisation)
    _send(offer)
    return offer


@transaction.atomic
def remind_invited(*, organisation: Organisation, reason: str) -> None:
    """Who is invited and has not joined hears what they are needed for, with the link: else nobody of a new organisation would."""
    waiting = (
        Offer.objects.waiting().filter(organisation=organisation).select_for_update(of=("self",)).select_related("user", "organisation")
    )
    for offer in waiting.select_related("user", "organisation"):
        offer.reason = reason
        offer.save(update_fields=["reason"])
        _send(offer)


@transaction.atomic
def send_new_link(*, offer: Offer) -> bool:
    """For somebody whose link has ended, who asks without being logged in. It goes to the address that was invited and to no other,
    and not twice in ten minutes."""
    offer = lock(offer, "user", "organisation")
    if offer.status != OfferStatus.WAITING or (offer.sent_at and database_now() - offer.sent_at < QUIET):
        return False
    record("membership.link_renewed", target=offer, by=None, says=f"sent {offer.name} a new link", owner=offer.organisation)
    _send(offer)
    return True


@transaction.atomic
def take_back(*, offer: Offer, by: Any) -> Offer:
    """The invitation ends: its link works no longer. The same when the person declines it."""
    offer = advance(offer, "end")
    offer.save(update_fields=["status"])
    verb = "declined the invitation" if by == offer.user else f"took back the invitation of {offer.name}"
    record("membership.invitation_ended", target=offer, by=by, says=verb, owner=offer.organisation)
    return offer


@transaction.atomic
def offer_fewer(*, offer: Offer, roles: Iterable[str], by: Any) -> Offer:
    """The invitation offers these roles alone again. Its link stays as it is."""
    offer = _waiting(offer, "offer_fewer")
    offer.roles = sorted(roles)
    offer.save(update_fields=["roles"])
    says = f"offers {offer.name} only {offer.as_what.lower()} again"
    record("membership.offered_fewer", target=offer, by=by, says=says, owner=offer.organisation)
    return offer


@transaction.atomic
def accept(*, offer: Offer) -> list[Membership]:
    """The person takes the roles. What they hold already stays as it is."""
    offer = advance(offer, "accept")
    offer.save(update_fields=["status"])
    if offer.organisation is None:
        return []
    held = set(Membership.objects.current().filter(user=offer.user, organisation=offer.organisation).values_list("role", flat=True))
    taken = [
        Membership.objects.create(user=offer.user, organisation=offer.organisation, role=role) for role in offer.roles if role not in held
    ]
    says = f"accepted the invitation as {offer.as_what.lower()}"
    record("membership.joined", target=offer, by=offer.user, says=says, owner=offer.organisation)
    return taken


@transaction.atomic
def join(*, offer: Offer, name: str, password: str) -> Any:
    """An invited person takes up the account, once, accepts the terms of use, and holds every role of this invitation."""
    person = get_user_model().objects.select_for_update().get(pk=offer.user_id)
    if person.has_usable_password():
        raise CannotMove("join", None)
    person.name = name
    person.set_password(password)
    person.save(update_fields=["name", "password"])
    record("person.accepted_terms", target=person, by=person, says="accepted the terms of use", owner=offer.organisation)
    accept(offer=offer)
    return person


@transaction.atomic
def make_operator(*, email: str, name: str) -> str:
    """Somebody who runs the portal and writes no business content. Answers where they choose a password, or log in if they have one."""
    person = _person(email, name)
    person.is_operator = True
    person.save(update_fields=["is_operator"])
    record("person.made_operator", target=person, by=None, says=f"made {person.name} an operator")
    if person.has_usable_password():
        return f"{settings.PORTAL_ADDRESS}{reverse('account_login')}"
    offer, _ = Offer.objects.get_or_create(user=person, organisation=None, status=OfferStatus.WAITING, defaults={"name": name})
    return f"{settings.PORTAL_ADDRESS}{path_of(offer)}"


def path_of(offer: Offer) -> str:
    """Where it is accepted: who has an account logs in, who has none uses a link that is proof enough."""
    if offer.user.has_usable_password():
        return reverse("offer", args=[offer.pk])
    return reverse("invitation", kwargs=words_of(offer))


def _waiting(offer: Offer, move: str) -> Offer:
    offer = lock(offer, "user", "organisation")
    if offer.status != OfferStatus.WAITING:
        raise CannotMove(move, offer)
    return offer


def _send(offer: Offer) -> None:
    organisation: Any = offer.organisation
    offer.sent_at = database_now()
    offer.save(update_fields=["sent_at"])
    is_new = not offer.user.has_usable_password()
    tell(
        "invitation",
        to=[offer.user],
        subject=f"Join {organisation.short_name} on commissioning intentions"[:160] + (f" within {DAYS} days" if is_new else ""),
        template="people/email/invitation.txt",
        facts={
            "name": offer.name,
            "organisation": organisation.name,
            "roles": offer.as_what.lower(),
            "reason": offer.reason,
            "invited_by": offer.offered_by.name if offer.offered_by else "",
            "path": path_of(offer),
            "is_new": is_new,
            "days": DAYS,
        },
        about=offer,
    )
