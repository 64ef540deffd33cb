import csv
import io
import json
import re
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from docx import Document
from docx.oxml.ns import qn

from portal.nhsuk.lists import Address, AnyOf, Column, Listing, OneOf, Tick, link
from portal.organisations.models import Organisation

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "＝1", "plain, “quoted”\nnext line"]


class Bodies(Listing):
    noun = "organisation", "organisations"
    empty = "No organisation is known."
    search = ("name", "short_name")
    filters = {
        "code": AnyOf("Code", "ods_code", choices=lambda listing: [("A1", "Alpha"), ("B1", "Beta")]),
        "name": OneOf("Place", "place__name", choices=[("x", "Eastham")]),
        "open": Tick("Open", lambda rows, listing: rows.filter(closed_date=None)),
    }
    columns = [
        Column("Name", "name", sort="name", cell=lambda row: link(f"/{row.slug}/", row.name)),
        Column("ODS code", "ods_code", sort="ods_code"),
        Column("Opened", "opened_date"),
        Column("Size", lambda row: 3, format="numeric"),
    ]
    sort = "name"


@pytest.fixture
def bodies(db):
    names = [f"Body {number:02}" for number in range(30)]
    return Organisation.objects.bulk_create(
        Organisation(slug=f"b{number}", name=name, short_name=name, kinds=["council"], ods_code={1: "A1", 2: "B1"}.get(number))
        for number, name in enumerate(names)
    )


def ask(rf, query=""):
    request = rf.get(f"/bodies/{query}")
    request.user = AnonymousUser()
    request.session = {}
    return Bodies(request, Organisation.objects.all(), title="Organisations").answer("list_page.html")


def page(rf, query=""):
    return BeautifulSoup(ask(rf, query).content, "html.parser")


def names(soup):
    return [row.a.get_text() for row in soup.select("tbody tr")]


def test_the_head_says_how_many_there_are(rf, bodies):
    assert page(rf).h1.get_text(" ", strip=True) == "Organisations 30 organisations"


def test_a_page_has_25_rows_and_says_so_in_its_title(rf, bodies):
    soup = page(rf, "?page=2")
    assert names(soup) == [f"Body {number}" for number in range(25, 30)]
    assert soup.title.get_text().startswith("Organisations (page 2 of 2)")


@pytest.mark.parametrize("number", ["0", "99", "x", "-1"])
def test_a_page_that_is_not_there_is_the_nearest_one(rf, bodies, number):
    assert names(page(rf, f"?page={number}"))


def test_every_word_typed_must_be_found(rf, bodies):
    assert names(page(rf, "?q=body+07")) == ["Body 07"]


def test_a_filter_that_is_on_can_be_taken_off(rf, bodies):
    soup = page(rf, "?code=A1&code=B1&q=body")
    links = {one.get_text(): one["href"] for one in soup.select(".app-filters-on a")}
    assert links == {
        "Remove filter: body": "?code=A1&code=B1",
        "Remove filter: Alpha": "?q=body&code=B1",
        "Remove filter: Beta": "?q=body&code=A1",
        "Clear all filters": "/bodies/",
    }


def test_the_filters_are_open_when_one_is_on(rf, bodies):
    assert page(rf, "?code=A1").select_one("details").has_attr("open")
    assert not page(rf).select_one("details").has_attr("open")


def test_the_form_shows_what_is_on(rf, bodies):
    soup = page(rf, "?code=A1&q=01&open=on&sort=-name")
    assert [box["value"] for box in soup.select("input[type=checkbox][checked]")] == ["A1", "on"]
    assert soup.select_one("main input[name=q]")["value"] == "01"
    assert soup.select_one("select[name=sort] option[selected]")["value"] == "-name"


def test_an_answer_that_is_not_offered_filters_nothing(rf, bodies):
    assert page(rf, "?code=ZZ&sort=secret&name=%00").h1.get_text(" ", strip=True).endswith("30 organisations")


def test_a_head_sorts_and_turns(rf, bodies):
    head = page(rf).select_one("thead th")
    assert (head["aria-sort"], head.a["href"]) == ("ascending", "?sort=-name")
    assert names(page(rf, "?sort=-name"))[0] == "Body 29"


def test_when_nothing_matches_the_page_says_what_would(rf, bodies):
    text = " ".join(page(rf, "?q=zzz&code=A1").select_one("#list-results").get_text().split())
    assert text == "No organisations match. Without “zzz” there is 1. Clear all filters."


def test_when_there_is_nothing_the_page_says_so(rf, db):
    assert "No organisation is known." in page(rf).get_text()


def test_an_empty_cell_says_no_data(rf, bodies):
    assert page(rf).select("tbody tr")[0].select("td")[1].get_text(" ", strip=True).endswith("No data")


def test_the_number_of_queries_does_not_grow_with_the_rows(rf, bodies, django_assert_num_queries):
    with django_assert_num_queries(2):
        ask(rf)


def test_a_download_has_all_that_is_filtered_and_not_only_the_page(rf, bodies):
    assert len(json.loads(ask(rf, "?download=json").content)) == 30
    assert [row["name"] for row in json.loads(ask(rf, "?download=json&code=B1").content)] == ["Body 02"]


def test_a_download_is_named_and_never_shown_as_a_page(rf, bodies):
    answer = ask(rf, "?download=csv")
    assert answer["Content-Disposition"].startswith('attachment; filename="organisations-')


@pytest.fixture
def formulas(db):
    for number, text in enumerate(FORMULAS):
        Organisation.objects.create(slug=f"f{number}", name=text, short_name="x", kinds=["council"])


def test_a_workbook_holds_no_formula_and_the_very_words(rf, formulas):
    sheet = openpyxl.load_workbook(io.BytesIO(ask(rf, "?download=xlsx").content)).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sorted(cell.value for cell in cells) == sorted(FORMULAS)


def test_a_csv_file_holds_nothing_a_spreadsheet_would_run(rf, formulas):
    rows = list(csv.reader(io.StringIO(ask(rf, "?download=csv").content.decode("utf-8-sig"))))[1:]
    assert not [row[0] for row in rows if row[0].startswith(("=", "+", "-", "@", "\t", "＝"))]
    assert sorted(row[0].removeprefix("'") for row in rows) == sorted(FORMULAS)


def test_a_figure_stays_a_figure(rf, bodies):
    assert {row["size"] for row in json.loads(ask(rf, "?download=json").content)} == {3}


def test_a_word_file_says_what_it_is_and_how_it_was_filtered(rf, bodies):
    document = Document(io.BytesIO(ask(rf, "?download=docx&code=A1").content))
    assert document.paragraphs[0].text == "Organisations"
    assert document.paragraphs[1].text.endswith("Filtered by: Alpha.")
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["Body 01", "A1", "No data", "3"]
    preferred = {one.get(qn("w:type")) for one in document.tables[0]._tbl.iter(qn("w:tcW"))}
    assert preferred == {"auto"}  # Word sizes each column by what stands in it


def test_text_that_paper_cannot_hold_breaks_no_download(rf, db):
    Organisation.objects.create(slug="odd", name="bell\x07 and " + "x" * 100, short_name="x", kinds=["council"])
    for kind in ("csv", "xlsx", "json", "docx"):
        assert ask(rf, f"?download={kind}").status_code == 200


def test_an_address_in_a_download_is_whole(settings):
    """The file is opened far from here."""
    settings.PORTAL_ADDRESS = "https://portal.example"
    row = SimpleNamespace(get_absolute_url=lambda: "/rounds/one/")

    assert Address().plain(row) == "https://portal.example/rounds/one/"


def test_no_list_puts_half_an_address_into_a_download():
    found = [path for path in Path().glob("*/views/**/*.py") if re.search(r'Column\("[^"]+", "get_absolute_url"', path.read_text())]
    assert found == []
