from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User

PASSWORD = "correct horse battery"
TYPED = {"name": "Priya\n  <b>Shah</b>", "password1": "typed secret", "note": "\nfirst line blank"}


def person(name):
    return User.objects.create_user(f"{name}@example.org", PASSWORD, name=name, is_demonstration=True)


@pytest.fixture
def priya(db):
    return person("priya")


@pytest.fixture
def sam(db):
    return person("sam")


def log_in(client, user):
    return client.post("/login/?next=/account/name/", {"login": user.email, "password": PASSWORD})


def expire(client):
    client.cookies.pop("session")


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def late(client, priya):
    """Priya was logged in, went away, and pressed Save after the half hour."""
    log_in(client, priya)
    expire(client)
    answer = client.post("/account/name/", TYPED)
    assert answer["Location"] == "/login/?next=/account/name/"
    return client


def test_the_log_in_page_says_that_it_is_kept(late):
    assert "What you had typed is kept" in late.get("/login/?next=/account/name/").content.decode()


def test_its_writer_is_offered_it_again_on_the_way_back(late, priya):
    answer = late.get(log_in(late, priya)["Location"])
    assert answer["Location"] == "/account/kept/"
    page = soup(late.get("/account/kept/"))
    kept = {box["name"]: box.get_text() for box in page.find_all("textarea")}
    assert page.find("form", action="/account/name/")
    assert kept["name"].strip() == TYPED["name"]
    assert set(kept) == {"name", "note"}  # no password


def test_sending_it_does_what_the_button_would_have_done(late, priya):
    log_in(late, priya)
    page = soup(late.get("/account/kept/"))
    form = {box["name"]: box.get_text().removeprefix("\n") for box in page.find_all("textarea")}
    assert late.post("/account/name/", form).status_code == 302
    priya.refresh_from_db()
    assert priya.name == "Priya   <b>Shah</b>"
    assert late.get("/account/kept/")["Location"] == "/home/"


def test_a_blank_first_line_survives(late, priya):
    log_in(late, priya)
    drawn = late.get("/account/kept/").content.decode()
    assert '<textarea name="note" hidden>\n\nfirst line blank</textarea>' in drawn


def test_it_is_offered_to_nobody_else(late, sam):
    answer = late.get(log_in(late, sam)["Location"])
    assert answer.status_code == 200
    assert "Shah" not in late.get("/account/kept/", follow=True).content.decode()


def test_it_can_be_thrown_away(late, priya):
    log_in(late, priya)
    late.post("/account/kept/")
    assert late.get("/account/name/").status_code == 200


def test_what_was_typed_an_hour_before_is_still_there(client, priya):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(client, priya)
        clock.shift(timedelta(minutes=61))
        client.post("/account/name/", TYPED)
        clock.shift(timedelta(minutes=5))
        assert client.get(log_in(client, priya)["Location"])["Location"] == "/account/kept/"


def test_it_waits_longer_than_the_half_hour(client, priya):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(client, priya)
        expire(client)
        client.post("/account/name/", TYPED)
        clock.shift(timedelta(hours=3))
        assert client.get(log_in(client, priya)["Location"])["Location"] == "/account/kept/"


def test_a_file_is_asked_for_again(client, priya):
    log_in(client, priya)
    expire(client)
    client.post("/account/name/", {"name": "x", "file": SimpleUploadedFile("a.pdf", b"%PDF-")})
    log_in(client, priya)
    assert "choose them again" in client.get("/account/kept/").content.decode()


def test_nothing_is_kept_for_a_visitor_who_was_never_here(client, db):
    client.post("/account/name/", TYPED)
    assert "typed" not in client.session


def test_a_part_of_a_page_is_told_and_stays_as_it_is(client, priya):
    log_in(client, priya)
    expire(client)
    answer = client.post("/account/name/", TYPED, headers={"hx-request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_a_page_too_old_to_send_gives_the_text_back(priya):
    client = Client(enforce_csrf_checks=True)
    client.force_login(priya)
    answer = client.post("/account/name/", TYPED)
    assert answer.status_code == 403
    assert "<b>Shah</b>" in soup(answer).get_text()
    assert "typed secret" not in answer.content.decode()
    assert soup(answer).find("b") is None
