"""A list of organisations and people: every wrong line is named, the good ones can go, in one step that can be undone."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from portal.accounts.models import User
from portal.audit.models import Email
from portal.organisations.bulk import read
from portal.organisations.models import Offer, Organisation
from portal.organisations.states import Kind

from .colleagues import problems, soup

HEADS = "organisation,kind,ods code,name,email,roles"


def line(number, **changes):
    typed = {
        "organisation": f"Lantern Street {number}",
        "kind": "Voluntary sector organisation",
        "code": "",
        "name": f"Fay {number}",
        "email": f"fay{number}@charity.example",
        "roles": "",
        **changes,
    }
    return ",".join(f'"{cell}"' for cell in typed.values())


def listed(good, bad=0):
    lines = [line(number) for number in range(good)]
    return "\n".join([HEADS, *lines, *(line(f"bad {number}", email="nobody") for number in range(bad))])


def look(client, rows, **more):
    return client.post("/system/organisations/list/", {"rows": rows, **more})


@pytest.fixture
def operator(client, db):
    user = User.objects.create_user("op@example.org", name="Op Erator", is_operator=True)
    client.force_login(user)
    return user


def test_forty_bad_lines_of_four_hundred_are_each_named_and_the_good_ones_can_go(client, operator):
    rows = listed(360, 40)
    page = soup(look(client, rows))
    assert page.select_one("#preview").get_text() == "360 lines can go, 40 cannot"
    wrong = [one.get_text() for one in page.select("#wrong li")]
    assert len(wrong) == 40
    assert wrong[0] == "Line 362, Lantern Street bad 0: Enter an email address in the correct format."
    assert not Organisation.objects.exists()


def test_a_preview_asks_as_much_for_four_hundred_lines_as_for_four(client, operator, django_assert_max_num_queries):
    counted = []
    look(client, listed(1))  # the first page of a session writes it
    for good, bad in ((3, 1), (360, 40)):
        rows = listed(good, bad)
        with django_assert_max_num_queries(12) as asked:
            look(client, rows)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_good_lines_go_in_one_step_and_can_be_undone(client, operator):
    answer = look(client, listed(3, 1), send="yes")
    assert Organisation.objects.count() == 3
    assert set(Offer.objects.waiting().first().roles) == {"ADMINISTRATOR", "CONTRIBUTOR", "SIGNATORY"}
    assert Email.objects.count() == 3
    done = answer["Location"]
    assert "3 organisations added, 3 people invited" in soup(client.get(done)).get_text()

    client.post(done)
    assert not Offer.objects.waiting().exists()
    assert not Organisation.objects.filter(closed_date=None).exists()
    assert client.post(done).status_code == 404


def test_what_was_taken_up_stays_when_a_list_is_undone(client, operator):
    from portal.organisations.actions import join

    done = look(client, listed(2), send="yes")["Location"]
    taken = Offer.objects.get(name="Fay 0")
    join(offer=taken, name="Fay", password="three words long enough")
    client.post(done)
    assert Organisation.objects.get(closed_date=None).name == "Lantern Street 0"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"organisation": ""}, "Enter the organisation"),
        ({"kind": ""}, "It is not in the register: say its kind"),
        ({"kind": "Circus"}, "“Circus” is no kind of organisation"),
        ({"code": "!"}, "ODS code must be 3 to 10 letters and digits"),
        ({"email": ""}, "Enter their email"),
        ({"name": ""}, "Enter their name"),
        ({"email": "fay@ch\u0430rity.example"}, "Email has a letter that only looks like one of an address"),
        ({"roles": "boss"}, "“boss” is no role"),
        ({"roles": "approver"}, "This organisation has no approver"),
    ],
)
def test_each_thing_that_is_wrong_has_its_words(db, changes, told):
    import csv

    found = read(list(csv.reader([line(1, **changes)])), is_demonstration=False)
    assert told in found[0].problems


def test_who_belongs_is_invited_or_stands_twice_is_told(client, operator, trust, con):
    known = f'"{trust.name}","","","Con","{con.email}",""'
    Offer.objects.create(user=User.objects.create_user("asked@example.org", name="A"), organisation=trust, name="A", roles=["VIEWER"])
    asked = f'"{trust.name}","","","A","asked@example.org",""'
    page = soup(look(client, "\n".join([known, asked, line(1), line(1)])))
    assert [one.get_text().partition(": ")[2] for one in page.select("#wrong li")] == [
        "This person belongs to it already.",
        "This person is invited already.",
        "The same is said in line 3.",
    ]


def test_a_closed_organisation_is_told(client, operator, trust):
    Organisation.objects.filter(pk=trust.pk).update(closed_date="2020-01-01")
    page = soup(look(client, f'"{trust.name}","","","Fay","fay@charity.example",""'))
    assert "Demo Acute Trust is closed." in page.select_one("#wrong").get_text()


def test_a_sheet_is_read_like_what_is_pasted_and_stands_in_the_box(client, operator):
    book = Workbook()
    book.active.append(HEADS.split(","))
    book.active.append(["Lantern Street", Kind.VOLUNTARY_SECTOR.label, None, "Fay", "fay@charity.example", "signatory and contributor"])
    kept = io.BytesIO()
    book.save(kept)
    file = SimpleUploadedFile("list.xlsx", kept.getvalue())
    page = soup(client.post("/system/organisations/list/", {"rows": "", "file": file}))
    assert page.select_one("#preview").get_text() == "1 line can go, 0 cannot"
    assert "fay@charity.example" in page.select_one("textarea").get_text()


@pytest.mark.parametrize("name", ["list.xlsx", "list.doc"])
def test_a_file_that_is_no_sheet_is_refused_and_nothing_typed_is_lost(client, operator, name):
    answer = client.post("/system/organisations/list/", {"rows": "typed", "file": SimpleUploadedFile(name, b"no sheet")})
    assert answer.status_code == 422
    assert problems(answer)
    assert "typed" in soup(answer).select_one("textarea").get_text()


def test_nothing_at_all_is_asked_for(client, operator):
    assert problems(look(client, "")) == ["Paste a list, or select a file"]


def test_a_list_is_for_operators_and_undone_by_whoever_sent_it(client, operator, ada):
    done = look(client, listed(1), send="yes")["Location"]
    client.force_login(ada)
    assert client.get("/system/organisations/list/").status_code == 403
    assert client.post(done).status_code == 404
