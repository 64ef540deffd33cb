"""Who of those who sign is told what, and when those who hold the pen are. Subjects name the organisation meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from portal.accounts.models import User
from portal.audit.actions import tell
from portal.nhsuk import words
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Role

from ..models import Decline, Delegation, Response, Signature
from .letters import people_of


def coordinators(response: Response) -> list[User]:
    """Those who hold the pen: the group's own people, else whoever writes for its members; for an organisation alone its writers."""
    roles = [Role.CONTRIBUTOR, Role.SIGNATORY] if response.organisation.is_group else [Role.CONTRIBUTOR]
    held = Membership.objects.current().filter(organisation__in=response.coordinating_ids(), role__in=roles)
    found = list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk"))
    return found or people_of(response.organisation, Role.SIGNATORY)


def _tell(kind: str, to: Iterable[User], response: Response, subject: str, *, page: str = "check", **facts: Any) -> None:
    facts |= {
        "organisation": response.organisation.name,
        "round": response.round.title,
        "deadline": words.when(response.deadline),
        "path": reverse(f"providers:{page}", args=[response.pk]),
    }
    tell(kind, to=to, subject=f"{subject}: {response.round}"[:200], template=f"emails/{kind}.txt", facts=facts, about=response)


def _for(response: Response, *members: Organisation) -> str:
    """For which of its organisations somebody signs: who belongs to two members of a group is told apart."""
    names = sorted(one.short_name for one in members if one.pk != response.organisation_id)
    return f", for {' and '.join(names)}" if names else ""


def tell_signatories(response: Response) -> None:
    """Each with the organisations for which they sign."""
    does = "Sign" if response.organisation.is_group else "Sign and submit"
    about = {"is_group": response.organisation.is_group, "submits_itself": response.submits_itself}
    held = Membership.objects.current().filter(organisation__in=response.answering, role=Role.SIGNATORY, user__is_active=True)
    signing: dict[User, list[Organisation]] = {}
    for one in held.select_related("user", "organisation").order_by("user__name", "pk"):
        signing.setdefault(one.user, []).append(one.organisation)
    alike: dict[str, list[User]] = {}
    for person, members in signing.items():
        alike.setdefault(_for(response, *members), []).append(person)
    for whom, people in alike.items():
        subject = f"{does} the response of {response.organisation}{whom} by {words.when(response.deadline)}"
        _tell("sent_to_sign", people, response, subject, **about)


def tell_lapsed(signature: Signature) -> None:
    """The person who signed, and the others who can sign again for the same organisation are not: the signature was theirs."""
    response = signature.response
    whom = _for(response, signature.organisation)
    subject = f"Sign the response of {response.organisation}{whom} again by {words.when(response.deadline)}"
    who = signature.lapsed_by.name if signature.lapsed_by else ""
    _tell("lapsed", [signature.signatory], response, subject, member=signature.organisation.name, because=signature.lapsed_because, who=who)


def tell_all_signed(response: Response) -> None:
    """Those who can submit, and those who hold the pen."""
    people = [*people_of(response.organisation, Role.SIGNATORY), *coordinators(response)]
    subject = f"Submit the response of {response.organisation} by {words.when(response.deadline)}: all have signed"
    _tell("all_signed", people, response, subject)


def tell_declined(decline: Decline, *, is_blocking: bool) -> None:
    response = decline.response
    subject = f"{decline.organisation} does not sign the response of {response.organisation}"
    facts: dict[str, Any] = {
        "member": decline.organisation.name,
        "who": decline.declined_by.name,
        "reason": decline.reason,
        "is_blocking": is_blocking,
    }
    _tell("declined", coordinators(response), response, subject, **facts)


def tell_declined_text_changed(response: Response, decline: Decline, because: str) -> None:
    whom = _for(response, decline.organisation)
    subject = f"Read the response of {response.organisation}{whom} again by {words.when(response.deadline)}"
    _tell("declined_text_changed", [decline.declined_by], response, subject, member=decline.organisation.name, because=because)


def tell_delegated(delegation: Delegation) -> None:
    response = delegation.response
    whom = _for(response, delegation.organisation)
    subject = f"Sign the response of {response.organisation}{whom} by {words.when(response.deadline)}"
    facts = {"member": delegation.organisation.name, "who": delegation.delegated_by.name}
    _tell("delegated", [delegation.delegated_to], response, subject, **facts)


def tell_nudged(response: Response, people: Iterable[User], *, member: Any, by: User, waits: str) -> None:
    whom = _for(response, member)
    subject = f"Sign the response of {response.organisation}{whom} by {words.when(response.deadline)}"
    _tell("nudged", people, response, subject, member=member.name, who=by.name, waits=waits)


def tell_needed(response: Response, gone: list[str], fresh: list[str], *, is_nobody_left: bool) -> None:
    """Those who hold the pen, whenever it is somebody else's turn than it was."""
    subject = "Nobody is left to sign" if is_nobody_left else "See who must sign"
    facts: dict[str, Any] = {"gone": gone, "fresh": fresh, "is_nobody_left": is_nobody_left}
    _tell("needed", coordinators(response), response, f"{subject} the response of {response.organisation}", **facts)
