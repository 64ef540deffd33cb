"""Home tells those who look after people and the register their next step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.organisations import actions
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Kind, Role

from .conftest import organisation, person
from .reading import main, read
from .test_views_home import tasks


@pytest.fixture
def operator(db):
    return User.objects.create_user("op@example.org", name="Op Erator", is_operator=True)


def whats(client, user):
    return [(row[0], row[3]) for row in tasks(client, user, at=timezone.now())]


def test_an_administrator_who_must_invite_is_told_to(client, trust):
    Membership.objects.filter(organisation=trust).delete()
    admin = person("Ad Min", (trust, Role.ADMINISTRATOR))

    assert whats(client, admin) == [("Invite the people who will write and sign : Demo Acute Trust", "Not started")]
    assert "Nothing needs you now" not in main(client, "/home/")

    actions.invite(organisation=trust, name="Sig", email="sig@example.org", roles=["SIGNATORY"], by=admin)
    assert whats(client, admin) == [("See who has not joined yet : Demo Acute Trust", "Sent")]

    person("Sig Natory", (trust, Role.SIGNATORY))
    assert whats(client, admin) == []


def test_an_administrator_of_a_new_commissioner_finds_people_roles_and_the_first_round(client, operator):
    ccg = organisation("ccg", "North CCG", Kind.CLINICAL_COMMISSIONING_GROUP)
    admin = person("Ad Min", (ccg, Role.ADMINISTRATOR))
    assert whats(client, admin) == [("Invite the people who will write and sign : North CCG", "Not started")]

    person("Ann Author", (ccg, Role.AUTHOR))
    assert whats(client, admin) == [("See who may start the first round, or give more roles : North CCG", "Not started")]


def test_one_invitation_gives_an_administrator_every_role_they_need(client, operator):
    ccg = organisation("ccg", "North CCG", Kind.CLINICAL_COMMISSIONING_GROUP)
    client.force_login(operator)
    sent = {"name": "Ad Min", "email": "ad@example.org", "roles": ["ADMINISTRATOR", "AUTHOR", "APPROVER"]}
    client.post("/system/organisations/ccg/administrator/", sent)
    assert set(ccg.offers.get().roles) == {"ADMINISTRATOR", "AUTHOR", "APPROVER"}

    admin = person("Ad Min", (ccg, Role.ADMINISTRATOR), (ccg, Role.AUTHOR), (ccg, Role.APPROVER))
    assert ("Start the first round : North CCG", "Not started") in whats(client, admin)


def test_the_operator_of_an_empty_portal_begins_with_the_register(client, operator):
    assert whats(client, operator) == [
        ("Add the first commissioner : Register", "Not started"),
        ("Add the places you serve : Register", "Not started"),
    ]

    ccg = organisation("ccg", "North CCG", Kind.CLINICAL_COMMISSIONING_GROUP)
    assert whats(client, operator) == [("Invite the first administrator of 1 organisation : Register", "Not started")]

    actions.invite(organisation=ccg, name="Ada", email="ada@example.org", roles=["ADMINISTRATOR"], by=operator)
    assert whats(client, operator) == []


def test_the_operator_looks_at_what_commissioners_added(client, operator, town):
    Organisation.objects.filter(pk=town.rival.pk).update(is_checked=False)
    assert ("Check 1 organisation added by commissioners : Register", "Open") in whats(client, operator)
    page = read(client.get("/system/organisations/?to_check=on"))
    assert [row.a.get_text() for row in page.select("tbody tr")] == ["Westham Trust"]

    client.post("/system/organisations/westham-trust/check/")
    assert ("Check 1 organisation added by commissioners : Register", "Open") not in whats(client, operator)


def test_an_organisation_added_twice_is_merged_into_the_other(client, operator, town):
    Organisation.objects.filter(pk=town.rival.pk).update(is_checked=False, name="Eastham Trust Ltd")
    client.force_login(operator)
    assert "It may be the same as: Eastham Trust" in main(client, "/system/organisations/westham-trust/")
    wrong = read(client.post("/system/organisations/westham-trust/merge/", {"into": "Eastham"}), 422)
    assert "Did you mean: Eastham Trust" in wrong.get_text()

    client.post("/system/organisations/westham-trust/merge/", {"into": "Eastham Trust"})
    assert "Merged into Eastham Trust" in main(client, "/system/organisations/westham-trust/")
    assert town.competitor.memberships.current().get().organisation == town.trust


def test_ones_own_invitation_is_a_task(client, trust, ada, stranger):
    actions.invite(organisation=trust, name="X", email=stranger.email, roles=["SIGNATORY", "CONTRIBUTOR"], by=ada)
    assert whats(client, stranger) == [("Accept the invitation as contributor and signatory : Demo Acute Trust", "Not started")]


def test_a_provider_that_closed_in_mid_round_is_a_task_of_every_side(client, edition, town, operator, round):
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.close_organisation(organisation=town.rival, on=yesterday, by=operator)
    made = actions.succeed(predecessor=town.rival, successor=town.trust, kind="merge", date=yesterday, by=operator)
    here = {"at": timezone.now()}

    assert any("Pass on what 1 closed organisation was asked" in row[0] for row in tasks(client, town.approver, **here))
    assert any("Ask North CCG who goes on" in row[0] for row in tasks(client, town.competitor, **here))
    assert any("Westham Trust was asked to answer" in row[0] for row in tasks(client, town.signatory, **here))
    assert any("Hand on what 1 closed organisation left" in row[0] for row in tasks(client, operator, **here))

    client.force_login(operator)
    there = f"/system/organisations/westham-trust/hand-on/{made.pk}/"
    assert "Asked to answer North 2027/28" in main(client, there)
    client.post(there, {"with_people": "False"})
    for who in (town.approver, town.signatory, operator):
        assert not any("closed organisation" in row[0] or "Westham" in row[0] for row in tasks(client, who, **here))
