"""The people of an organisation go out to Excel and come back: nobody is invited who could not be from the page."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from portal.accounts.models import User
from portal.audit.models import Email
from portal.moves.clock import database_now
from portal.organisations.actions import accept, invite
from portal.organisations.models import Membership, Offer, Organisation
from portal.organisations.states import Kind, OfferStatus, Role
from portal.people import actions
from portal.people.models import Workbook

from ..colleagues import person
from .books import PEOPLE, brought, cell, new_row, put, row_of, take_in, taken_out, text, ticked, undo

FAY = {"Name": "Fay New", "Email": "fay@acute.example", "Roles": "Contributor\nSignatory"}


@pytest.fixture
def desk(client, ada):
    client.force_login(ada)
    return client


def test_what_comes_back_unchanged_changes_nothing(desk, con, trust, ada):
    invite(organisation=trust, name="Fay New", email="fay@acute.example", roles=["VIEWER"], by=ada)
    preview = brought(desk, PEOPLE, taken_out(desk, PEOPLE))
    assert "3 rows say what stands" in text(preview)
    assert ticked(preview) == []


def test_new_people_and_further_roles_are_invited_in_one_step_and_taken_back_in_one(desk, con, trust):
    book = taken_out(desk, PEOPLE)
    put(book, new_row(book), FAY)
    put(book, row_of(book, con.email), {"Roles": "contributor\nsignatory"})
    preview = brought(desk, PEOPLE, book)
    assert not Offer.objects.exists() and not Email.objects.exists()

    page = take_in(desk, preview)
    assert "2 people are invited" in text(page)
    assert sorted(Offer.objects.waiting().values_list("user__email", "roles")) == [
        (con.email, ["SIGNATORY"]),
        ("fay@acute.example", ["CONTRIBUTOR", "SIGNATORY"]),
    ]
    assert sorted(Email.objects.values_list("to__email", flat=True)) == [con.email, "fay@acute.example"]
    assert list(con.memberships.values_list("role", flat=True)) == ["CONTRIBUTOR"]  # it gives no right before it is accepted

    assert "Undone" in text(undo(desk, page))
    assert not Offer.objects.waiting().exists()


def test_who_is_invited_already_is_offered_the_further_role_and_only_the_first_again(desk, trust, ada):
    offer = invite(organisation=trust, name="Fay New", email="fay@acute.example", roles=["VIEWER"], by=ada)
    book = taken_out(desk, PEOPLE)
    assert cell(book, row_of(book, "fay@acute.example"), "State").value == "Invited, not joined"
    put(book, row_of(book, "fay@acute.example"), {"Roles": "Viewer\nContributor"})
    page = take_in(desk, brought(desk, PEOPLE, book))
    offer.refresh_from_db()
    assert offer.roles == ["CONTRIBUTOR", "VIEWER"]
    undo(desk, page)
    offer.refresh_from_db()
    assert (offer.roles, offer.status) == (["VIEWER"], OfferStatus.WAITING)


def test_who_accepted_meanwhile_stays_and_is_named(desk, trust):
    book = taken_out(desk, PEOPLE)
    put(book, new_row(book), FAY)
    put(book, new_row(book), {"Name": "Gil New", "Email": "gil@acute.example", "Roles": "Viewer"})
    page = take_in(desk, brought(desk, PEOPLE, book))
    accept(offer=Offer.objects.get(user__email="fay@acute.example"))
    assert "The invitation was accepted or taken back since: end a role on the page of people: Fay New" in text(undo(desk, page))
    assert Membership.objects.filter(user__email="fay@acute.example", ended_at=None).count() == 2
    assert not Offer.objects.waiting().exists()


ODD = {
    "a role taken away": ("con", {"Roles": "Viewer"}, "End “Contributor” on the page of people"),
    "no role": ("con", {"Roles": None}, "Enter “Roles”"),
    "a role that a trust does not give": ("con", {"Roles": "Contributor\nApprover"}, "“Approver” is not in the list of “Roles”"),
    "another name": ("con", {"Name": "Con Other"}, "Name: Each person changes this of themselves"),
    "another email": ("con", {"Email": "x@acute.example"}, "Email: Each person changes this of themselves"),
    "an address that is none": ("new", {"Email": "fay"}, "Enter an email address in the correct format"),
    "letters that only look alike": (
        "new",
        {"Email": "f\u0430y@acute.example"},
        "Email has a letter that only looks like one",
    ),
    "somebody who belongs": ("new", {"Email": "Con@Example.org"}, "This person has a row already"),
    "no address": ("new", {"Email": None}, "Enter “Email”"),
    "a new one with no role": ("new", {"Roles": None}, "Enter “Roles”"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_the_page_refuses_the_workbook_refuses(desk, con, name):
    which, said, words = ODD[name]
    book = taken_out(desk, PEOPLE)
    put(book, row_of(book, con.email) if which == "con" else new_row(book), said if which == "con" else {**FAY, **said})
    preview = brought(desk, PEOPLE, book)
    assert words in text(preview)
    assert ticked(preview, all_of=True) == []
    assert not Offer.objects.exists()


def test_one_address_in_two_new_rows_is_refused_in_both(desk):
    book = taken_out(desk, PEOPLE)
    put(book, new_row(book), FAY)
    put(book, new_row(book), {**FAY, "Name": "Fay Again", "Email": "FAY@acute.example"})
    assert text(brought(desk, PEOPLE, book)).count("This email stands in more than one new row") == 2


def test_only_administrators_have_it_and_each_of_their_own_organisation_alone(client, desk, con, ada):
    other = Organisation.objects.create(slug="other", name="Other Trust", short_name="Other", kinds=[Kind.ACUTE_TRUST])
    book = taken_out(desk, PEOPLE)
    put(book, new_row(book), FAY)
    address = brought(desk, PEOPLE, book).request["PATH_INFO"]
    client.force_login(person("Olga Other", other, Role.ADMINISTRATOR))
    assert [client.get(one).status_code for one in (PEOPLE, f"{PEOPLE}download/", address)] == [404, 404, 404]
    answer = brought(client, "/organisations/other/people/excel/", book)
    assert "This workbook is “People of Demo Acute Trust”, and not of this page" in text(answer)
    client.force_login(con)
    assert [client.get(one).status_code for one in (PEOPLE, f"{PEOPLE}download/", address)] == [403, 403, 403]
    assert client.post(address, {"seen": "row-3:new"}).status_code == 403
    client.force_login(User.objects.create_user("op@example.org", name="Op Erator", is_operator=True))
    assert client.get(PEOPLE).status_code == 404


def test_a_workbook_is_seen_by_who_brought_it_alone_and_forgotten_after_thirty_days(client, desk, trust):
    book = taken_out(desk, PEOPLE)
    put(book, new_row(book), FAY)
    address = brought(desk, PEOPLE, book).request["PATH_INFO"]
    client.force_login(person("Bea Ministrator", trust, Role.ADMINISTRATOR))
    assert client.get(address).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Workbook.objects.update(name="other.xlsx")
    actions.forget_workbooks(at=database_now() + timedelta(days=31))
    assert not Workbook.objects.exists()


def test_who_is_administrator_no_more_finds_neither_file_nor_step(client, desk, trust, ada):
    book = taken_out(desk, PEOPLE)
    put(book, new_row(book), FAY)
    page = take_in(desk, brought(desk, PEOPLE, book))
    ada.memberships.update(role=Role.VIEWER)
    assert undo(desk, page).status_code == 403
    assert Offer.objects.waiting().count() == 1


def test_the_page_of_people_leads_to_it_for_administrators_alone(client, desk, con):
    assert PEOPLE in desk.get("/organisations/acute/people/").content.decode()
    client.force_login(con)
    assert PEOPLE not in client.get("/organisations/acute/people/").content.decode()
