"""Lists that say each thing once, and titles that say which page this is only where there are pages."""

import pytest

from intentions import actions

from .conftest import NOON, WHOLE
from .crowd import crowd
from .reading import soup, text

VIEW = "/rounds/intentions-2019-20/view/"


@pytest.fixture
def thirty_published(chapter, author, approver, trust, borough, round):
    for version in crowd(chapter, author, trust, borough, 30):
        actions.submit(version=version, by=author)
        actions.approve(version=version, by=approver, at=NOON)
    return actions.publish(round=round, by=approver, approving_body="Board", approved_date=NOON.date(), at=NOON)


@pytest.mark.parametrize("way", ["what", "boroughs", "timeline", "money"])
def test_a_way_of_looking_that_shows_everything_is_no_page_1_of_2(thirty_published, client, way):
    assert "page 1" not in soup(client.get(f"{VIEW}?as={way}")).title.text
    assert "(page 1 of 2)" in soup(client.get(VIEW)).title.text


def test_a_list_over_rounds_names_each_where_it_begins(chapter, author, trust, borough, at_desk):
    crowd(chapter, author, trust, borough, 3)
    rows = soup(at_desk(author).get("/intentions/")).select("tbody tr")
    assert [len(row.select(".app-again")) for row in rows] == [0, 1, 1]
    assert all("Intentions 2019/20" in text(row) for row in rows)


def test_every_table_of_the_public_round_has_the_same_columns(edition, client):
    page = soup(client.get("/rounds/intentions-2019-20/"))
    assert page.select("table.app-drafts a.app-unbroken")


def test_sorting_again_by_nothing_is_offered(chapter, author, at_desk):
    actions.add_intention(chapter=chapter, by=author, content=WHOLE)
    page = soup(at_desk(author).get("/rounds/intentions-2019-20/draft/?sort=title"))
    first = page.find("select", attrs={"name": "sort"}).option
    assert (first["value"], text(first)) == ("", "Chapter by chapter")
    assert page.find("a", string="Show chapter by chapter")["href"] == "/rounds/intentions-2019-20/draft/"
