"""What askers, commissioners and everybody invited are told of questions. No email says who asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from portal.audit.actions import tell

from ..models import Invitation, Question
from .letters import commissioners_of, people_of


def tell_asked(question: Question) -> None:
    round = question.round
    path = reverse("providers:questions", args=[round.slug])
    facts = {"round": round.title, "path": path}
    subject = f"Answer a question: {round}"
    tell("asked", to=commissioners_of(round), subject=subject[:200], template="emails/asked.txt", facts=facts, about=question)


def tell_answered(question: Question, invitations: Iterable[Invitation]) -> None:
    """Everybody invited, at one moment; the asker is not named."""
    round = question.round
    path = reverse("providers:questions", args=[round.slug])
    people = [person for invitation in invitations for person in people_of(invitation.organisation)]
    facts = {"round": round.title, "number": question.number, "path": path}
    subject = f"Read the answer to question {question.number}: {round}"
    tell("answered", to=people, subject=subject[:200], template="emails/answered.txt", facts=facts, about=question)
