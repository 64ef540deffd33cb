from datetime import timedelta

import pytest

from portal.audit.models import Email
from portal.moves import CannotMove
from portal.organisations.models import Membership
from portal.organisations.states import Role
from providers import actions
from providers.documents.canonical import sha256, text
from providers.models import Signature
from providers.states import SignatureStatus, Status

from ..conftest import DEADLINE, IN_TIME, PUBLISHED, person


def sign(response, by, organisation, at=IN_TIME, **more):
    return actions.sign(response=response, by=by, organisation=organisation, at=at, role="Chief executive", **more)


def test_a_signature_names_the_text_by_its_hash(answered, signatory, acute):
    signature = sign(answered, signatory, acute, reservation="Not on UEC-02")

    assert signature.text_sha256 == sha256(text(answered))
    assert signature.reservation == "Not on UEC-02"


def test_nobody_signs_for_another_organisation(answered, competitor, rival, acute):
    with pytest.raises(actions.CannotSign):
        sign(answered, competitor, rival)
    with pytest.raises(actions.CannotSign):
        sign(answered, competitor, acute)


def test_a_contributor_does_not_sign(answered, contributor, acute):
    with pytest.raises(actions.CannotSign, match="Only a signatory"):
        sign(answered, contributor, acute)


def test_a_signatory_removed_no_longer_signs(answered, signatory, acute):
    Membership.objects.filter(user=signatory).update(ended_at=IN_TIME)

    with pytest.raises(actions.CannotSign):
        sign(answered, signatory, acute)


def test_nobody_signs_twice(answered, signatory, acute):
    sign(answered, signatory, acute)

    with pytest.raises(actions.CannotSign, match="signed this text already"):
        sign(answered, signatory, acute)


def test_nobody_signs_after_the_deadline(answered, signatory, acute):
    sign_at = DEADLINE + timedelta(microseconds=1)

    with pytest.raises(actions.TooLate):
        sign(answered, signatory, acute, at=sign_at)
    assert not Signature.objects.exists()


def test_nobody_signs_what_is_submitted(submitted, signatory, acute):
    with pytest.raises(CannotMove):
        sign(submitted, signatory, acute)


def test_an_edit_lapses_the_signature_and_its_giver_is_told(answered, signatory, acute, first, contributor):
    sign(answered, signatory, acute)

    actions.save_position(response=answered, intention=first, by=contributor, content={"comment": "Changed"})

    lapsed = Signature.objects.get()
    assert (lapsed.status, lapsed.lapsed_because) == (SignatureStatus.LAPSED, "the text of UEC-01 changed")
    assert Email.objects.filter(kind="lapsed", to=signatory).count() == 1
    sign(answered, signatory, acute)
    assert Signature.objects.count() == 2


@pytest.fixture
def joint(round, edition, group, first, approver, contributor, signatory, competitor):
    """The draft of a group of two members who must both sign."""
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    response = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"})
    return response


def test_a_group_submits_when_the_members_required_have_signed(joint, signatory, competitor, acute, rival):
    sign(joint, signatory, acute)
    with pytest.raises(actions.Unsigned, match="Westham Acute Trust") as refusal:
        actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)
    assert refusal.value.missing == [rival]

    sign(joint, competitor, rival, reservation="With a reservation")
    receipt = actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)

    assert [signature["reservation"] for signature in receipt.content["signatures"]] == ["", "With a reservation"]
    joint.refresh_from_db()
    assert joint.status == Status.SUBMITTED


def test_a_group_itself_signs_nothing(joint, signatory, group):
    Membership.objects.create(user=signatory, organisation=group, role=Role.SIGNATORY)

    with pytest.raises(actions.CannotSign):
        sign(joint, signatory, group)


def test_a_group_without_members_cannot_submit(joint, signatory, group):
    group.group_members.update(to_date=PUBLISHED.date())

    with pytest.raises(actions.Unsigned, match="no member"):
        actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)


def test_a_signature_of_an_old_text_does_not_count(joint, signatory, competitor, acute, rival, first):
    sign(joint, signatory, acute)
    sign(joint, competitor, rival)
    joint.positions.update(comment="Slipped in between")

    with pytest.raises(actions.Unsigned):
        actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)


def test_a_member_sees_who_signed_and_a_stranger_does_not(joint, signatory, acute, approver, neighbour, competitor):
    sign(joint, signatory, acute)
    outsider = person("Out Sider")

    assert Signature.objects.visible_to(competitor).count() == 1
    for stranger in (approver, neighbour, outsider):
        assert not Signature.objects.visible_to(stranger).exists()
