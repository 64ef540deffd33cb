"""How far a round is begun: the first steps, which of them are done, and what is next."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.organisations.models import Membership
from portal.organisations.states import Role

from ..models import Chapter, Intention, Round, Section


class Step(NamedTuple):
    """`key` names where it is done."""

    key: str
    title: str
    hint: str
    is_done: bool
    is_needed: bool = True


def known(rounds: QuerySet[Any]) -> QuerySet[Any]:
    """The rounds, each knowing how far it is begun."""
    writing = Membership.objects.current().filter(organisation=OuterRef("lead"), role__in=[Role.AUTHOR, Role.APPROVER])
    people = writing.order_by().values("organisation").annotate(n=Count("user", distinct=True)).values("n")
    return rounds.annotate(
        writers=Coalesce(Subquery(people), 0),
        has_approver=Exists(writing.filter(role=Role.APPROVER)),
        has_places=Exists(Round.places.through._default_manager.filter(round=OuterRef("pk"))),
        has_chapters=Exists(Chapter.objects.filter(round=OuterRef("pk"))),
        has_front=Exists(Section.objects.filter(round=OuterRef("pk")).exclude(Q(body="") & Q(heading=""))),
        has_intentions=Exists(Intention.objects.filter(round=OuterRef("pk"))),
    )


def first_steps(round: Any) -> list[Step]:
    """In the order in which they are best taken."""
    return [
        *_who_and_when(round),
        Step("facts", "Places", "The boroughs it is for", round.has_places),
        Step("create_chapter", "Chapters", "A chapter for each programme", round.has_chapters),
        Step("front", "Front matter", "Context, vision, challenges", round.has_front),
        Step("facts", "Savings target", "Leave it out if there is none", round.savings_target is not None, is_needed=False),
        Step("create", "Intentions", "The first of them", round.has_intentions),
    ]


def _who_and_when(round: Any) -> list[Step]:
    """What came from paper has had its notice and its approval: one person can bring it in."""
    if round.is_from_paper:
        return [Step("people", "People", "An approver, who publishes it", round.has_approver)]
    dates = bool(round.notice_by_date and round.effective_date)
    return [
        Step("facts", "Years and dates", "When notice is given and when it takes effect", dates),
        Step("people", "People", "Somebody who writes, and somebody else who approves", round.has_approver and round.writers > 1),
    ]


def next_step(round: Any) -> Step | None:
    """What is next to be done before it can be written; nothing once it is begun, or published."""
    if round.first_published_at:
        return None
    return next((step for step in first_steps(round) if step.is_needed and not step.is_done), None)
