"""Stop, start, change or continue is the first cut of the lists, pages, downloads and papers of what is answered and agreed."""

import io
from datetime import date

import docx
import openpyxl
import pgtrigger
import pytest
from django.urls import reverse

from intentions.models import Contract, Version
from intentions.states import CUT_OF, Cut
from providers import actions
from providers.documents import decided as documents
from providers.documents import letter
from providers.models import Decision
from providers.views.contract_lists import Pipeline, Schedules
from providers.views.notice import Notices

from ..conftest import IN_TIME
from ..reading import entering, grid, read, rows, words

KINDS = {"UEC-01": "decommission", "UEC-02": "new-service", "UEC-03": "review"}
CUTS = {reference: str(CUT_OF[kind].label) for reference, kind in KINDS.items()}
ROUND = "/rounds/sel-2027/"
ADDRESSES = {"schedules": f"{ROUND}after/schedules/", "pipeline": f"{ROUND}pipeline/", "notice": f"{ROUND}notice/"}


@pytest.fixture
def kinds(edition):
    with pgtrigger.ignore():  # the versions are frozen
        for reference, kind in KINDS.items():
            Version.objects.filter(intention__reference=reference).update(kind=kind)


@pytest.fixture
def lists(client, kinds, decided, round, first, second, author):
    """Something agreed, bought and given notice of; each list has lines of more than one cut."""
    with pgtrigger.ignore():
        for one in (first, second):
            about = {"provider": "Eastham Acute Trust", "notice_months": 6}
            Contract.objects.create(version=one.published, reference=f"EAT of {one.reference}", **about)
            Decision.objects.filter(position__intention=one).update(destination="sdip")
    for one in (first, second, None):
        about = {"service": f"Service of {one.reference if one else 'nothing'}", "is_published": True, "intention": one}
        actions.add_procurement(round=round, by=author, expiry_date=date(2027, 6, 30), **about)
    position = first.positions.get()
    actions.decide(position=position, by=author, verdict="accept", agreed="The door opens", destination="sdip")
    actions.publish_decisions(round=round, by=author, at=IN_TIME)
    return entering(client, author)


def ways(page):
    return {words(one): getattr(one.a, "attrs", {}).get("href") for one in page.select("main ul.app-ways li")}


@pytest.mark.parametrize("listing", [Schedules, Pipeline, Notices])
def test_it_is_the_first_filter_of_each_list(listing):
    assert next(iter(listing.filters)) == "change"
    assert [label for _, label in listing.filters["change"].choices] == [cut.label for cut in Cut]


@pytest.mark.parametrize("place", ADDRESSES)
def test_each_list_counts_them_and_an_address_narrows_it(lists, place):
    page = read(lists.get(ADDRESSES[place]))
    counted = ways(page)
    assert list(counted) == [f"All ({3 if place == 'pipeline' else 2})", "Stop (1)", "Start (1)"]
    assert counted["Stop (1)"] == "?change=stop"

    [row] = rows(read(lists.get(f"{ADDRESSES[place]}{counted['Stop (1)']}")))
    assert "UEC-01" in row and "Stop" in row and "UEC-02" not in row
    assert len(rows(read(lists.get(f"{ADDRESSES[place]}?change=sideways")))) == len(rows(page))


def test_the_counts_are_of_what_the_other_filters_leave(lists):
    page = read(lists.get(f"{ADDRESSES['pipeline']}?q=of+UEC&change=start"))
    assert ways(page) == {"All (2)": "?q=of+UEC", "Stop (1)": "?q=of+UEC&change=stop", "Start (1)": None}


@pytest.mark.parametrize("place", ADDRESSES)
def test_the_downloads_have_it(lists, place):
    address = f"{ADDRESSES[place]}?change=stop&download="
    heads, *cells = openpyxl.load_workbook(io.BytesIO(lists.get(f"{address}xlsx").content)).active.iter_rows(values_only=True)
    assert [row[heads.index("Change")] for row in cells] == ["Stop"]
    first, second = lists.get(f"{address}csv").content.decode("utf-8-sig").splitlines()
    assert "Change" in first.split(",") and "Stop" in second.split(",")
    table = docx.Document(io.BytesIO(lists.get(f"{address}docx").content)).tables[0]
    assert ["Stop" in [cell.text for cell in row.cells] for row in table.rows] == [False, True]


def test_the_table_says_it_beside_each_intention_and_counts_the_points(client, kinds, submitted, approver):
    page = read(entering(client, approver).get(f"{ROUND}responses/"))
    for reference in ("UEC-01", "UEC-02"):
        [head] = [words(one) for one in page.select("tbody th") if words(one).startswith(reference)]
        assert head.endswith(CUTS[reference])
    assert list(ways(page)) == ["All (2)", "Stop (1)", "Start (1)"]
    assert list(grid(read(client.get(f"{ROUND}responses/?change=stop")))) == ["UEC-01"]


@pytest.mark.parametrize("name", ["response", "quick"])
def test_those_who_answer_narrow_their_list_to_it(client, kinds, answered, contributor, monkeypatch, name):
    monkeypatch.setattr("providers.views.quick.database_now", lambda: IN_TIME)
    address = reverse(f"providers:{name}", args=[answered.pk])
    page = read(entering(client, contributor).get(address))
    assert list(ways(page)) == ["All (3)", "Stop (1)", "Start (1)", "Change (1)"]

    narrowed = read(client.get(f"{address}{ways(page)['Change (1)'].removeprefix(address)}"))
    shown = words(narrowed.select_one("main"))
    assert [one for one in KINDS if one in shown] == ["UEC-03"]
    kept = [link["href"] for link in narrowed.select("main a") if "show=answered" in link.get("href", "")]
    assert kept and "change=change" in kept[0]


def test_a_page_of_an_intention_to_answer_says_it(client, kinds, answered, contributor):
    page = read(entering(client, contributor).get(reverse("providers:position", args=[answered.pk, "UEC-01"])))
    assert "Stop" in [one.get_text() for one in page.select("main strong")]


def test_the_word_file_of_a_response_says_it(client, kinds, answered, contributor):
    answer = entering(client, contributor).get(reverse("providers:response_word", args=[answered.pk]))
    tables = docx.Document(io.BytesIO(answer.content)).tables
    said = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert [row for row in said if row[0] == "Change"] == [["Change", "Stop"], ["Change", "Start"]]


def test_the_paper_of_decisions_and_the_covering_letter_say_it(kinds, decided, round, invitation, edition):
    facts = documents.paper(round, Decision.objects.published().filter(position__response__round=round), IN_TIME)
    at = facts["heads"].index("Change")
    assert [(row[0], row[at]) for chapter in facts["chapters"] for row in chapter["rows"]] == [("UEC-02", "Start")]
    asked = letter.facts(invitation, edition)
    assert {row[0]: row[asked["heads"].index("Change")] for row in asked["touching"]}.items() <= CUTS.items()


def test_what_everybody_reads_of_the_decisions_says_it(client, kinds, decided):
    [row] = rows(read(client.get(f"{ROUND}decisions/")))
    assert row.startswith("Intention UEC-02 Start")
    assert list(ways(read(client.get(f"{ROUND}decisions/")))) == ["All (1)", "Start (1)"]
