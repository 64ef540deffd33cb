"""An edition whose hour has come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from intentions import actions as intentions
from intentions.models import Planned
from portal.audit.actions import record, tell
from portal.moves import CannotMove, advance

from .invitation import publish
from .refusals import NotLater


def publish_planned(*, planned: Planned, at: datetime) -> Planned:
    """Published as planned, once; or not published, with the reason, and whoever planned it is told. Two schedulers do it once."""
    try:
        return _published(planned, at)
    except (intentions.Blocked, NotLater) as refusal:
        return give_up(planned, str(refusal))
    except CannotMove as beaten:
        return Planned.objects.get(pk=beaten.thing.pk)


@transaction.atomic
def _published(planned: Planned, at: datetime) -> Planned:
    planned = advance(planned, "publish")
    publish(
        round=planned.round,
        by=planned.by,
        approving_body=planned.approving_body,
        approved_date=planned.approved_date,
        at=at,
        question_deadline=planned.question_deadline,
        response_deadline=planned.response_deadline,
        invited=planned.invited.all(),
        what_changed=planned.what_changed,
    )
    planned.save(update_fields=["status"])
    return planned


@transaction.atomic
def give_up(planned: Planned, why: str) -> Planned:
    """Not published: the reason is kept, and whoever planned it is told."""
    planned = advance(planned, "fail")
    planned.why = why
    planned.save(update_fields=["status", "why"])
    says = f"did not publish {planned} as planned: {why}"
    record("edition.not_published", target=planned.round, by=None, says=says, owner=planned.round.lead)
    if planned.by.is_active:
        tell(
            "edition not published",
            to=[planned.by],
            subject=f"Not published for {planned.round.lead.short_name}: {planned}"[:200],
            template="emails/edition_not_published.txt",
            facts={"planned": planned, "page": planned.get_absolute_url()},
            about=planned.round,
        )
    return planned
