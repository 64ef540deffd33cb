import time_machine

from .conftest import DEADLINE, PUBLISHED
from .reading import main, read


@time_machine.travel(PUBLISHED, tick=False)
def test_open_rounds_and_the_latest_decisions_lead_the_front_page(client, edition, decided):
    text = main(client, "/")

    assert "North 2027/28 North CCG. Responses close at 5pm on Friday 18 December 2026." in text
    assert "North 2027/28 1 decision published on 7 January 2027." in text


def test_each_borough_leads_to_its_intentions(client, edition):
    page = read(client.get("/"))

    link = page.select_one("main a[href*='place=eastham']")
    assert "UEC-01 Streaming at the front door" in main(client, link["href"])


@time_machine.travel(DEADLINE.replace(hour=18), tick=False)
def test_when_no_round_is_open_the_last_one_is_named(client, edition):
    assert "No round is open. The last was North 2027/28" in main(client, "/")


def test_an_empty_portal_still_leads_somewhere(client, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = read(client.get("/"))

    assert "No round is open." in page.get_text()
    assert all(client.get(link["href"].partition("#")[0]).status_code == 200 for link in page.select("main li a"))


def test_a_draft_is_not_on_the_front_page_even_for_its_writers(client, town, round):
    client.force_login(town.author)

    assert "North 2027/28" not in main(client, "/")
