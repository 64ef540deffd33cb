"""A group that keeps its promise: it submits itself or tells who can; who says no, who hands it on, who is reminded, who left."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.audit.models import Email, Event
from portal.organisations.models import Membership
from portal.organisations.states import Role
from providers import actions
from providers.actions.signing import nudged
from providers.models import Decline, Receipt, Signature
from providers.states import SignatureStatus, Status
from tests.at_once import at_once

from ..conftest import DEADLINE, IN_TIME, person

MILLISECOND = timedelta(milliseconds=1)


def sign(response, by, member, at=IN_TIME, **more):
    return actions.sign(response=response, by=by, organisation=member, at=at, role="Chief executive", **more)


def told(kind):
    return {email.to for email in Email.objects.filter(kind=kind)}


# ── The last signature ──────────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_submitted_by_itself_with_the_last_signature_needed(itself, signatory, competitor, acute, rival):
    sign(itself, signatory, acute)
    assert not Receipt.objects.exists()

    sign(itself, competitor, rival, at=IN_TIME + MILLISECOND)

    receipt = Receipt.objects.get()
    assert (receipt.received_at, receipt.response.submitted_by) == (IN_TIME + MILLISECOND, competitor)
    assert [one["organisation"] for one in receipt.content["signatures"]] == ["Eastham Acute Trust", "Westham Acute Trust"]
    assert told("received") >= {signatory, competitor} and not told("all_signed")
    assert "it submits itself" in Event.objects.get(name="response.submitted").says


def test_the_last_signature_one_millisecond_before_the_deadline_counts_and_after_it_is_late(itself, signatory, competitor, acute, rival):
    sign(itself, signatory, acute)

    with pytest.raises(actions.TooLate):
        sign(itself, competitor, rival, at=DEADLINE + MILLISECOND)
    assert not Receipt.objects.exists() and Signature.objects.count() == 1
    sign(itself, competitor, rival, at=DEADLINE - MILLISECOND)

    assert Receipt.objects.get().received_at == DEADLINE - MILLISECOND


def test_it_arrived_when_the_last_signature_did_in_whatever_order_they_were_judged(itself, signatory, competitor, acute, rival):
    sign(itself, competitor, rival, at=DEADLINE)
    sign(itself, signatory, acute, at=DEADLINE - MILLISECOND)

    receipt = Receipt.objects.get()
    assert (receipt.received_at, receipt.response.submitted_by) == (DEADLINE, competitor)


def test_otherwise_those_who_can_submit_are_emailed_at_once_that_all_have_signed(joint, signatory, competitor, acute, rival, coordinator):
    sign(joint, signatory, acute)
    assert not told("all_signed")

    sign(joint, competitor, rival)

    assert told("all_signed") == {signatory, competitor, coordinator}
    assert "Provider Alliance" in Email.objects.filter(kind="all_signed").first().subject
    joint.refresh_from_db()
    assert joint.status == Status.DRAFT and not Receipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_members_signing_at_the_same_second_both_count_and_submit_once(itself, signatory, competitor, acute, rival):
    people = [(signatory, acute), (competitor, rival)]

    at_once(lambda number: sign(itself, *people[number]), people=2)

    assert (Receipt.objects.count(), Signature.objects.filter(status=SignatureStatus.VALID).count()) == (1, 2)
    assert len(Receipt.objects.get().content["signatures"]) == 2


def test_it_does_not_submit_itself_once_all_have_signed(joint, signatory, competitor, acute, rival, contributor):
    sign(joint, signatory, acute)
    sign(joint, competitor, rival)

    with pytest.raises(actions.Refused, match="have signed already"):
        actions.choose_submission(response=joint, by=contributor, submits_itself=True, at=IN_TIME)


def test_only_those_who_hold_the_pen_of_the_group_choose(joint, contributor, signatory, coordinator, competitor, approver):
    assert coordinator.has_perm("providers.choose_submission", joint)
    assert not any(who.has_perm("providers.choose_submission", joint) for who in (contributor, signatory, competitor, approver))


def test_where_the_group_has_no_people_of_its_own_those_of_its_members_hold_the_pen(joint, contributor, signatory):
    assert all(who.has_perm("providers.choose_submission", joint) for who in (contributor, signatory))


# ── Declining ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_decline_of_a_member_that_must_sign_stops_it_and_the_coordinator_is_told(joint, competitor, rival, coordinator, signatory, acute):
    actions.decline(response=joint, by=competitor, organisation=rival, reason="The price is wrong", at=IN_TIME)
    sign(joint, signatory, acute)

    email = Email.objects.get(kind="declined")
    assert email.to == coordinator
    assert "The price is wrong" in email.body and "nothing can be submitted without it" in email.body
    with pytest.raises(actions.Unsigned, match="Westham"):
        actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)


def test_a_decline_of_a_member_that_need_not_sign_stops_nothing(joint, group, competitor, rival, coordinator, signatory, acute):
    group.group_members.filter(member=rival).update(must_sign=False)
    actions.decline(response=joint, by=competitor, organisation=rival, reason="Not ours", at=IN_TIME)
    sign(joint, signatory, acute)

    assert "Its signature is not needed" in Email.objects.get(kind="declined").body
    assert actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)


def test_signing_after_all_ends_the_decline_and_so_does_another_text(joint, competitor, rival, signatory, acute, contributor, first):
    actions.decline(response=joint, by=competitor, organisation=rival, reason="Not yet", at=IN_TIME)
    with pytest.raises(actions.CannotSign, match="declined this text already"):
        actions.decline(response=joint, by=competitor, organisation=rival, reason="Still not", at=IN_TIME)
    sign(joint, competitor, rival)
    actions.decline(response=joint, by=signatory, organisation=acute, reason="The words are wrong", at=IN_TIME)
    actions.save_position(response=joint, intention=first, by=contributor, content={"comment": "Other words"})

    assert {one.ended_because for one in Decline.objects.all()} == {"it signed after all", "the text of UEC-01 changed"}
    assert told("declined_text_changed") == {signatory}


def test_a_decline_says_why_and_is_kept(joint, competitor, rival):
    with pytest.raises(IntegrityError, match="a_decline_says_why"), transaction.atomic():
        actions.decline(response=joint, by=competitor, organisation=rival, reason="", at=IN_TIME)
    declined = actions.decline(response=joint, by=competitor, organisation=rival, reason="No", at=IN_TIME)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Decline.objects.filter(pk=declined.pk).update(reason="Yes")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        declined.delete()


# ── Handing on ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_signature_is_handed_to_another_signatory_who_alone_is_asked_from_then_on(joint, signatory, acute, contributor, competitor):
    other = person("Ot Her", (acute, Role.SIGNATORY))

    actions.delegate(response=joint, by=signatory, organisation=acute, to=other, at=IN_TIME)

    assert told("delegated") == {other}
    actions.nudge(response=joint, by=contributor, at=IN_TIME)
    assert told("nudged") == {other, competitor}
    assert sign(joint, other, acute).signatory == other


def test_a_delegate_without_rights_is_refused_with_words(joint, signatory, acute, rival, contributor, competitor):
    for to in (contributor, competitor):
        with pytest.raises(actions.CannotSign, match="cannot sign for Eastham Acute Trust: only its signatories can"):
            actions.delegate(response=joint, by=signatory, organisation=acute, to=to, at=IN_TIME)
    with pytest.raises(actions.CannotSign, match="Only a signatory"):
        actions.delegate(response=joint, by=contributor, organisation=acute, to=signatory, at=IN_TIME)


def test_a_delegate_who_lost_the_role_is_not_asked(joint, signatory, acute, contributor):
    other = person("Ot Her", (acute, Role.SIGNATORY))
    actions.delegate(response=joint, by=signatory, organisation=acute, to=other, at=IN_TIME)
    Membership.objects.filter(user=other).update(ended_at=IN_TIME)

    actions.nudge(response=joint, by=contributor, at=IN_TIME)

    assert signatory in told("nudged") and other not in told("nudged")


# ── Reminding ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_only_those_who_have_neither_signed_nor_declined_are_reminded_and_once_an_hour(joint, signatory, competitor, acute, contributor):
    sign(joint, signatory, acute)

    assert actions.nudge(response=joint, by=contributor, at=IN_TIME - timedelta(hours=2)) == 1

    assert told("nudged") == {competitor}
    assert nudged(joint).by == contributor
    with pytest.raises(actions.Refused, match="less than an hour old"):
        actions.nudge(response=joint, by=contributor, at=IN_TIME - timedelta(hours=1, seconds=1))
    assert actions.nudge(response=joint, by=contributor, at=IN_TIME - timedelta(hours=1)) == 1


def test_nobody_is_reminded_when_there_is_nobody_to_remind(joint, signatory, competitor, acute, rival, contributor):
    sign(joint, signatory, acute)
    actions.decline(response=joint, by=competitor, organisation=rival, reason="No", at=IN_TIME)

    with pytest.raises(actions.Refused, match="There is nobody to remind"):
        actions.nudge(response=joint, by=contributor, at=IN_TIME)
