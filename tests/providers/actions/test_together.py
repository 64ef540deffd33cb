"""One answer of several: members follow, sign the frozen text each for themselves, and may dissent."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from portal.audit.models import Email
from providers import actions
from providers.documents.canonical import sha256, text
from providers.models import Signature
from providers.states import SignatureStatus, Status

from ..conftest import DEADLINE, IN_TIME, PUBLISHED


@pytest.fixture
def joint(round, edition, group, first, approver, contributor, signatory, competitor):
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    response = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"}, at=PUBLISHED)
    return response


def sign(response, by, organisation, at=IN_TIME, **more):
    return actions.sign(response=response, by=by, organisation=organisation, at=at, role="Chief executive", **more)


def test_a_dissent_lets_the_text_go_and_is_shown_with_it(joint, signatory, competitor, acute, rival):
    sign(joint, signatory, acute)
    sign(joint, competitor, rival, is_dissent=True, reservation="Not at this price")

    receipt = actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)

    assert [(one["reservation"], one["is_dissent"]) for one in receipt.content["signatures"]] == [("", False), ("Not at this price", True)]


def test_a_dissent_says_why(joint, signatory, acute):
    with pytest.raises(actions.CannotSign, match="what you do not agree to"):
        sign(joint, signatory, acute, is_dissent=True)
    with pytest.raises(IntegrityError, match="a_dissent_says_why"):
        Signature.objects.create(
            response=joint, organisation=acute, signatory=signatory, signed_at=IN_TIME, text_sha256="0" * 64, is_dissent=True
        )


@pytest.mark.parametrize("confirmed", [None, (IN_TIME + timedelta(days=1)).date()])
def test_in_a_group_that_only_advises_each_board_confirms_first(joint, group, signatory, acute, confirmed):
    group.authority_basis = "advisory"
    group.save()
    joint.organisation.refresh_from_db()

    with pytest.raises(actions.CannotSign, match="board of Eastham Acute Trust must confirm"):
        sign(joint, signatory, acute, confirmed_date=confirmed)
    assert sign(joint, signatory, acute, confirmed_date=date(2026, 12, 1)).confirmed_date == date(2026, 12, 1)


@pytest.mark.parametrize("basis", ["", "delegated-individuals", "committees-in-common", "joint-committee"])
def test_where_members_have_given_their_authority_no_board_is_asked(joint, group, signatory, acute, basis):
    group.authority_basis = basis
    group.save()
    joint.organisation.refresh_from_db()

    assert sign(joint, signatory, acute).confirmed_date is None


def test_a_member_removed_after_signing_no_longer_counts_and_stays_in_the_record(joint, group, signatory, competitor, acute, rival):
    sign(joint, signatory, acute)
    sign(joint, competitor, rival)
    group.group_members.filter(member=rival).update(to_date=IN_TIME.date())

    receipt = actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)

    assert [one["organisation"] for one in receipt.content["signatures"]] == ["Eastham Acute Trust"]
    left = Signature.objects.get(organisation=rival)
    assert (left.status, left.lapsed_because) == (SignatureStatus.LAPSED, "it is no longer a member of Provider Alliance")
    assert Email.objects.filter(kind="lapsed", to=competitor).exists()


def test_a_member_removed_reads_the_draft_no_more(joint, group, competitor, rival):
    assert type(joint).objects.visible_to(competitor).exists()

    group.group_members.filter(member=rival).update(to_date=IN_TIME.date())

    assert not type(joint).objects.visible_to(competitor).exists()


def test_a_member_that_joins_after_the_first_signature_must_sign_too(joint, group, signatory, competitor, acute, rival):
    group.group_members.filter(member=rival).update(must_sign=False)
    sign(joint, signatory, acute)
    group.group_members.filter(member=rival).update(must_sign=True)

    with pytest.raises(actions.Unsigned, match="Westham"):
        actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)


def test_an_edit_lapses_every_signature_and_all_of_them_stay(joint, second, signatory, competitor, contributor, acute, rival):
    sign(joint, signatory, acute)
    sign(joint, competitor, rival, reservation="Not on money")
    before = sha256(text(joint))

    actions.save_position(response=joint, intention=second, by=contributor, content={"stance": "cannot-support"})

    assert {(one.status, one.text_sha256) for one in Signature.objects.all()} == {(SignatureStatus.LAPSED, before)}
    assert Email.objects.filter(kind="lapsed").count() == 2
    with pytest.raises(actions.Unsigned):
        actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)


def test_a_member_answers_alone_too_and_says_where_it_differs(joint, invitation, first, second, signatory, contributor):
    own = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=own, intention=second, by=contributor, content={"stance": "cannot-support"})
    own = actions.relate(response=own, by=contributor, group=joint.invitation, differs_on=["UEC-02"])

    receipt = actions.submit(response=own, by=signatory, arrived_at=IN_TIME, role="Chief executive")

    assert receipt.content["collective"] == {"group": "Provider Alliance", "differs_on": ["UEC-02"]}
    joint.refresh_from_db()
    assert joint.status == Status.DRAFT


def test_nobody_stands_beside_a_group_it_does_not_belong_to(joint, group, answered, contributor, acute):
    group.group_members.filter(member=acute).update(to_date=PUBLISHED.date())

    with pytest.raises(actions.Refused, match="not a member"):
        actions.relate(response=answered, by=contributor, group=joint.invitation)


def test_saying_something_else_of_the_group_lapses_the_signature(joint, answered, contributor, signatory, acute):
    sign(answered, signatory, acute)

    actions.relate(response=answered, by=contributor, group=joint.invitation)

    assert Signature.objects.get().status == SignatureStatus.LAPSED


def test_nobody_signs_a_groups_text_after_the_deadline(joint, signatory, acute):
    with pytest.raises(actions.TooLate):
        sign(joint, signatory, acute, at=DEADLINE + timedelta(microseconds=1))
