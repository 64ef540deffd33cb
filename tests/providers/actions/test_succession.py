"""When an organisation becomes another, what is in flight goes to it in one step."""

from datetime import timedelta

import pytest

from intentions import actions as intentions
from intentions import checks
from portal.audit.models import Email, Event
from portal.organisations import actions as register
from portal.organisations.models import Organisation
from portal.organisations.rules import roles_of
from providers import actions
from providers.models import Invitation, Response

from ..conftest import IN_TIME, PUBLISHED
from ..reading import read, words

NOW = PUBLISHED + timedelta(days=30)


def main(client, address):
    return words(read(client.get(address)).main)


@pytest.fixture
def became(acute, rival):
    """The acute trust closed in the middle of the round and became its rival."""
    register.close_organisation(organisation=acute, on=PUBLISHED.date(), by=None)
    return register.succeed(predecessor=acute, successor=rival, kind="merge", date=PUBLISHED.date(), by=None)


def test_the_invitation_and_its_draft_go_to_the_successor_under_both_names(
    answered, invitation, became, rival, acute, competitor, approver
):
    actions.hand_on(succession=became, by=approver, at=NOW)
    invitation.refresh_from_db()
    answered.refresh_from_db()
    assert (invitation.organisation, invitation.asked_as, answered.organisation) == (rival, became.predecessor, rival)
    assert Response.objects.visible_to(competitor).filter(pk=answered.pk).exists()
    assert competitor.has_perm("providers.edit", Response.objects.get(pk=answered.pk))


def test_until_then_nothing_has_moved_and_no_rival_reads_the_draft(answered, became, competitor):
    assert not Response.objects.visible_to(competitor).filter(pk=answered.pk).exists()


def test_what_was_submitted_keeps_its_name_and_the_successor_reads_it(submitted, became, acute, competitor, approver):
    actions.hand_on(succession=became, by=approver, at=NOW)
    submitted.refresh_from_db()
    assert submitted.organisation == acute
    assert Response.objects.visible_to(competitor).filter(pk=submitted.pk).exists()


def test_a_signature_on_the_draft_lapses(answered, became, signatory, acute, approver):
    actions.send(response=answered, by=signatory)
    actions.sign(response=answered, by=signatory, organisation=acute, at=IN_TIME, role="Chief executive")
    actions.hand_on(succession=became, by=approver, at=NOW)
    assert answered.signatures.get().lapsed_because == "Eastham Acute Trust became Westham Acute Trust"


def test_where_the_successor_is_asked_itself_both_stay_and_it_reads_the_draft(answered, rival_invitation, became, competitor, approver):
    moved = actions.hand_on(succession=became, by=approver, at=NOW)
    assert ([one.pk for one in moved.doubled], moved.invitations) == ([answered.invitation_id], [])
    assert Response.objects.visible_to(competitor).filter(pk=answered.pk).exists()


def test_everybody_concerned_is_told_and_it_is_recorded(answered, became, author, competitor, signatory, approver):
    actions.hand_on(succession=became, by=approver, at=NOW)
    told = set(Email.objects.filter(kind="handed_on").values_list("to__email", flat=True))
    assert told >= {one.email for one in (author, approver, competitor, signatory)}
    assert Event.objects.filter(name="organisation.handed_on").count() == 2


def test_it_is_handed_on_once(became, approver):
    actions.hand_on(succession=became, by=approver, at=NOW)
    with pytest.raises(actions.Refused, match="already"):
        actions.hand_on(succession=became, by=approver, at=NOW)


def test_the_people_go_too_when_that_is_said(became, contributor, rival, approver):
    actions.hand_on(succession=became, by=approver, at=NOW, with_people=True)
    contributor.__dict__.pop("_memberships", None)
    assert roles_of(contributor) == {(rival.pk, "CONTRIBUTOR")}


def test_merging_an_entry_of_the_register_moves_all_of_it_and_keeps_both_names(answered, acute, rival, contributor, approver):
    actions.merge(organisation=acute, into=rival, by=approver, at=NOW)
    acute.refresh_from_db()
    assert acute.closed_date == NOW.date()
    assert Invitation.objects.get(pk=answered.invitation_id).asked_as == acute
    assert contributor.memberships.current().get().organisation == rival


def test_a_text_being_written_names_the_successor(chapter, acute, rival, became, approver, author):
    content = {"title": "Being written", "providers": [acute]}
    version = intentions.add_intention(chapter=chapter, by=author, content=content).latest
    actions.hand_on(succession=became, by=approver, at=NOW)
    assert set(version.providers.all()) == {rival}


def test_the_round_has_a_problem_until_nobody_that_closed_is_named(edition, acute):
    def found():
        return [one.message for one in checks.problems(edition.round) if one.check == "closed"]

    assert found() == []
    Organisation.objects.filter(pk=acute.pk).update(closed_date=PUBLISHED.date())
    assert found() == ["UEC-02 names Eastham Acute Trust, which closed on 1 October 2026"]


def test_who_was_told_marks_it_and_the_lead_passes_it_on(client, invitation, became, signatory, competitor, approver):
    client.force_login(approver)
    assert "Closed on 1 October 2026, became Westham Acute Trust." in main(client, "/rounds/sel-2027/providers/")
    client.post("/rounds/sel-2027/providers/acute/pass-on/")
    assert "Westham Acute Trust, asked as Eastham Acute Trust" in main(client, "/rounds/sel-2027/providers/")
    told = set(Email.objects.filter(kind="handed_on").values_list("to__email", flat=True))
    assert told >= {signatory.email, competitor.email}


def test_to_pass_on_what_nobody_succeeds_is_refused_with_words(client, invitation, acute, approver):
    Organisation.objects.filter(pk=acute.pk).update(closed_date=PUBLISHED.date())
    client.force_login(approver)
    with pytest.raises(actions.Refused, match="Nobody has recorded what Eastham Acute Trust became"):
        actions.pass_on(invitation=invitation, by=approver, at=NOW)
    assert "The operator of the portal can record it" in main(client, "/rounds/sel-2027/providers/acute/pass-on/")
