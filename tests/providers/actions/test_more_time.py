"""Asking for more time, and what the commissioners answer."""

from datetime import timedelta

import pytest

from portal.audit.models import Email
from portal.moves import CannotMove
from providers import actions
from providers.models import Invitation, MoreTime

from ..conftest import DEADLINE, IN_TIME, PUBLISHED

LATER = DEADLINE + timedelta(days=3)


@pytest.fixture
def wanted(invitation, contributor):
    return actions.ask_for_time(invitation=invitation, by=contributor, until=LATER, reason="The board met late.", at=IN_TIME)


def told(kind):
    return sorted(Email.objects.filter(kind=kind).values_list("to__name", flat=True))


def test_those_who_may_give_time_are_told_which_organisation_asks(wanted, author, approver):
    assert told("time_asked") == ["Abe Approver"]
    assert "Eastham Acute Trust asks for more time" in Email.objects.get(kind="time_asked").subject


def test_time_given_answers_what_was_asked_and_only_that_organisation_is_told(
    wanted, rival_invitation, competitor, approver, contributor, signatory
):
    invitation = actions.extend(invitation=wanted.invitation, by=approver, until=LATER, reason="The board met late.", at=IN_TIME)

    wanted.refresh_from_db()
    assert (wanted.status, wanted.answer, wanted.answered_by) == ("GRANTED", "The board met late.", approver)
    assert invitation.is_open(LATER)
    assert told("extended") == ["Con Tributor", "Sig Natory"]


def test_a_refusal_says_why_and_moves_nothing(wanted, rival_invitation, competitor, approver, contributor, signatory):
    actions.refuse_time(asked=wanted, by=approver, reason="The panel meets on Monday.", at=IN_TIME)

    wanted.refresh_from_db()
    assert wanted.status == "REFUSED"
    assert Invitation.objects.get(pk=wanted.invitation_id).deadline == DEADLINE
    assert told("time_refused") == ["Con Tributor", "Sig Natory"]
    assert "The panel meets on Monday." in Email.objects.filter(kind="time_refused").first().body


def test_who_was_refused_may_ask_again_and_who_waits_may_not(wanted, approver, contributor):
    again = {"invitation": wanted.invitation, "by": contributor, "until": LATER, "reason": "Still.", "at": IN_TIME}
    with pytest.raises(actions.StillWaiting):
        actions.ask_for_time(**again)
    actions.refuse_time(asked=wanted, by=approver, reason="No.", at=IN_TIME)
    actions.ask_for_time(**again)
    assert MoreTime.objects.count() == 2


def test_an_answer_is_given_once(wanted, approver):
    actions.refuse_time(asked=wanted, by=approver, reason="No.", at=IN_TIME)
    with pytest.raises(CannotMove):
        actions.refuse_time(asked=wanted, by=approver, reason="No!", at=IN_TIME)


def test_time_is_asked_for_after_the_deadline_too(invitation, contributor):
    asked = actions.ask_for_time(invitation=invitation, by=contributor, until=LATER, reason="A fire.", at=DEADLINE + timedelta(minutes=1))
    assert asked.is_open


def test_a_time_that_is_over_or_before_the_deadline_is_refused(invitation, contributor):
    for until, at in ((DEADLINE, IN_TIME), (LATER, LATER)):
        with pytest.raises(actions.NotLater):
            actions.ask_for_time(invitation=invitation, by=contributor, until=until, reason="x", at=at)


def test_nobody_who_has_submitted_asks_for_time(submitted, contributor):
    with pytest.raises(CannotMove):
        actions.ask_for_time(invitation=submitted.invitation, by=contributor, until=LATER, reason="x", at=IN_TIME)


@pytest.mark.parametrize(("who", "seen"), [("contributor", True), ("approver", True), ("competitor", False), ("neighbour", False)])
def test_only_both_sides_know_that_time_was_asked_for(wanted, rival_invitation, request, who, seen):
    assert MoreTime.objects.visible_to(request.getfixturevalue(who)).exists() is seen


def test_asking_and_refusing_stand_in_the_history_of_both(wanted, approver, contributor):
    from portal.audit.models import Event

    actions.refuse_time(asked=wanted, by=approver, reason="No.", at=PUBLISHED)
    for person in (approver, contributor):
        said = set(Event.objects.visible_to(person).values_list("name", flat=True))
        assert {"more_time.asked", "more_time.refused"} <= said
