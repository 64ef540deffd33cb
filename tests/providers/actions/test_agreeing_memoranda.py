"""Offered by a day, signed, declined, taken back and offered anew; groups and organisations that closed; reminders."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate

from portal.audit.models import Email, Event
from portal.organisations.models import GroupMembership
from portal.organisations.states import Role
from providers import actions, tasks
from providers.documents import parties
from providers.models import Accord, Memorandum

from ..conftest import IN_TIME, person
from ..memoranda import UNTIL, agree, decline, offer


def told(kind):
    return set(Email.objects.filter(kind=kind).values_list("to__email", flat=True))


def close(organisation, days=1):
    organisation.closed_date = localdate() - timedelta(days=days)
    organisation.save()


def test_a_day_that_is_over_is_no_day_to_sign_by(memorandum, approver):
    with pytest.raises(actions.NotLater, match="The day to sign by is over"):
        offer(memorandum, approver, until=IN_TIME.date() - timedelta(days=1))
    memorandum.refresh_from_db()
    assert (memorandum.status, memorandum.text) == ("DRAFT", None)

    offer(memorandum, approver, until=IN_TIME.date())
    assert "by 18 December 2026" in Email.objects.filter(kind="memorandum").first().subject


def test_a_side_with_nobody_who_can_sign_is_not_offered_to(memorandum, approver, signatory):
    signatory.is_active = False
    signatory.save()
    assert [(one.organisation.name, one.why) for one in parties.lacking(parties.asked(memorandum))] == [
        ("Eastham Acute Trust", "It has no signatory with a working account")
    ]

    with pytest.raises(actions.Refused, match="Nobody can sign for the provider"):
        offer(memorandum, approver)
    memorandum.refresh_from_db()
    assert memorandum.status == "DRAFT" and not told("memorandum")


def test_the_administrators_of_who_cannot_sign_are_asked_once_a_day(memorandum, author, signatory, acute):
    head = person("Ad Ministrator", (acute, Role.ADMINISTRATOR))
    signatory.memberships.update(ended_at=IN_TIME)

    assert actions.ask_administrators(memorandum=memorandum, by=author, at=IN_TIME) == 1

    assert told("memorandum_signer") == {head.email}
    with pytest.raises(actions.Refused, match="less than a day ago"):
        actions.ask_administrators(memorandum=memorandum, by=author, at=IN_TIME + timedelta(hours=2))


def test_who_declines_says_why_and_the_commissioners_are_told(offered, signatory, author, approver, acute, commissioner):
    decline(offered, signatory, acute)

    assert told("memorandum_declined") == {author.email, approver.email}
    assert "The sum is too low" in Email.objects.filter(kind="memorandum_declined").first().body
    with pytest.raises(actions.CannotSign, match="has declined this text already"):
        decline(offered, signatory, acute)
    assert Memorandum.objects.with_troubles(localdate()).get().is_declined

    agree(offered, signatory, acute)  # after all
    agree(offered, approver, commissioner)
    offered.refresh_from_db()
    assert offered.status == "AGREED" and offered.declines.count() == 1


def test_only_who_may_sign_declines(offered, contributor, competitor, acute, rival):
    for by, organisation in ((contributor, acute), (competitor, rival), (competitor, acute)):
        with pytest.raises(actions.CannotSign):
            decline(offered, by, organisation)


def test_what_is_offered_anew_is_signed_anew_even_in_the_same_words(offered, approver, signatory, commissioner, acute):
    agree(offered, signatory, acute)
    draft = actions.take_back(memorandum=offered, by=approver)
    assert signatory.email in told("memorandum_taken_back")
    assert "no longer counts" in Email.objects.get(kind="memorandum_taken_back", to=signatory).body

    again = offer(draft, approver)
    agree(again, approver, commissioner)

    again.refresh_from_db()
    assert again.status == "OFFERED" and Accord.objects.count() == 2
    assert not parties.is_agreed(again)
    agree(again, signatory, acute)
    again.refresh_from_db()
    assert again.status == "AGREED" and {signatory.email, approver.email} <= told("memorandum_agreed")


@pytest.fixture
def joint(decided, round, author, approver, group, competitor):
    return offer(actions.draft_memorandum(round=round, by=author, organisation=group), approver)


def test_a_group_signs_through_its_members_each_for_itself(joint, group, acute, rival, signatory, competitor, approver, commissioner):
    head = person("Gro Up", (group, Role.SIGNATORY))
    assert {signatory.email, competitor.email} <= told("memorandum") and head.email not in told("memorandum")
    with pytest.raises(actions.CannotSign, match="not one of those who sign"):
        agree(joint, head, group)
    agree(joint, approver, commissioner)
    agree(joint, signatory, acute)
    joint.refresh_from_db()
    assert joint.status == "OFFERED"

    agree(joint, competitor, rival)

    joint.refresh_from_db()
    assert joint.status == "AGREED"


def test_only_members_that_must_sign_are_asked(joint, group, acute, rival, signatory, competitor, approver, commissioner):
    GroupMembership.objects.filter(member=rival).update(must_sign=False)

    agree(joint, approver, commissioner)
    with pytest.raises(actions.CannotSign):
        agree(joint, competitor, rival)
    agree(joint, signatory, acute)

    joint.refresh_from_db()
    assert joint.status == "AGREED"


def test_a_member_that_left_is_waited_for_no_longer(joint, acute, rival, signatory, approver, commissioner):
    agree(joint, approver, commissioner)
    agree(joint, signatory, acute)
    GroupMembership.objects.filter(member=rival).update(to_date=date(2026, 11, 1))

    tasks.settle()

    joint.refresh_from_db()
    assert joint.status == "AGREED" and Event.objects.filter(name="memorandum.agreed", by=None).exists()


def test_a_group_that_everybody_left_has_signed_nothing(joint, approver, commissioner):
    agree(joint, approver, commissioner)
    GroupMembership.objects.update(to_date=date(2026, 11, 1))

    tasks.settle()

    joint.refresh_from_db()
    assert joint.status == "OFFERED"


def test_a_party_that_closed_is_taken_out_with_a_reason_before_it_is_offered(
    memorandum, author, approver, commissioner, acute, group, competitor
):
    close(acute)
    assert Memorandum.objects.with_troubles(localdate()).get().has_closed
    why = parties.lacking(parties.asked(memorandum))[0].why
    assert why.startswith("It closed on ") and "handed on to nobody" in why
    with pytest.raises(actions.Refused, match="Take it out with a reason, or choose its successor"):
        offer(memorandum, approver)

    actions.choose_parties(memorandum=memorandum, by=author, organisations=[commissioner, group], because="It closed")

    assert offer(memorandum, approver).text["taken_out"] == [["Eastham Acute Trust", "It closed"]]


def test_what_a_party_became_signs_for_it(offered, acute, rival, competitor, approver, commissioner):
    close(acute)
    succession = actions_of_operator(acute, rival, approver)
    actions.hand_on(succession=succession, by=approver, at=IN_TIME)

    assert competitor.email in told("memorandum")
    assert not Memorandum.objects.with_troubles(localdate()).get().has_closed
    agree(offered, approver, commissioner)
    agree(offered, competitor, rival)
    offered.refresh_from_db()
    assert offered.status == "AGREED" and Memorandum.objects.visible_to(competitor).exists()


def actions_of_operator(predecessor, successor, by):
    from portal.organisations import actions as organisations

    return organisations.succeed(predecessor=predecessor, successor=successor, kind="MERGED", date=localdate(), by=by)


def test_a_draft_names_the_successor_once_its_work_is_handed_on(memorandum, acute, rival, approver):
    close(acute)

    actions.hand_on(succession=actions_of_operator(acute, rival, approver), by=approver, at=IN_TIME)

    memorandum.refresh_from_db()
    assert memorandum.organisation == rival and memorandum.parties.filter(organisation=rival).exists()


def test_by_hand_once_a_day_who_has_said_nothing_is_reminded(offered, author, approver, signatory, acute, commissioner):
    agree(offered, approver, commissioner)

    assert actions.remind_parties(memorandum=offered, by=author, at=IN_TIME) == 1

    assert told("memorandum_reminded") == {signatory.email}
    with pytest.raises(actions.Refused, match="less than a day ago"):
        actions.remind_parties(memorandum=offered, by=author, at=IN_TIME + timedelta(hours=3))
    decline(offered, signatory, acute)
    with pytest.raises(actions.Refused, match="nobody to remind"):
        actions.remind_parties(memorandum=offered, by=author, at=IN_TIME + timedelta(days=2))


@pytest.mark.parametrize(("before", "reminded"), [(8, 0), (7, 2), (2, 2), (0, 2), (-1, 0)])
def test_the_clock_reminds_before_the_day_and_once(offered, before, reminded):
    at = IN_TIME.replace(year=2027, month=1, day=29, hour=9) - timedelta(days=before)

    assert actions.remind_by_clock(memorandum=offered, at=at) == reminded
    assert actions.remind_by_clock(memorandum=offered, at=at) == 0
    assert (offered in actions.due_memoranda(at)) == (0 <= before <= 7)


def test_after_the_day_it_is_late_and_can_still_be_signed(offered, signatory, acute):
    assert Memorandum.objects.with_troubles(UNTIL + timedelta(days=1)).get().is_late
    assert not Memorandum.objects.with_troubles(UNTIL).get().is_late

    assert agree(offered, signatory, acute, at=IN_TIME + timedelta(days=60))


@pytest.mark.django_db(transaction=True)
def test_two_parties_that_sign_at_the_same_second_end_in_one_agreement(offered, signatory, acute, approver, commissioner):
    def sign(who):
        try:
            return agree(offered, *who)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        signed = list(pool.map(sign, [(signatory, acute), (approver, commissioner)]))

    offered.refresh_from_db()
    assert offered.status == "AGREED" and {one.signed_at for one in signed} == {IN_TIME}
    assert Event.objects.filter(name="memorandum.agreed", owner=commissioner).count() == 1


def test_both_sides_read_its_history_from_the_offer_on(memorandum, approver, author, signatory, contributor, acute):
    actions.add_clause(memorandum=memorandum, by=author, text="DRAFTED")
    offer(memorandum, approver)

    theirs = {one.name for one in Event.objects.visible_to(contributor).of(memorandum)}
    assert theirs == {"memorandum.offered"}
    assert "memorandum.clause_added" in {one.name for one in Event.objects.visible_to(author).of(memorandum)}
