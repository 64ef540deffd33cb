import json

import pytest

from portal.audit.models import Event
from portal.moves import CannotMove
from portal.organisations import actions
from portal.organisations.actions import make_key
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Kind, Role

from .colleagues import person, problems, soup

# Removing


def remove(client, by, membership):
    client.force_login(by)
    return client.post(f"/organisations/acute/people/{membership.pk}/remove/")


def test_removing_takes_effect_with_the_next_click(client, ada, con):
    there = client.__class__()
    there.force_login(con)
    assert there.get("/organisations/acute/people/").status_code == 200
    remove(client, ada, con.memberships.get())
    assert there.get("/organisations/acute/people/").status_code == 404


def test_a_removed_membership_is_kept_and_dated(client, ada, con):
    remove(client, ada, con.memberships.get())
    assert con.memberships.get().ended_at is not None
    assert Event.objects.get(name="membership.removed").says == "removed Con Tributor, contributor"


def test_the_page_says_what_will_happen_before_it_does(client, ada, con):
    client.force_login(ada)
    page = soup(client.get(f"/organisations/acute/people/{con.memberships.get().pk}/remove/"))
    assert "Takes effect at once. Texts and signatures stay." in page.get_text()
    assert con.memberships.get().ended_at is None


def test_the_last_administrator_stays(client, ada):
    answer = remove(client, ada, ada.memberships.get())
    assert (answer.status_code, problems(answer)) == (422, ["You cannot remove the last administrator. Invite another one first."])
    assert ada.memberships.get().ended_at is None


def test_a_second_click_finds_nobody_to_remove(client, ada, con):
    membership = con.memberships.get()
    remove(client, ada, membership)
    assert remove(client, ada, membership).status_code == 404
    with pytest.raises(CannotMove):
        actions.remove(membership=membership, by=ada)


def test_what_they_leave_is_named_and_handed_on_in_one_step(client, town, streaming, round):
    ada = person("Ada Ministrator", town.ccg, Role.ADMINISTRATOR)
    make_key(by=town.author, name="nightly copy", days=30)
    client.force_login(ada)
    there = f"/organisations/north-ccg/people/{town.author.memberships.get().pk}/remove/"
    left = soup(client.get(there)).select_one("#left").get_text()
    assert "Looks after UEC-01 Streaming at the front door" in left
    assert "The API key “nightly copy”: it ends" in left
    assert problems(client.post(there)) == ["Select who goes on, or nobody"]
    assert town.author.memberships.get().ended_at is None

    client.post(there, {"to": str(town.approver.pk)})
    streaming.refresh_from_db()
    assert streaming.owner == town.approver
    assert not town.author.auth_token_set.exists()
    assert Event.objects.filter(name="intention.assigned").exists()


def test_who_keeps_another_role_that_writes_keeps_what_they_look_after(client, town, streaming):
    ada = person("Ada Ministrator", town.ccg, Role.ADMINISTRATOR)
    Membership.objects.create(user=town.author, organisation=town.ccg, role=Role.APPROVER)
    client.force_login(ada)
    client.post(f"/organisations/north-ccg/people/{town.author.memberships.get(role='AUTHOR').pk}/remove/")
    streaming.refresh_from_db()
    assert streaming.owner == town.author


# Who may


@pytest.mark.parametrize("page", ["", "invite/"])
def test_the_people_of_an_organisation_are_not_there_for_a_stranger(client, trust, stranger, page):
    client.force_login(stranger)
    assert client.get(f"/organisations/acute/people/{page}").status_code == 404
    assert client.get(f"/organisations/nowhere/people/{page}").status_code == 404


def test_a_colleague_reads_the_list_and_changes_nothing(client, con, ada):
    client.force_login(con)
    page = soup(client.get("/organisations/acute/people/"))
    assert "Ada Ministrator" in page.get_text()
    assert not page.find("a", string="Remove")
    assert client.get("/organisations/acute/people/invite/").status_code == 403
    assert remove(client, con, ada.memberships.get()).status_code == 403


def test_nobody_is_removed_through_another_organisation(client, ada, con):
    other = Organisation.objects.create(slug="other", name="Other", short_name="Other", kinds=[Kind.ACUTE_TRUST])
    Membership.objects.create(user=ada, organisation=other, role=Role.ADMINISTRATOR)
    client.force_login(ada)
    assert client.post(f"/organisations/other/people/{con.memberships.get().pk}/remove/").status_code == 404


def test_forbidden_and_absent_read_alike(client, con):
    client.force_login(con)
    forbidden, absent = client.get("/organisations/acute/people/invite/"), client.get("/organisations/nowhere/people/")
    assert soup(forbidden).h1.get_text() == soup(absent).h1.get_text() == "Page not found"


# The account


def test_the_account_shows_roles_and_where_they_are(client, con):
    client.force_login(con)
    text = soup(client.get("/account/")).main.get_text()
    assert "Con Tributor" in text
    assert "Contributor, Demo Acute Trust" in text


def test_one_acts_for_the_organisation_one_chose(client, con):
    other = Organisation.objects.create(slug="other", name="Other Trust", short_name="Other", kinds=[Kind.ACUTE_TRUST])
    Membership.objects.create(user=con, organisation=other, role=Role.VIEWER)
    client.force_login(con)
    assert "Demo Acute" in soup(client.get("/account/")).header.get_text()
    client.post("/account/organisation/", {"organisation": str(other.pk)})
    assert "Other" in soup(client.get("/account/")).header.get_text()


def test_one_cannot_act_for_anothers_organisation(client, con):
    other = Organisation.objects.create(slug="other", name="Other Trust", short_name="Other", kinds=[Kind.ACUTE_TRUST])
    client.force_login(con)
    assert client.post("/account/organisation/", {"organisation": str(other.pk)}).status_code == 422


def test_what_is_held_about_a_person_is_theirs_to_take(client, con, ada):
    actions.rename(person=con, name="Con T Ributor")
    client.force_login(con)
    held = json.loads(client.get("/account/held/").content)
    assert (held["name"], held["roles"][0]["role"]) == ("Con T Ributor", "Contributor")
    assert held["what you did"][0]["what"] == "changed their name from Con Tributor to Con T Ributor"
    assert "Ada" not in json.dumps(held)


def test_a_page_of_people_asks_as_much_for_three_as_for_thirty(client, ada, trust, django_assert_max_num_queries):
    for number in range(30):
        person(f"Person{number} X", trust, Role.VIEWER)
    client.force_login(ada)
    with django_assert_max_num_queries(12):
        client.get("/organisations/acute/people/")
