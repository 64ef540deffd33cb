"""Who is told what. Subjects say what to do and by when; one link; never the text of a response."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from intentions.models import Edition, Round
from portal.accounts.models import User
from portal.audit.actions import tell
from portal.audit.models import Email
from portal.nhsuk import words
from portal.organisations import actions as organisations
from portal.organisations.models import Membership, Organisation, Succession
from portal.organisations.states import Role

from ..models import (
    Batch,
    Correction,
    Invitation,
    MoreTime,
    Negotiation,
    Outage,
    Receipt,
    Reply,
    Response,
    Timetable,
)
from ..models.invitation import answering
from ..states import Side, Turn


def people_of(organisation: Organisation, *roles: str) -> list[User]:
    """Everybody of the organisation (for a group: of its members), or those in these roles."""
    held = Membership.objects.current().filter(organisation__in=answering(organisation))
    held = held.filter(role__in=roles) if roles else held
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk"))


def commissioners_of(round: Round, *roles: str) -> list[User]:
    """Those who write for the round, or those of them in these roles."""
    held = Membership.objects.current().filter(organisation__in=round.commissioner_ids(), role__in=roles or [Role.AUTHOR, Role.APPROVER])
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk"))


def _tell(kind: str, organisation: Organisation, about: Any, subject: str, path: str, **facts: Any) -> None:
    told = {"organisation": organisation.name, "path": path, **facts}
    tell(kind, to=people_of(organisation), subject=subject[:200], template=f"emails/{kind}.txt", facts=told, about=about)


def tell_invited(invitation: Invitation, edition: Edition) -> None:
    deadline = words.when(invitation.deadline)
    organisations.remind_invited(organisation=invitation.organisation, reason=f"to answer {invitation.round} by {deadline}"[:300])
    _tell(
        "invited",
        invitation.organisation,
        invitation,
        f"Respond by {deadline} for {invitation.organisation}: {invitation.round}",
        invitation.get_absolute_url(),
        round=invitation.round.title,
        lead=invitation.round.lead.name,
        edition=edition.number,
        deadline=deadline,
        question_deadline=words.when(invitation.round.question_deadline) if invitation.round.question_deadline else "",
    )


def tell_of_edition(invitation: Invitation, edition: Edition) -> None:
    deadline, said = words.when(invitation.deadline), {"edition": edition.number, "what_changed": edition.what_changed}
    _tell(
        "edition_replaced",
        invitation.organisation,
        invitation,
        f"Check the response of {invitation.organisation} by {deadline}: edition {edition.number} of {invitation.round}",
        invitation.get_absolute_url(),
        round=invitation.round.title,
        deadline=deadline,
        **said,
    )


def tell_extended(invitation: Invitation) -> None:
    until = words.when(invitation.extended_until)
    _tell(
        "extended",
        invitation.organisation,
        invitation,
        f"You have until {until} to respond for {invitation.organisation}: {invitation.round}",
        invitation.get_absolute_url(),
        round=invitation.round.title,
        until=until,
        reason=invitation.extension_reason,
    )


def tell_time_asked(asked: MoreTime) -> None:
    """Those who may give it."""
    invitation = asked.invitation
    facts = {
        "organisation": invitation.organisation.name,
        "round": invitation.round.title,
        "until": words.when(asked.until),
        "deadline": words.when(invitation.deadline),
        "reason": asked.reason,
        "path": asked.get_absolute_url(),
    }
    subject = f"{invitation.organisation.short_name} asks for more time: {invitation.round}"
    people = commissioners_of(invitation.round, Role.APPROVER)
    tell("time_asked", to=people, subject=subject[:200], template="emails/time_asked.txt", facts=facts, about=invitation)


def tell_time_refused(asked: MoreTime) -> None:
    invitation = asked.invitation
    _tell(
        "time_refused",
        invitation.organisation,
        invitation,
        f"No more time for {invitation.organisation.short_name}: {invitation.round}",
        invitation.get_absolute_url(),
        round=invitation.round.title,
        deadline=words.when(invitation.deadline),
        reason=asked.answer,
    )


def tell_outage(invitation: Invitation, outage: Outage) -> None:
    deadline = words.when(invitation.deadline)
    _tell(
        "outage",
        invitation.organisation,
        invitation,
        f"You have until {deadline} to respond for {invitation.organisation}: {invitation.round}",
        invitation.get_absolute_url(),
        round=invitation.round.title,
        deadline=deadline,
        began=words.history(outage.began_at),
        ended=words.history(outage.ended_at),
        lasting=words.lasting(outage.ended_at - outage.began_at),
        reason=outage.reason,
    )


def tell_deadline(invitation: Invitation, reason: str) -> None:
    deadline, round = words.when(invitation.deadline), invitation.round
    subject = f"You have until {deadline} to respond for {invitation.organisation}: {round}"
    said = {"round": round.title, "deadline": deadline, "reason": reason}
    _tell("deadline_moved", invitation.organisation, invitation, subject, invitation.get_absolute_url(), **said)


def tell_reminded(invitation: Invitation, person: User, what: str) -> None:
    deadline = words.when(invitation.deadline)
    facts = {
        "organisation": invitation.organisation.name,
        "round": invitation.round.title,
        "what": what,
        "deadline": deadline,
        "opened": invitation.opened_at is not None,
        "path": invitation.get_absolute_url(),
    }
    subject = f"{what} by {deadline} for {invitation.organisation}: {invitation.round}"
    tell("reminded", to=[person], subject=subject[:200], template="emails/reminded.txt", facts=facts, about=invitation)


def tell_received(receipt: Receipt, counted: str) -> None:
    response = receipt.response
    _tell(
        "received",
        response.organisation,
        response,
        f"Response of {response.organisation} submitted, receipt {receipt.number}: {response.round}",
        receipt.get_absolute_url(),
        round=response.round.title,
        edition=response.edition.number,
        number=receipt.number,
        sha256=receipt.sha256,
        received=f"{words.clock(receipt.received_at, 'seconds')} on {words.day(receipt.received_at, 'weekday')}",
        counted=counted,
        deadline=words.when(response.deadline),
    )


def tell_unsealed(round: Round, came: int) -> None:
    """That the answers can be read; how many there are, and nothing of what they say."""
    count = "1 answer" if came == 1 else f"{came} answers"
    facts = {"round": round.title, "organisation": round.lead.name, "count": count}
    facts["path"] = reverse("providers:responses", args=[round.slug])
    subject = f"Read {count} to {round.lead.short_name}: {round}"
    tell("unsealed", to=commissioners_of(round), subject=subject[:200], template="emails/unsealed.txt", facts=facts, about=round)


def tell_withdrawn(response: Response) -> None:
    facts = {"organisation": response.organisation.name, "round": response.round.title}
    path = reverse("providers:responses", args=[response.round.slug])
    subject = f"Response withdrawn by {response.organisation}: {response.round}"
    people = commissioners_of(response.round)
    tell("withdrawn", to=people, subject=subject[:200], template="emails/withdrawn.txt", facts={**facts, "path": path}, about=response)


def tell_handed_on(succession: Succession, people: list[User], invitations: list[Invitation]) -> None:
    """The people of both, and the commissioners of the rounds concerned."""
    predecessor, successor = succession.predecessor, succession.successor
    rounds = {invitation.round.pk: invitation.round for invitation in invitations}
    everybody = [*people, *(person for round in rounds.values() for person in commissioners_of(round))]
    facts = {
        "predecessor": predecessor.name,
        "successor": successor.name,
        "rounds": [round.title for round in rounds.values()],
        "path": reverse("home"),
    }
    subject = f"Go on for {predecessor.short_name}: its work is now that of {successor.short_name}"
    tell("handed_on", to=everybody, subject=subject[:200], template="emails/handed_on.txt", facts=facts, about=predecessor)


def tell_corrected(correction: Correction) -> None:
    """The provider, and everybody who was told of what was published first."""
    position = correction.decision.position
    response = position.response
    told = Email.objects.filter(kind__in=["decided", "corrected"], about_id=response.pk).values("to")
    people = {one.pk: one for one in [*people_of(response.organisation), *User.objects.filter(pk__in=told, is_active=True)]}
    tell(
        "corrected",
        to=people.values(),
        subject=f"Corrected: the decision on {position.reference} for {response.organisation}: {response.round}"[:200],
        template="emails/corrected.txt",
        facts={
            "organisation": response.organisation.name,
            "round": response.round.title,
            "reference": position.reference,
            "path": reverse("providers:position", args=[response.pk, position.reference]),
        },
        about=response,
    )


def tell_turn(negotiation: Negotiation, to: Side) -> None:
    """Whose turn it is now; or that the wording was accepted."""
    position = negotiation.position
    response, reference = position.response, position.reference
    is_agreed = negotiation.status == Turn.AGREED
    what = "The wording was accepted on" if is_agreed else "It is your turn on the wording of"
    people = commissioners_of(response.round) if to == Side.COMMISSIONER else people_of(response.organisation)
    last = Timetable.objects.filter(round=response.round_id).values_list("wording_by_date", flat=True).first()
    subject = f"{'Wording accepted' if is_agreed else 'Your turn on the wording'}: {reference}, {response.organisation}: {response.round}"
    facts = {"organisation": response.organisation.name, "round": response.round.title, "reference": reference, "what": what}
    facts |= {"until": words.day(last) if last and not is_agreed else "", "path": negotiation.get_absolute_url()}
    tell("wording", to=people, subject=subject[:200], template="emails/wording.txt", facts=facts, about=negotiation)


def tell_replied(reply: Reply) -> None:
    position = reply.decision.position
    did, reference = "agrees" if reply.is_agreement else "disagrees", position.reference
    facts = {"organisation": position.response.organisation.name, "round": position.response.round.title}
    facts |= {"did": did, "reference": reference, "path": reverse("providers:publish_replies", args=[position.response.round.slug])}
    subject = f"{position.response.organisation} {did} with the decision on {reference}: {position.response.round}"
    people = commissioners_of(position.response.round)
    tell("replied", to=people, subject=subject[:200], template="emails/replied.txt", facts=facts, about=reply)


def tell_last_word(response: Response) -> None:
    subject = f"Read the last word to {response.organisation}: {response.round}"
    _tell("last_word", response.organisation, response, subject, response.get_absolute_url(), round=response.round.title)


def tell_decided(batch: Batch, response: Response, decisions: int) -> None:
    _tell(
        "decided",
        response.organisation,
        response,
        f"Read {decisions} {'decision' if decisions == 1 else 'decisions'} on the response of {response.organisation}: {batch.round}",
        response.get_absolute_url(),
        round=batch.round.title,
        decisions=decisions,
    )
