"""Whose turn it is now is told: every step that makes it somebody else's emails them, with what waits and where; as each of them chose."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from portal.accounts.models import User
from portal.audit.actions import tell
from portal.organisations.models import Membership
from portal.organisations.states import Role

from ..models import Round, Step, Version

SHOWN = 50  # texts named in one email


def tell_approvers(version: Version, step: Step | None, *, by: User) -> None:
    """Who speaks for the next step; without a route every approver of the commissioners. Nobody who wrote in the text."""
    people = [step.person] if step and step.person else _approvers(version.intention.round)
    to = [person for person in people if person.is_active and person != by and not version.is_text_of(person)]
    _tell("to_approve", version, to, f"Read and approve {version.intention}: {version.intention.round}"[:200], by=by, step=step)


def tell_approvers_of_many(round: Round, versions: list[Version], step: Step | None, *, by: User) -> None:
    """One email to each, of all the texts sent together that are theirs to approve."""
    people = [step.person] if step and step.person else _approvers(round)
    alike: dict[tuple[Any, ...], list[User]] = {}
    for person in people:
        texts = tuple(version for version in versions if not version.is_text_of(person))
        if texts and person.is_active and person != by:
            alike.setdefault(texts, []).append(person)
    for texts, to in alike.items():
        count = "1 text" if len(texts) == 1 else f"{len(texts)} texts"
        facts = {"texts": texts[:SHOWN], "more": len(texts[SHOWN:]), "count": count, "round": round, "by": by, "step": step}
        facts["page"] = reverse("intentions:approve_many", args=[round.slug])
        subject = f"Read and approve {count}: {round}"[:200]
        template = "emails/to_approve_many.txt"
        tell("to approve", to=to, subject=subject, template=template, facts=facts, about=round, choice="told_of_turns")


def tell_author(version: Version, *, by: User) -> None:
    """Whoever sent it learns that it is approved."""
    to = [version.submitted_by] if version.submitted_by and version.submitted_by.is_active and version.submitted_by != by else []
    _tell("approved", version, to, f"{version.intention} is approved: {version.intention.round}"[:200], by=by)


def tell_returned(version: Version, *, by: User) -> None:
    """Whoever sent it is asked to change it."""
    to = [version.submitted_by] if version.submitted_by and version.submitted_by.is_active else []
    _tell("intention_returned", version, to, f"Change {version.intention}: {by} returned it to you", by=by)


def _approvers(round: Round) -> list[User]:
    held = Membership.objects.current().filter(organisation__in=round.commissioner_ids(), role=Role.APPROVER)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk"))


def _tell(kind: str, version: Version, to: list[User], subject: str, **facts: Any) -> None:
    told = {"version": version, "page": version.get_absolute_url(), **facts}
    tell(kind.replace("_", " "), to=to, subject=subject, template=f"emails/{kind}.txt", facts=told, about=version, choice="told_of_turns")
