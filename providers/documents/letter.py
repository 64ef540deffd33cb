"""The covering letter: who asks whom for what by when, to whom it goes and what it feeds; frozen when it is sent."""

from __future__ import annotations

from typing import Any

from intentions.models import Edition, Entry
from portal.nhsuk import words

from ..models import Invitation
from ..models.invitation import answering
from .tasks import naming


def facts(invitation: Invitation, edition: Edition) -> dict[str, Any]:
    """From the facts of the round and of the edition that is sent."""
    round, lead = invitation.round, invitation.round.lead
    touching = _touching(invitation, edition)
    partners = [one.name for one in round.participants.exclude(pk=lead.pk).order_by("name")]
    return {
        "header": [
            ["From", ", ".join([lead.name, *partners])],
            ["To", invitation.organisation.name],
            ["Date", words.day(invitation.sent_at)],
            ["About", f"{round.title}, edition {edition.number}"],
        ],
        "round": round.title,
        "years": " to ".join(dict.fromkeys(words.financial_year(year) for year in (round.year_from, round.year_to))),
        "edition": edition.number,
        "approving_body": edition.approving_body,
        "organisation": invitation.organisation.name,
        "is_group": invitation.organisation.is_group,
        "respond_by": f"{words.when(invitation.deadline)} (London time)",
        "ask_by": f"{words.when(round.question_deadline)} (London time)" if round.question_deadline else "",
        "touching": touching,
        "heads": ["Intention", "Title", "Change", "Programme"],
        "sender": lead.contact_role or lead.name,
        "email": lead.contact_email,
        "signed_by": [str(invitation.sent_by) if invitation.sent_by else "", lead.name],
    }


def _touching(invitation: Invitation, edition: Edition) -> list[list[str]]:
    """The intentions that name the organisation or its kind; when none does, all of them."""
    entries = Entry.objects.filter(edition=edition).annotate(names_us=naming(answering(invitation.organisation)))
    shown = list(entries.select_related("version__intention__published_in").order_by("order"))
    ours = [entry for entry in shown if entry.names_us] or shown
    return [
        [one.version.intention.reference, one.version.title, str(one.version.cut.label), one.version.intention.frozen_chapter.title]
        for one in ours
    ]
