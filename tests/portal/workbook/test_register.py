"""The register goes out to Excel and comes back: what its page refuses its workbook refuses."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.moves.clock import database_now
from portal.organisations.models import Organisation
from portal.organisations.states import Kind
from portal.people import actions
from portal.people.models import Step, Workbook
from portal.people.tasks import forget_workbooks

from .books import REGISTER, brought, cell, new_row, put, row_of, sheet, take_in, taken_out, text, ticked, undo

NEW = {"Name": "Lantern Street Charity", "Short name": "Lantern", "Kinds": "Voluntary sector organisation"}


@pytest.fixture
def desk(client, db):
    client.force_login(User.objects.create_user("op@example.org", name="Op Erator", is_operator=True))
    return client


def test_what_comes_back_unchanged_changes_nothing(desk, trust):
    preview = brought(desk, REGISTER, taken_out(desk, REGISTER))
    assert "1 row says what stands" in text(preview)
    assert ticked(preview) == []


def test_one_is_changed_and_another_added_in_one_step_and_both_are_taken_back(desk, trust):
    book = taken_out(desk, REGISTER)
    put(book, row_of(book, "acute"), {"ODS code": "rj1", "Opened on": date(2001, 4, 1), "Kinds": "Acute trust\nCommunity provider"})
    put(book, new_row(book), NEW)
    preview = brought(desk, REGISTER, book)
    assert "Changed: 1" in text(preview) and "New: 1" in text(preview)
    assert Organisation.objects.count() == 1

    page = take_in(desk, preview)
    trust.refresh_from_db()
    assert (trust.ods_code, trust.opened_date, trust.kinds) == ("RJ1", date(2001, 4, 1), ["acute-trust", "community-provider"])
    added = Organisation.objects.get(short_name="Lantern")
    assert (added.kinds, added.closed_date, added.is_checked) == (["voluntary-sector"], None, True)

    assert "Undone" in text(undo(desk, page))
    trust.refresh_from_db()
    added.refresh_from_db()
    assert (trust.ods_code, trust.opened_date, trust.kinds) == (None, None, [Kind.ACUTE_TRUST])
    assert added.closed_date == database_now().date()


def test_the_workbook_has_guidance_lists_and_what_the_portal_alone_writes_is_locked(desk, trust):
    book = taken_out(desk, REGISTER)
    assert book.sheetnames == ["How to use", "Organisations", "Lists", "Portal"]
    assert [cell(book, 2, heading).protection.locked for heading in ("Ref", "State", "Name")] == [True, True, False]


ODD = {
    "a code that is none": ({"ODS code": "R-1"}, "ODS code must be 3 to 10 letters and digits, like RJ1"),
    "the code of another": ({"ODS code": "RV3"}, "RV3 is the ODS code of Rival"),
    "an address that is none": ({"Email to write to": "contracts"}, "enter an email address in the correct format"),
    "a kind that is none": ({"Kinds": "Circus"}, "“Circus” is not in the list of “Kinds”"),
    "no kind": ({"Kinds": None}, "Enter “Kinds”"),
    "no name": ({"Name": None}, "Enter “Name”"),
    "a day in figures": ({"Opened on": "3/4/2001"}, "“3/4/2001” may be two days"),
    "a formula": ({"Short name": "=A1"}, "The cell holds a formula"),
    "a reference that is none": ({"Ref": "other"}, "“other” is none of this workbook"),
}


@pytest.mark.parametrize("name", ODD)
def test_each_odd_cell_has_its_sentence_and_cannot_go(desk, trust, name):
    said, words = ODD[name]
    Organisation.objects.create(slug="rival", name="Rival", short_name="Rival", kinds=[Kind.ACUTE_TRUST], ods_code="RV3")
    book = taken_out(desk, REGISTER)
    put(book, row_of(book, "acute"), said)
    preview = brought(desk, REGISTER, book)
    assert words in text(preview)
    assert ticked(preview, all_of=True) == []


def test_a_code_twice_in_the_file_is_refused_and_a_known_name_is_said(desk, trust):
    book = taken_out(desk, REGISTER)
    put(book, new_row(book), {**NEW, "ODS code": "AB1"})
    put(book, new_row(book), {**NEW, "Name": trust.name.upper(), "ODS code": "ab1"})
    said = text(brought(desk, REGISTER, book))
    assert said.count("The ODS code AB1 stands in more than one row") == 2
    assert "An organisation of this name is in the register already" in said


def test_what_another_operator_changed_since_is_overwritten_only_when_ticked(desk, trust):
    book = taken_out(desk, REGISTER)
    put(book, row_of(book, "acute"), {"Short name": "From the file"})
    Organisation.objects.filter(pk=trust.pk).update(short_name="Of the other")
    preview = brought(desk, REGISTER, book)
    assert "Changed by others too: 1" in text(preview) and ticked(preview) == []
    take_in(desk, preview, ticked(preview, all_of=True))
    assert Organisation.objects.get().short_name == "From the file"


def test_what_changed_after_the_look_or_after_the_step_stays_and_is_named(desk, trust):
    book = taken_out(desk, REGISTER)
    put(book, row_of(book, "acute"), {"Short name": "From the file"})
    preview = brought(desk, REGISTER, book)
    Organisation.objects.filter(pk=trust.pk).update(contact_role="Head of contracts")
    assert "Changed after you looked: acute" in text(take_in(desk, preview))
    page = take_in(desk, brought(desk, REGISTER, book))
    Organisation.objects.filter(pk=trust.pk).update(short_name="Put right")
    assert "Changed since the step: acute" in text(undo(desk, page))
    assert Organisation.objects.get().short_name == "Put right"


def test_one_that_somebody_joined_stays_open(desk, trust, stranger):
    book = taken_out(desk, REGISTER)
    put(book, new_row(book), NEW)
    page = take_in(desk, brought(desk, REGISTER, book))
    added = Organisation.objects.get(short_name="Lantern")
    added.memberships.create(user=stranger, role="VIEWER")
    assert "Somebody belongs to it, so it stays in the register: lantern" in text(undo(desk, page))
    added.refresh_from_db()
    assert added.closed_date is None


def test_another_operator_sees_the_step_and_not_the_file_and_others_neither(desk, trust, client, ada):
    book = taken_out(desk, REGISTER)
    put(book, new_row(book), NEW)
    preview = brought(desk, REGISTER, book)
    address = preview.request["PATH_INFO"]
    client.force_login(User.objects.create_user("second@example.org", name="Second", is_operator=True))
    assert client.get(address).status_code == 404
    client.force_login(ada)
    assert [client.get(one).status_code for one in (address, REGISTER, f"{REGISTER}download/")] == [403, 403, 403]


def test_what_came_back_is_forgotten_after_thirty_days_and_its_step_stays(desk, trust):
    book = taken_out(desk, REGISTER)
    put(book, new_row(book), NEW)
    take_in(desk, brought(desk, REGISTER, book))
    forget_workbooks()
    assert Workbook.objects.count() == 1
    actions.forget_workbooks(at=database_now() + timedelta(days=31))
    assert (Workbook.objects.count(), Step.objects.count()) == (0, 1)


def test_pages_of_the_workbook_ask_as_little_with_400_rows(desk):
    counted = []
    for more in (3, 397):
        have = Organisation.objects.count()
        names = [f"Body {number:03}" for number in range(have, have + more)]
        Organisation.objects.bulk_create(
            Organisation(slug=f"b{at[-3:]}", name=at, short_name=at, kinds=[Kind.COUNCIL], ods_code=f"X{at[-3:]}") for at in names
        )
        book = taken_out(desk, REGISTER)
        for row in range(2, sheet(book).max_row + 1):
            if cell(book, row, "Ref").value:
                put(book, row, {"Role to write to": "Head of contracts"})
        preview = brought(desk, REGISTER, book).request["PATH_INFO"]
        asked = []
        for address in (REGISTER, f"{REGISTER}download/", preview):
            with CaptureQueriesContext(connection) as found:
                assert desk.get(address).status_code == 200
            asked.append(len(found))
        counted.append(asked)
    assert counted[0] == counted[1], counted
    assert max(counted[1]) <= 12, counted
