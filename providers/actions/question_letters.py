"""What askers, commissioners and everybody invited are told of questions. No email says who asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from portal.accounts.models import User
from portal.audit.actions import tell
from portal.nhsuk import words

from ..models import Invitation, Question
from .letters import commissioners_of, people_of

REWORDED = "Your question was published in other words. Yours are kept: you and the commissioners read them beside it."
MERGED = "Your question was merged with this one, so this is its answer too."


def tell_asked(question: Question) -> None:
    """Those who write for the round: whose it is, and never who asked."""
    round = question.round
    facts = {"round": round.title, "organisation": round.lead.name, "path": _path(question)}
    subject = f"Answer a question to {round.lead.short_name}: {round}"
    tell("asked", to=commissioners_of(round), subject=subject[:200], template="emails/asked.txt", facts=facts, about=question)


def tell_answered(question: Question, invitations: Iterable[Invitation]) -> None:
    """Everybody invited, at one moment; the asker is not named, and is told what became of their own words."""
    invitations = list(invitations)
    told: dict[User, list[str]] = defaultdict(list)
    became: dict[User, set[str]] = defaultdict(set)
    askers = _what_became(question)
    for invitation in invitations:
        for person in people_of(invitation.organisation):
            told[person].append(invitation.organisation.short_name)
            became[person] |= askers.get(invitation.organisation_id, set())
    alike: dict[tuple[str, tuple[str, ...]], list[User]] = defaultdict(list)
    for person, organisations in told.items():
        alike[" and ".join(sorted(set(organisations))), tuple(sorted(became[person]))].append(person)
    for (names, lines), people in alike.items():
        facts = {"round": question.round.title, "number": question.number, "organisations": names, "became": lines, "path": _path(question)}
        subject = f"Read the answer to question {question.number}, for {names}: {question.round}"
        tell("answered", to=people, subject=subject[:200], template="emails/answered.txt", facts=facts, about=question)


def _what_became(question: Question) -> dict[Any, set[str]]:
    """{organisation: what it is told of the words in which it asked}"""
    found: dict[Any, set[str]] = defaultdict(set)
    if question.wording:
        found[question.asked_for_id].add(REWORDED)
    for organisation in question.merged.values_list("asked_for", flat=True):
        found[organisation].add(MERGED)
    return found


def tell_merged(question: Question, into: Question) -> None:
    """Who asked it: with which it was merged."""
    which = f"question {into.number}" if into.number else "another question"
    subject = f"Your question was merged with {which}, for {question.asked_for.short_name}: {question.round}"
    _tell_asker("merged", question, subject, which=which, is_answered=bool(into.number))


def tell_answered_privately(question: Question) -> None:
    subject = f"Read the answer to you alone, for {question.asked_for.short_name}: {question.round}"
    _tell_asker("answered_privately", question, subject, reason=question.private_reason)


def _tell_asker(kind: str, question: Question, subject: str, **facts: Any) -> None:
    asker = question.asked_for
    facts |= {"organisation": asker.name, "round": question.round.title, "path": _path(question)}
    facts |= {"asked": words.history(question.asked_at)}
    tell(kind, to=people_of(asker), subject=subject[:200], template=f"emails/{kind}.txt", facts=facts, about=question)


def _path(question: Question) -> str:
    return reverse("providers:questions", args=[question.round.slug])
