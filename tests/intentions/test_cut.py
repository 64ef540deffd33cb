"""Stop, start, change or continue: the first cut of every list, page, paper and file; it follows from the kind."""

import io
import json

import docx
import openpyxl
import pytest
from django.urls import reverse

from intentions import actions, documents
from intentions.documents.paper.programme import programme_section
from intentions.models import Intention
from intentions.states import CUT_OF, CUT_OF_LABEL, Cut, IntentionKind
from intentions.views.across import Across
from intentions.views.aspects import Published
from intentions.views.draft import Drafts
from intentions.views.many import Ticked
from portal.views.search import Found
from providers.views.decision_lists import Decisions
from providers.views.lists import Points
from providers.views.negotiation_list import OpenPoints

from .conftest import NOON, WHOLE
from .reading import soup, text

KINDS = {"UEC-01": "decommission", "UEC-02": "new-service", "UEC-03": "review", "UEC-04": "continue", "UEC-05": "policy", "UEC-06": ""}


@pytest.fixture
def several(round, chapter, author, approver):
    """One of each, published."""
    for reference, kind in KINDS.items():
        content = {**WHOLE, "title": f"Service {reference}", "kind": kind}
        one = actions.add_intention(chapter=chapter, by=author, content=content, reference=reference)
        actions.submit(version=one.latest, by=author, is_carried_over=True)
    for version in [one.latest for one in Intention.objects.filter(round=round).select_related("latest")]:
        actions.approve(version=version, by=approver, at=NOON, is_carried_over=True)
    about = {"approving_body": "The board", "approved_date": None, "at": NOON}
    return actions.publish(round=round, by=approver, is_carried_over=True, **about)


def test_every_kind_has_its_cut_and_every_frozen_word_too():
    assert set(CUT_OF) == {"", *IntentionKind.values}
    assert [CUT_OF_LABEL[kind.label] for kind in IntentionKind] == [CUT_OF[kind] for kind in IntentionKind]


@pytest.mark.parametrize("listing", [Drafts, Ticked, Across, Published, Points, OpenPoints, Decisions, Found])
def test_it_is_the_first_filter_of_every_list_of_intentions(listing):
    assert next(iter(listing.filters)) == "change"


ADDRESSES = {
    "draft": "/rounds/intentions-2019-20/draft/",
    "many at once": "/rounds/intentions-2019-20/draft/many/",
    "every round": "/intentions/",
    "public": "/rounds/intentions-2019-20/view/",
    "public by borough": "/rounds/intentions-2019-20/view/?as=boroughs",
    "in full": "/rounds/intentions-2019-20/view/?as=what",
    "timeline": "/rounds/intentions-2019-20/view/?as=timeline",
    "draft by borough": "/rounds/intentions-2019-20/draft/boroughs/",
    "search": "/search/?q=service",
}


@pytest.mark.parametrize("place", ADDRESSES)
@pytest.mark.parametrize(("cut", "left"), [("stop", ["UEC-01"]), ("change", ["UEC-03"]), ("not-said", ["UEC-06"])])
def test_an_address_narrows_every_list_to_it(at_desk, author, several, place, cut, left):
    path = ADDRESSES[place]
    page = text(soup(at_desk(author).get(f"{path}{'&' if '?' in path else '?'}change={cut}")).select_one("main"))
    assert [reference for reference in KINDS if reference in page] == left


@pytest.mark.parametrize("place", ["draft", "many at once", "every round", "public", "draft by borough", "search"])
def test_nonsense_in_the_address_narrows_nothing(at_desk, author, several, place):
    path = ADDRESSES[place]
    answer = at_desk(author).get(f"{path}{'&' if '?' in path else '?'}change=sideways")
    assert answer.status_code == 200
    assert [one for one in KINDS if one not in text(soup(answer).select_one("main"))] == []


def test_what_stops_stands_first_when_a_list_is_sorted_by_it(at_desk, author, several):
    page = soup(at_desk(author).get(f"{ADDRESSES['draft']}?sort=change"))
    assert [link.get_text() for link in page.select("tbody a.app-unbroken, tbody .app-unbroken a")] == list(KINDS)


def test_the_page_of_a_round_counts_them_and_leads_to_each(client, several):
    page = soup(client.get("/rounds/intentions-2019-20/"))
    links = {link.get_text(): link["href"] for link in page.find("h2", string="What stops, starts and changes").find_next("ul").select("a")}
    assert list(links) == [cut.label for cut in Cut]
    assert links["Stop"] == "/rounds/intentions-2019-20/view/?change=stop"
    row = page.find("a", string="UEC-01").find_parent("tr")
    assert "Change Stop" in text(row)


def test_pages_of_an_intention_say_it(client, at_desk, author, several):
    for path in ("/rounds/intentions-2019-20/UEC-01/", "/rounds/intentions-2019-20/draft/UEC-01/"):
        assert "Stop" in [one.get_text() for one in soup(at_desk(author).get(path)).select("main strong")]


def test_downloads_and_the_api_have_it(client, several):
    view = ADDRESSES["public"]
    rows = json.loads(client.get(f"{view}?download=json").content)
    assert {row["ref"]: row["change"] for row in rows}["UEC-01"] == "Stop"
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{view}?download=xlsx").content)).active
    heads, *cells = sheet.iter_rows(values_only=True)
    assert {row[0]: row[heads.index("Change")] for row in cells}["UEC-02"] == "Start"
    table = docx.Document(io.BytesIO(client.get(f"{view}?download=docx&change=stop").content)).tables[0]
    assert ["Stop" in [cell.text for cell in row.cells] for row in table.rows] == [False, True]
    answer = client.get("/api/v1/intentions/?round=intentions-2019-20").json()
    assert {one["reference"]: one["published"]["change"] for one in answer["results"]}["UEC-04"] == "continue"


@pytest.mark.parametrize("is_full", [True, False])
def test_papers_say_it_beside_each_intention(several, is_full):
    [chapter] = several.content["chapters"]
    section = programme_section(chapter, "1", is_full=is_full)
    [table] = [block for part in section["parts"] for block in part["blocks"] if block["kind"] == "table"]
    at = [head if isinstance(head, str) else head["text"] for head in table["heads"]].index("Change")
    said = [row[at]["text"] if isinstance(row[at], dict) else row[at] for row in table["rows"]]
    assert said == [CUT_OF[kind].label for kind in KINDS.values()]


def test_the_whole_document_says_it(several):
    assert "Stop" in str(documents.volume_of_edition(several, None))
    assert reverse("intentions:view", args=["intentions-2019-20"]) == ADDRESSES["public"]
