"""The operator's pages: the portal's wellbeing, and the register of organisations and places."""

from datetime import date

import pytest
from django.core.management import call_command

from portal.accounts.models import User
from portal.audit.models import Email, Event
from portal.organisations import actions
from portal.organisations.models import Organisation, Place
from portal.printing.actions import order
from portal.printing.models import Document

from .reading import main, read, words

PAGES = ("", "organisations/", "organisations/add/", "places/", "places/add/")
WARD = {"name": "Westmere Integrated Care Board", "short_name": "Westmere ICB", "kinds": ["integrated-care-board"]}


@pytest.fixture
def operator(db, client):
    user = User.objects.create_user("operator@portal.example", name="Olive Operator", is_operator=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


@pytest.fixture
def westmere(operator):
    return actions.add_organisation(slug="westmere-icb", by=operator, **WARD)


@pytest.fixture
def group(operator):
    kinds = ["provider-group"]
    return actions.add_organisation(slug="alliance", name="Westmere Alliance", short_name="Alliance", kinds=kinds, by=operator)


@pytest.mark.parametrize("page", PAGES)
def test_operators_alone_come_in(client, operator, page):
    assert client.get(f"/system/{page}").status_code == 200
    User.objects.update(is_operator=False)
    assert client.get(f"/system/{page}").status_code == 403


def test_the_wellbeing_is_said_in_words(client, operator):
    text = main(client, "/system/")

    assert "Database answers" in text
    assert "Email 0 waiting, 0 not delivered" in text
    assert "GB free for files" in text


def test_what_failed_stands_first_without_a_word_of_its_business_and_is_printed_again(client, operator):
    for number in range(2):
        order(template="documents/letter.html", facts={"n": number}, title=f"Private title {number}", file_name="letter", by=operator)
    first = Document.objects.order_by("ordered_at", "pk").first()
    Document.objects.filter(pk=first.pk).update(status="FAILED", failure="It took longer than 20 seconds.")

    page = read(client.get("/system/"))
    rows = [words(row) for row in page.select("main tbody tr")]

    assert "Failed" in rows[0]
    assert "It took longer than 20 seconds." in rows[0]
    assert "Private" not in page.get_text()
    assert client.post(page.select_one("button[formaction]")["formaction"]).status_code == 302
    first.refresh_from_db()
    assert first.status == "ORDERED"


def test_an_organisation_is_added_and_its_first_administrator_invited(client, operator):
    answer = client.post("/system/organisations/add/", WARD | {"ods_code": "qwe"}, follow=True)

    added = Organisation.objects.get(ods_code="QWE")
    assert answer.redirect_chain[-1][0] == f"/system/organisations/{added.slug}/"
    assert "Invite its first administrator" in words(read(answer))

    amir = {"name": "Amir Demo", "email": "amir@westmere.example", "roles": ["ADMINISTRATOR", "APPROVER"]}
    client.post(f"/system/organisations/{added.slug}/administrator/", amir)
    assert set(added.offers.get().roles) == {"ADMINISTRATOR", "APPROVER"}
    assert Email.objects.get().to.email == "amir@westmere.example"
    assert "Amir Demo Email amir@westmere.example Roles Approver and administrator" in main(client, f"/system/organisations/{added.slug}/")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "Enter its name"),
        ({"kinds": []}, "Select at least one kind"),
        ({"ods_code": "!"}, "ODS code must be 3 to 10 letters and digits, like RJ1"),
        ({"ods_code": "taken"}, "This is the ODS code of Westmere Alliance"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_the_rest_stays(client, group, typed, told):
    Organisation.objects.filter(pk=group.pk).update(ods_code="TAKEN")

    page = read(client.post("/system/organisations/add/", WARD | {"contact_role": "Head of contracts"} | typed), 422)

    assert told in words(page.select_one(".nhsuk-error-summary"))
    assert page.select_one("[name=contact_role]")["value"] == "Head of contracts"


def test_the_code_of_an_organisation_that_closed_is_never_given_to_another(client, group):
    Organisation.objects.filter(pk=group.pk).update(ods_code="TAKEN", closed_date=date(2020, 3, 31))

    page = read(client.post("/system/organisations/add/", WARD | {"ods_code": "taken"}), 422)

    assert "This is the ODS code of Westmere Alliance" in words(page.select_one(".nhsuk-error-summary"))


def test_what_is_public_is_changed_and_the_address_stays(client, westmere):
    client.post("/system/organisations/westmere-icb/change/", WARD | {"name": "Westmere ICB, now larger"})

    westmere.refresh_from_db()
    assert (westmere.name, westmere.slug) == ("Westmere ICB, now larger", "westmere-icb")
    assert Event.objects.filter(name="organisation.changed", says="changed name of Westmere ICB, now larger").exists()


def test_an_organisation_is_closed_and_succeeded_and_never_deleted(client, westmere, group):
    assert client.post(
        "/system/organisations/westmere-icb/close/", {"closed_date_day": "31", "closed_date_month": "3", "closed_date_year": "2026"}
    )
    typed = {"successor": str(group.pk), "kind": "merge", "date_day": "1", "date_month": "4", "date_year": "2026"}
    client.post("/system/organisations/westmere-icb/successor/", typed)

    text = main(client, "/system/organisations/westmere-icb/")
    assert "Closed 31 March 2026" in text
    assert "Merged into Westmere Alliance from 1 April 2026" in text
    assert "Close this organisation" not in text


def test_it_does_not_close_before_it_opened(client, westmere):
    Organisation.objects.update(opened_date="2026-04-01")
    typed = {"closed_date_day": "31", "closed_date_month": "3", "closed_date_year": "2026"}

    page = read(client.post("/system/organisations/westmere-icb/close/", typed), 422)

    assert "The last day must not be before it opened" in words(page)


def test_a_group_gains_and_loses_a_member(client, group, westmere):
    client.post("/system/organisations/alliance/members/add/", {"member": str(westmere.pk), "must_sign": "True"})
    page = read(client.get("/system/organisations/alliance/"))
    assert "Westmere Integrated Care Board, must sign" in words(page)

    client.post(page.select_one("button[formaction]")["formaction"])
    assert "No members yet." in main(client, "/system/organisations/alliance/")
    assert client.get("/system/organisations/westmere-icb/members/add/").status_code == 404


def test_a_place_is_added_below_another(client, operator):
    larger = actions.add_place(slug="westmere", name="Westmere", kind="system", by=operator)
    client.post("/system/places/add/", {"name": "North Westmere", "kind": "borough", "parent": str(larger.pk)})

    assert Place.objects.get(slug="north-westmere").parent == larger
    assert "North Westmere Kind Borough Part of Westmere" in main(client, "/system/places/")


def test_two_of_one_name_have_addresses_of_their_own(client, operator):
    for _ in range(2):
        client.post("/system/organisations/add/", WARD)
    assert set(Organisation.objects.values_list("slug", flat=True)) == {"westmere-icb", "westmere-icb-2"}


@pytest.mark.parametrize("name", ["Add", "People", "Start", "Login"])
def test_an_organisation_called_like_a_page_has_a_page_of_its_own(client, operator, name):
    answer = client.post("/system/organisations/add/", WARD | {"name": name, "short_name": name}, follow=True)

    added = Organisation.objects.get()
    assert added.slug == f"{name.lower()}-2"
    assert answer.redirect_chain[-1][0] == f"/system/organisations/{added.slug}/"
    assert read(answer).h1.get_text() == name


def test_its_first_person_can_invite_the_others(client, operator):
    client.post("/system/organisations/add/", WARD)
    there = "/system/organisations/westmere-icb/administrator/"
    page = read(client.post(there, {"name": "Amir", "email": "amir@westmere.example", "roles": ["AUTHOR"]}), 422)
    assert "Select administrator too" in words(page)


def test_the_first_operator_is_made_on_the_command_line(client, db, capsys):
    call_command("make_operator", "ola@portal.example", "Ola Demo")
    link = capsys.readouterr().out.strip()

    assert User.objects.get(email="ola@portal.example").is_operator
    assert read(client.get(link.removeprefix("http://localhost:8000"))).select_one("[name=name]")["value"] == "Ola Demo"
