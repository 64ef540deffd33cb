"""Reminders go to people who have something left to do, in words for their role, once for each notice and deadline."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.audit.models import Email
from portal.organisations.states import Role
from providers import actions
from providers.actions.reminding import notice_at
from providers.models import Invitation, Reminder
from providers.tasks import remind

from ..conftest import DEADLINE, IN_TIME, PUBLISHED, person

DAY = timedelta(days=1)


def told(kind="reminded"):
    """{person: what they were told to do}"""
    return {str(email.to): email.subject.split(" by 5pm")[0] for email in Email.objects.filter(kind=kind)}


@pytest.mark.parametrize(
    ("before", "notice"),
    [
        (8 * DAY, None),
        (7 * DAY, "week"),
        (3 * DAY, "week"),
        (2 * DAY, "two-days"),
        (DAY, "two-days"),
        (timedelta(hours=2), "last-day"),
        (timedelta(), "last-day"),
        (-timedelta(microseconds=1), None),
    ],
)
def test_a_notice_is_a_week_two_days_or_the_last_day(before, notice):
    assert notice_at(DEADLINE, DEADLINE - before) == notice


@pytest.mark.parametrize("deadline", [datetime(2027, 3, 29, 16, tzinfo=UTC), datetime(2027, 11, 1, 17, tzinfo=UTC)])
def test_a_notice_falls_right_across_both_clock_changes(deadline):
    assert notice_at(deadline, deadline - 2 * DAY) == "two-days"
    assert notice_at(deadline, deadline - 7 * DAY) == "week"
    assert notice_at(deadline, deadline.replace(hour=0, minute=30)) == "last-day"


def test_nobody_has_begun_so_each_is_told_their_part(invitation, contributor, signatory):
    assert actions.remind(invitation=invitation, at=DEADLINE - 7 * DAY) == 2

    assert told() == {"Con Tributor": "Answer the 2 intentions left", "Sig Natory": "2 intentions left to answer, then sign and submit"}
    assert "Nobody in Eastham Acute Trust has opened it yet." in Email.objects.filter(kind="reminded").first().body


def test_a_notice_goes_out_once_and_the_next_one_again(invitation, contributor, signatory):
    assert actions.remind(invitation=invitation, at=DEADLINE - 7 * DAY) == 2
    assert actions.remind(invitation=invitation, at=DEADLINE - 6 * DAY) == 0
    assert actions.remind(invitation=invitation, at=DEADLINE - 2 * DAY) == 2
    assert actions.remind(invitation=invitation, at=DEADLINE - timedelta(hours=1)) == 2
    assert Reminder.objects.count() == 3


def test_when_all_is_answered_a_contributor_is_told_to_send_it(answered, signatory):
    actions.remind(invitation=answered.invitation, at=DEADLINE - 2 * DAY)

    assert told() == {"Con Tributor": "Send the response to your signatory", "Sig Natory": "Sign and submit the response"}


def test_a_contributor_whose_part_is_done_is_left_in_peace(answered, contributor, signatory):
    actions.send(response=answered, by=contributor)

    actions.remind(invitation=answered.invitation, at=DEADLINE - 2 * DAY)

    assert told() == {"Sig Natory": "Sign and submit the response"}


def test_nobody_is_reminded_of_what_is_submitted(submitted, contributor):
    assert actions.remind(invitation=submitted.invitation, at=DEADLINE - timedelta(hours=1)) == 0
    assert told() == {}


def test_viewers_and_administrators_are_never_reminded(invitation, acute, contributor, signatory):
    person("Vi Ewer", (acute, Role.VIEWER))
    person("Ad Min", (acute, Role.ADMINISTRATOR))

    actions.remind(invitation=invitation, at=DEADLINE - 2 * DAY)

    assert set(told()) == {"Con Tributor", "Sig Natory"}


def test_of_a_group_only_the_members_that_have_not_signed_are_reminded(
    round, edition, group, acute, first, approver, contributor, signatory, competitor
):
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    response = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"})
    response = actions.send(response=response, by=contributor)
    actions.sign(response=response, by=signatory, organisation=acute, at=IN_TIME, role="Chief executive")

    actions.remind(invitation=invitation, at=DEADLINE - 2 * DAY)

    assert told() == {"Com Petitor": "Sign and submit the response"}


def test_a_deadline_that_moved_is_reminded_of_anew(invitation, approver, contributor, signatory):
    actions.remind(invitation=invitation, at=DEADLINE - timedelta(hours=3))
    actions.extend(invitation=invitation, by=approver, until=DEADLINE + DAY, reason="Illness", at=DEADLINE - timedelta(hours=2))
    invitation.refresh_from_db()

    assert actions.remind(invitation=invitation, at=DEADLINE - timedelta(hours=1)) == 2


def test_the_clock_reminds_those_within_the_week_and_no_others(invitation, rival_invitation, contributor, signatory, monkeypatch):
    monkeypatch.setattr("providers.tasks.database_now", lambda: DEADLINE - 8 * DAY)
    remind()
    assert not Email.objects.filter(kind="reminded").exists()

    monkeypatch.setattr("providers.tasks.database_now", lambda: DEADLINE - 2 * DAY)
    remind()
    remind(more="from a later version")
    assert Email.objects.filter(kind="reminded").count() == 3


def test_a_commissioner_reminds_by_hand_those_with_something_left_to_do(
    round, answered, signatory, contributor, rival_invitation, competitor, author
):
    actions.send(response=answered, by=contributor)

    assert actions.prompt(round=round, by=author, at=PUBLISHED + DAY) == 2

    assert set(told()) == {str(signatory), str(competitor)}  # the contributor has done their part


def test_nobody_is_reminded_by_hand_twice_in_a_day_or_of_nothing(round, answered, signatory, author):
    actions.prompt(round=round, by=author, at=PUBLISHED + DAY)
    with pytest.raises(actions.Refused, match="less than a day ago"):
        actions.prompt(round=round, by=author, at=PUBLISHED + DAY + timedelta(hours=23))
    actions.prompt(round=round, by=author, at=PUBLISHED + 3 * DAY)

    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    with pytest.raises(actions.Refused, match="Nobody who may still answer"):
        actions.prompt(round=round, by=author, at=IN_TIME)


def test_how_many_were_reminded_is_not_to_be_seen_by_the_commissioners(round, invitation, author):
    def emails():
        return Invitation.objects.visible_to(author).with_emails().values_list("emails", flat=True).get()

    before = emails()
    actions.prompt(round=round, by=author, at=PUBLISHED + DAY)

    assert told() and emails() == before
