"""The rule for outages: every deadline that was open gets exactly the time that was lost, and everybody is told."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.audit.models import Email
from providers import actions
from providers.models import Outage

from ..conftest import DEADLINE

BEGAN, ENDED = DEADLINE - timedelta(minutes=50), DEADLINE + timedelta(minutes=10)
AFTER = ENDED + timedelta(minutes=5)


def declare(round, by, began_at=BEGAN, ended_at=ENDED, at=AFTER):
    return actions.declare_outage(round=round, by=by, began_at=began_at, ended_at=ended_at, reason="The power failed", at=at)


def test_every_open_deadline_moves_alike_and_everybody_asked_is_told(
    invitation, rival_invitation, round, approver, contributor, competitor, viewer
):
    round.question_deadline = BEGAN - timedelta(days=3)
    round.save()
    actions.extend(invitation=invitation, by=approver, until=DEADLINE + timedelta(days=2), reason="Illness", at=BEGAN - timedelta(days=1))

    declare(round, approver)

    for one in (round, invitation, rival_invitation):
        one.refresh_from_db()
    assert round.response_deadline == DEADLINE + timedelta(hours=1)
    assert invitation.deadline == DEADLINE + timedelta(days=2, hours=1)
    assert rival_invitation.deadline == DEADLINE + timedelta(hours=1)
    assert round.question_deadline == BEGAN - timedelta(days=3)  # had passed: nothing was lost
    told = {email.to for email in Email.objects.filter(kind="outage")}
    assert {contributor, competitor} <= told and viewer not in told
    assert "moved by 1 hour: The power failed" in Email.objects.filter(kind="outage").first().body


def test_what_came_too_late_during_the_outage_is_in_time_after_it(answered, round, approver, signatory):
    late = DEADLINE + timedelta(minutes=5)
    with pytest.raises(actions.TooLate):
        actions.submit(response=answered, by=signatory, arrived_at=late, role="Chief executive")

    declare(round, approver)

    assert actions.submit(response=answered, by=signatory, arrived_at=late, role="Chief executive").received_at == late


@pytest.mark.parametrize(
    ("began", "ended", "at"),
    [
        (ENDED, BEGAN, AFTER),  # ends before it began
        (BEGAN, AFTER + timedelta(hours=1), AFTER),  # is not over
        (DEADLINE + timedelta(minutes=1), ENDED, AFTER),  # nothing was open
    ],
)
def test_an_outage_that_cannot_be_is_refused_and_nothing_moves(invitation, round, approver, began, ended, at):
    with pytest.raises(actions.Refused):
        declare(round, approver, began, ended, at)

    round.refresh_from_db()
    assert round.response_deadline == DEADLINE and not Outage.objects.exists()


def test_the_same_outage_moves_nothing_twice(invitation, round, approver):
    declare(round, approver)
    with pytest.raises(actions.Refused, match="already"):
        declare(round, approver, BEGAN + timedelta(minutes=10), ENDED)

    round.refresh_from_db()
    assert round.response_deadline == DEADLINE + timedelta(hours=1)


def test_a_new_edition_does_not_move_the_deadline_back(invitation, round, approver):
    with pytest.raises(actions.NotLater, match="cannot move back"):
        actions.publish(
            round=round,
            by=approver,
            approving_body="Board",
            approved_date=None,
            at=datetime(2026, 12, 1, tzinfo=UTC),
            response_deadline=DEADLINE - timedelta(seconds=1),
        )
