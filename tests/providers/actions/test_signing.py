"""A group that keeps its promise: it submits itself or tells who can; who says no, who hands it on, who is reminded, who left."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.audit.models import Email, Event
from portal.organisations.models import Membership
from portal.organisations.states import Role
from providers import actions, tasks
from providers.actions.signing import nudged, waiting
from providers.documents.canonical import canonical, sha256, text
from providers.models import Decline, Receipt, Response, Signature
from providers.states import SignatureStatus, Status
from tests.at_once import at_once

from ..conftest import DEADLINE, IN_TIME, PUBLISHED, organisation, person

MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture
def joint(round, edition, group, first, approver, contributor, signatory, competitor):
    """The draft of a group whose two members must both sign; its own coordinator holds the pen."""
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    response = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"}, at=PUBLISHED)
    return response


@pytest.fixture
def coordinator(group):
    return person("Co Ordinator", (group, Role.CONTRIBUTOR))


@pytest.fixture
def itself(joint, contributor):
    return actions.choose_submission(response=joint, by=contributor, submits_itself=True, at=IN_TIME)


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


# ── Who left or closed ──────────────────────────────────────────────────────────────────────────────────────────────
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


# ── The text that was signed ────────────────────────────────────────────────────────────────────────────────────────
def test_the_text_that_was_signed_is_kept_and_its_hash_is_the_signatures(joint, signatory, acute):
    signature = sign(joint, signatory, acute)

    assert signature.signed_text == canonical(text(joint))
    assert sha256(text(joint)) == signature.text_sha256
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(signed_text="")


def test_no_other_text_can_be_kept_with_a_signature(joint, signatory, acute):
    about = {"response": joint, "organisation": acute, "signatory": signatory, "signed_at": IN_TIME, "text_sha256": sha256(text(joint))}

    with pytest.raises(IntegrityError, match="not the text signed"), transaction.atomic():
        Signature.objects.create(**about, signed_text="another")


def test_a_lapse_says_who_made_the_change_in_the_record_and_in_the_email(joint, signatory, acute, first, contributor):
    sign(joint, signatory, acute, reservation="Not on money")

    actions.save_position(response=joint, intention=first, by=contributor, content={"comment": "Changed"})

    assert Signature.objects.get().lapsed_by == contributor
    email = Email.objects.get(kind="lapsed")
    assert "the text of UEC-01 changed" in email.body and "Con Tributor made the change." in email.body
    assert f"/responses/{joint.pk}/check/#since" in email.body
    assert "Provider Alliance" in email.subject


# ── The board ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_no_board_confirms_a_text_before_it_was_written(joint, group, signatory, acute):
    group.authority_basis = "advisory"
    group.save()

    with pytest.raises(actions.CannotSign, match="The text last changed on 1 October 2026"):
        sign(joint, signatory, acute, confirmed_date=date(2026, 9, 30))
    assert sign(joint, signatory, acute, confirmed_date=date(2026, 10, 1))
