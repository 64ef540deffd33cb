"""The route by which a round's commissioners approve, and an edition that waits for its hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import advance, lock
from portal.nhsuk import words
from portal.organisations.models import Organisation

from ..models import Planned, Round, Step, Version
from .edition import NOTHING_APPROVED, Blocked


@transaction.atomic
def set_route(*, round: Round, steps: Iterable[tuple[str, User | None]], by: User) -> list[Step]:
    """The steps in their order, each with the person who speaks for it or any approver. Steps that keep their name keep what they gave."""
    round = lock(round)
    round.steps.all().delete()
    made = Step.objects.bulk_create(
        Step(round=round, order=order, name=name, person=person) for order, (name, person) in enumerate(steps, 1)
    )
    said = ", then ".join(step.name for step in made) or "any approver, once"
    record("round.route_set", target=round, by=by, says=f"set how {round} is approved: {said}", owner=round.lead)
    return made


@transaction.atomic
def plan_edition(
    *,
    round: Round,
    by: User,
    publish_at: datetime,
    approving_body: str,
    approved_date: date | None,
    question_deadline: datetime | None = None,
    response_deadline: datetime | None = None,
    invited: Iterable[Organisation] = (),
    what_changed: str = "",
) -> Planned:
    """The next edition will be published at this time. One that was planned before is replaced; one of nothing is refused."""
    round = lock(round)
    if not Version.objects.for_next_edition_of(round).exists():
        raise Blocked([NOTHING_APPROVED])
    for earlier in round.planned.filter(status="WAITING"):
        cancel_edition(planned=earlier, by=by)
    planned = Planned.objects.create(
        round=round,
        publish_at=publish_at,
        approving_body=approving_body,
        approved_date=approved_date,
        question_deadline=question_deadline,
        response_deadline=response_deadline,
        what_changed=what_changed,
        by=by,
    )
    planned.invited.set(invited)
    says = f"planned {planned} for {words.when(publish_at)}"
    record("edition.planned", target=round, by=by, says=says, owner=round.lead)
    return planned


@transaction.atomic
def cancel_edition(*, planned: Planned, by: User) -> Planned:
    """It will not be published at its time."""
    planned = advance(planned, "cancel")
    planned.save(update_fields=["status"])
    record("edition.cancelled", target=planned.round, by=by, says=f"cancelled {planned}, planned before", owner=planned.round.lead)
    return planned
