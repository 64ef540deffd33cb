"""A member that left its group or closed signs no longer: said, recorded, and acted upon."""

from datetime import date

import pytest

from portal.audit.models import Email, Event
from providers import actions, tasks
from providers.actions.signing import waiting
from providers.models import Receipt, Response

from ..conftest import IN_TIME, organisation


def sign(response, by, member, at=IN_TIME, **more):
    return actions.sign(response=response, by=by, organisation=member, at=at, role="Chief executive", **more)


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr(tasks, "database_now", lambda: IN_TIME)


@pytest.mark.parametrize("how", ["left", "closed"])
def test_the_signature_of_a_member_that_left_or_closed_falls_away_and_the_coordinator_is_told(joint, group, rival, coordinator, now, how):
    _goes(group, rival, how)

    tasks.settle()
    tasks.settle()

    email = Email.objects.get(kind="needed")
    assert email.to == coordinator
    reason = "is no longer a member of Provider Alliance" if how == "left" else "closed on 1 November 2026"
    assert f"no longer needs the signature of Westham Acute Trust, which {reason}." in email.body
    assert reason in Event.objects.get(name="response.needs").says
    assert [one.name for one in waiting(joint)] == ["Eastham Acute Trust"]


def _goes(group, member, how):
    if how == "left":
        group.group_members.filter(member=member).update(to_date=IN_TIME.date())
    else:
        member.closed_date = date(2026, 11, 1)
        member.save()


@pytest.mark.parametrize("how", ["left", "closed"])
def test_a_group_that_waited_for_it_alone_is_submitted_by_itself_or_told(itself, group, signatory, acute, rival, now, how):
    sign(itself, signatory, acute)
    _goes(group, rival, how)

    tasks.settle()

    assert (Receipt.objects.get().received_at, Receipt.objects.get().response.submitted_by) == (IN_TIME, signatory)


def test_nobody_signs_for_a_member_that_closed(joint, competitor, group, rival):
    _goes(group, rival, "closed")

    with pytest.raises(actions.CannotSign, match="not one of those who sign"):
        sign(Response.objects.get(pk=joint.pk), competitor, rival)


def test_when_nobody_is_left_the_coordinator_is_told_what_to_do(joint, group, acute, rival, coordinator, now):
    for member in (acute, rival):
        _goes(group, member, "left")

    tasks.settle()

    email = Email.objects.get(kind="needed")
    assert email.subject.startswith("Nobody is left to sign the response of Provider Alliance")
    assert "Ask the operator of the portal to add the members that sign now" in email.body


def test_a_member_that_joins_is_needed_too_and_the_coordinator_is_told(joint, group, coordinator, now):
    fresh = organisation("fresh", "Northham Trust", "acute-trust")
    group.group_members.create(member=fresh, must_sign=True)

    tasks.settle()

    assert "It now needs the signature of Northham Trust." in Email.objects.get(kind="needed").body
