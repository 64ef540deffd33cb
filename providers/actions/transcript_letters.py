"""Who is told of a letter that the commissioners wrote down, and what its senders say of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from portal.audit.actions import tell
from portal.nhsuk import words

from ..models import Transcript
from ..states import Way
from .letters import commissioners_of, people_of


def tell_recorded(transcript: Transcript, more_time: str) -> None:
    """Everybody of the organisation whose letter it was."""
    invitation, response = transcript.invitation, transcript.response
    asks = "Letter kept as late" if response is None else "Confirm what was recorded from a letter"
    facts: dict[str, Any] = {
        "organisation": invitation.organisation.name,
        "path": response.get_absolute_url() if response else invitation.get_absolute_url(),
        "round": invitation.round.title,
        "lead": invitation.round.lead.name,
        "what": f"{'an email' if transcript.way == Way.EMAIL else 'a letter'} of {words.day(transcript.dated)}",
        "who": transcript.recorded_by.name,
        "came": words.when(transcript.came_at),
        "is_late": response is None,
        "more_time": more_time,
        "number": response.receipt.number if response else "",
        "deadline": words.when(invitation.deadline),
    }
    subject = f"{asks} of {invitation.organisation}: {invitation.round}"
    people, about = people_of(invitation.organisation), response or invitation
    tell("recorded", to=people, subject=subject[:200], template="emails/recorded.txt", facts=facts, about=about)


def tell_disputed(transcript: Transcript) -> None:
    """The commissioners of the round, with the words of its senders."""
    invitation = transcript.invitation
    facts = {"organisation": invitation.organisation.name, "round": invitation.round.title}
    facts |= {"path": reverse("providers:response", args=[transcript.response_id])}
    facts |= {"who": transcript.said_by.name if transcript.said_by else "", "reason": transcript.dispute}
    subject = f"{invitation.organisation} disputes what was recorded from its letter: {invitation.round}"
    people = commissioners_of(invitation.round)
    tell("disputed", to=people, subject=subject[:200], template="emails/disputed.txt", facts=facts, about=transcript.response)
