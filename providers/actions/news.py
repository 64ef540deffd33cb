"""Telling the commissioners that a response came: at once, once a day or not, as each of them chose. Never what is in it."""

from __future__ import annotations

from django.urls import reverse

from portal.audit.actions import tell
from portal.nhsuk import words

from ..models import Response
from . import letters


def tell_submitted(response: Response) -> None:
    """Each as they chose; the subject names the organisation, so that nobody opens it to find out."""
    organisation, round = response.organisation, response.round
    people = letters.commissioners_of(round)
    facts = {
        "organisation": organisation.name,
        "round": round.title,
        "received": words.history(response.received_at),
        "path": reverse("providers:responses", args=[round.slug]),
    }
    subject = f"{organisation.short_name} has submitted: {round}"[:200]
    tell("submitted", to=people, subject=subject, template="emails/submitted.txt", facts=facts, about=response, choice="told_of_responses")
