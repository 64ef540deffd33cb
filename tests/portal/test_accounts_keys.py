"""Keys of the API: a program acts as its person, within that person's rights of the day, until the key ends."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.accounts.models import ApiKey, User
from portal.audit.models import Event
from portal.organisations import actions

from .conftest import PUBLISHED
from .reading import read, words

PASSWORD = "correct horse battery"


@pytest.fixture
def author(town):
    town.author.set_password(PASSWORD)
    town.author.is_demonstration = True  # logs in without a second step
    town.author.save()
    return town.author


@pytest.fixture
def key(author):
    return actions.make_key(by=author, name="Nightly copy", days=30)[1]


def with_key(key):
    return {"Authorization": f"Bearer {key}"}


def drafts(client, key=None):
    answer = client.get("/api/v1/intentions/", headers=with_key(key) if key else {})
    return [one["draft"]["title"] for one in answer.json()["results"]]


def log_in(client):
    client.post("/login/", {"login": "ann.author@example.org", "password": PASSWORD})


# ── What a key opens ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_key_opens_what_its_person_may_see_and_nothing_more(client, key, town, write):
    write("Hospital at home", approve=False)
    rival = actions.make_key(by=town.competitor, name="Theirs", days=30)[1]

    assert drafts(client) == []
    assert drafts(client, rival) == []
    assert drafts(client, key) == ["Hospital at home"]


def test_a_key_ends_with_the_rights_of_its_person(client, key, author, write):
    write("Hospital at home", approve=False)
    author.memberships.update(ended_at=PUBLISHED)

    assert drafts(client, key) == []


def test_an_answer_to_a_key_is_not_stored_on_the_way(client, key):
    assert "no-store" in client.get("/api/v1/rounds/", headers=with_key(key))["Cache-Control"]


def ended(key, author):
    actions.end_key(key=ApiKey.objects.get(), by=author)
    return key


def closed(key, author):
    User.objects.update(is_active=False)
    return key


def altered(key, author):
    return key[:-1] + ("a" if key[-1] != "a" else "b")


@pytest.mark.parametrize("spoil", [ended, closed, altered, lambda key, author: "ci_"])
def test_what_is_no_key_or_no_longer_one_is_answered_alike(client, key, author, spoil):
    answer = client.get("/api/v1/rounds/", headers=with_key(spoil(key, author)))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_key_ends_on_its_day(client, key):
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert client.get("/api/v1/rounds/", headers=with_key(key)).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert client.get("/api/v1/rounds/", headers=with_key(key)).status_code == 401


def test_a_key_opens_no_page(client, key):
    assert client.get("/home/", headers=with_key(key)).status_code == 302


# ── The account page ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_key_is_made_shown_once_and_ended(client, author):
    log_in(client)
    assert "You have no API key." in words(read(client.get("/account/keys/")))
    asked = client.post("/account/keys/add/", {"name": "Nightly copy", "days": "90"})
    answer = client.post(asked["Location"], {"password": PASSWORD})  # goes on from where it stood
    key = read(answer).find("code").get_text(strip=True)
    assert "Never" in words(read(client.get("/account/keys/")))
    assert client.get("/api/v1/rounds/", headers=with_key(key)).status_code == 200

    listed = client.get("/account/keys/").content.decode()
    assert "Nightly copy" in listed and key[:8] in listed
    assert key not in listed
    assert "Nightly copy" in words(read(client.get("/account/")))

    end = f"/account/keys/{ApiKey.objects.get().id}/end/"
    assert "Nightly copy" in words(read(client.get(end)))
    assert "is ended" in words(read(client.post(end, follow=True)))
    assert client.get("/api/v1/rounds/", headers=with_key(key)).status_code == 401
    assert list(Event.objects.filter(name__startswith="key.").order_by("at").values_list("says", flat=True)) == [
        "made the API key “Nightly copy”",
        "ended the API key “Nightly copy”",
    ]


def test_only_a_hash_of_the_key_is_kept(key):
    kept = ApiKey.objects.get()
    assert key not in str(vars(kept))


def test_making_a_key_asks_again_who_is_there(client, author):
    client.force_login(author)
    answer = client.post("/account/keys/add/", {"name": "Nightly copy", "days": "90"})
    assert answer["Location"].startswith("/login/again/")
    assert not ApiKey.objects.exists()


def test_what_is_missing_is_asked_for(client, author):
    log_in(client)
    asked = client.post("/account/keys/add/", {"name": ""})
    answer = client.post(asked["Location"], {"password": PASSWORD})
    said = words(read(answer, 422).select_one(".nhsuk-error-summary"))
    assert "Enter what the key is for" in said and "Select how long the key works" in said


def test_nobody_ends_the_key_of_another(client, key, town):
    client.force_login(town.approver)
    assert client.post(f"/account/keys/{ApiKey.objects.get().id}/end/").status_code == 404
    assert ApiKey.objects.exists()


def test_the_day_it_was_last_used_is_kept(client, key):
    assert ApiKey.objects.get().last_used_date is None
    client.get("/api/v1/rounds/", headers=with_key(key))
    assert ApiKey.objects.get().last_used_date == timezone.localdate()
