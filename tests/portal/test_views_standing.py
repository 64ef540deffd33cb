import pytest
from django.test import Client

from portal.nhsuk.glossary import GLOSSARY, shortened, written_out
from portal.views.standing import HELP

from .reading import main, read, words


@pytest.mark.parametrize("page", ["", *(f"{name}/" for name in HELP), "glossary/"])
def test_every_page_of_help_is_open_and_leads_on(client, db, page):
    found = read(client.get(f"/help/{page}"))

    assert found.select_one("h1")
    for link in found.select("main a[href^='/']"):
        assert client.get(link["href"]).status_code in (200, 302)


def test_help_that_is_not_there_is_not_found(client, db):
    assert client.get("/help/nothing/").status_code == 404


def test_the_glossary_goes_both_ways(client, db):
    assert "UEC urgent and emergency care" in main(client, "/help/glossary/")
    assert all(shortened(written_out(short)) == short for short in GLOSSARY)


def test_the_page_of_data_leads_to_files_and_api(client, db):
    page = read(client.get("/data/"))

    addresses = [link["href"] for link in page.select("main a[href^='/']")]
    assert {"/rounds/", "/outcomes/", "/api/v1/docs/", "/api/v1/schema/"} <= set(addresses)
    assert {client.get(address).status_code for address in addresses} == {200}


def test_a_form_without_its_token_shows_what_was_typed(town):
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.author)

    response = client.post("/outcomes/draft/add/", {"statement": "Hours of <work>", "password": "hunter2", "population": ""})

    text = words(read(response, 403).select_one("main"))
    assert "This page was too old to send" in text
    assert "Hours of <work>" in text
    assert "hunter2" not in text
