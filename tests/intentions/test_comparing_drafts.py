"""What changed, for those who write: between any two versions, over the last edition, over the year before."""

import pytest

from intentions import actions
from intentions.models import Intention

from .reading import DRAFT, EDIT, soup, text

COMPARE = f"{DRAFT}compare/"


@pytest.fixture
def second(edition, intention, author):
    """Version 2, a draft, beside a version 1 that is published."""
    version = actions.open_next_version(intention=intention, by=author)
    return actions.save_version(
        version=version, by=author, content={"description": "<p>Every acute site will see people within an hour.</p>"}, revision=0
    )


@pytest.fixture
def next_year(edition, round, lead, author):
    return actions.roll_forward(
        round=round, title="Intentions 2020/21", slug="next", lead=lead, participants=[], year_from=2020, year_to=2020, by=author
    )


def test_a_draft_is_compared_with_the_version_before_it(at_desk, author, second):
    page = soup(at_desk(author).get(f"{EDIT}compare/"))
    assert text(page.h1).endswith("UEC-01: version 1 compared with version 2")
    assert "Removed: on the day" in text(page.main)
    assert "Added: within an hour" in text(page.main)
    assert [text(option) for option in page.find("select", id="id_to").find_all("option")] == ["Version 1, Published", "Version 2, Draft"]


def test_the_editor_leads_to_what_changed(at_desk, author, second):
    assert soup(at_desk(author).get(EDIT)).find("a", string="Compare with version 1")["href"] == f"{EDIT}compare/"


def test_the_draft_is_compared_with_its_last_edition(at_desk, author, second, chapter):
    actions.add_intention(chapter=chapter, by=author, content={"title": "A new one"})
    page = soup(at_desk(author).get(COMPARE))
    assert "2 changes: 1 new, 1 changed." in text(page.main)
    assert "Added: within an hour" in text(page.main)


def test_a_year_is_new_truly_changed_left_out_and_only_moved(at_desk, author, next_year, chapter):
    desk = at_desk(author)
    address = "/rounds/next/draft/compare/"
    page = soup(desk.get(address))
    moved = text(page.find("h2", string="Only moved by the years").find_next("ul"))
    assert "Rolled over from UEC-01, once. Moved: When." in moved
    assert "0 truly changed, 1 only moved by the years." in text(page.main)

    rolled = Intention.objects.get(round=next_year).latest
    actions.save_version(version=rolled, by=author, content={"title": "Another title"}, revision=rolled.revision)
    actions.add_intention(chapter=next_year.chapters.get(), by=author, content={"title": "A new one"})
    assert "1 new, 1 truly changed." in text(soup(desk.get(address)).main)

    actions.withdraw(version=Intention.objects.get(round=next_year, reference="UEC-01").latest, by=author, reason="Done")
    assert "Left out: UEC-01" in text(soup(desk.get(address)).main)


def test_the_draft_page_leads_to_both(at_desk, author, next_year):
    desk = at_desk(author)
    assert soup(desk.get(DRAFT)).find("a", href=COMPARE).text == "Compare with edition 1"
    assert soup(desk.get("/rounds/next/draft/")).find("a", string="Compare with Intentions 2019/20")


@pytest.mark.parametrize("address", [COMPARE, f"{EDIT}compare/?from=7", f"{EDIT}compare/?from=x", f"{COMPARE}?with=last-year"])
def test_what_is_not_there_cannot_be_compared(at_desk, author, intention, address):
    assert at_desk(author).get(address).status_code == 404


@pytest.mark.parametrize("address", [COMPARE, f"{EDIT}compare/"])
def test_a_draft_is_compared_by_its_commissioners_only(at_desk, stranger, second, address):
    assert at_desk(stranger).get(address).status_code == 404


def test_comparing_a_draft_takes_few_queries(at_desk, author, second, chapter, django_assert_max_num_queries):
    for number in range(3):
        actions.add_intention(chapter=chapter, by=author, content={"title": f"Number {number}"})
    desk = at_desk(author)
    for address in (COMPARE, f"{EDIT}compare/"):
        with django_assert_max_num_queries(12):
            desk.get(address)
