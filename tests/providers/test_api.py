"""Responses through the API: the same rows as the pages, and submission done once under a key."""

from datetime import timedelta

import pytest

from providers.documents.canonical import sha256, text
from providers.models import Receipt, Response
from providers.states import Status

from .conftest import DEADLINE, IN_TIME, PASSWORD

LIST = "/api/v1/responses/"


@pytest.fixture
def at(monkeypatch):
    """at(moment): our clock shows this when a request arrives."""

    def set_clock(moment):
        monkeypatch.setattr("providers.api.arrived", lambda request: moment)

    set_clock(IN_TIME)
    return set_clock


def submit(client, response, key="a-key-of-mine", **changes):
    said = {"role": "Chief executive", "seen": sha256(text(response)), "password": PASSWORD, **changes}
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{LIST}{response.pk}/submit/", said, content_type="application/json", headers=headers)


@pytest.mark.parametrize(("who", "seen"), [("contributor", 1), ("competitor", 0), ("approver", 0), ("neighbour", 0), (None, 0)])
def test_a_draft_is_its_own_organisations(client, answered, request, who, seen):
    if who:
        client.force_login(request.getfixturevalue(who))

    assert client.get(LIST).json()["count"] == seen
    assert client.get(f"{LIST}{answered.pk}/text/").status_code == (200 if seen else 404)


def test_a_submission_sent_again_is_answered_again_and_done_once(client, answered, signatory, at):
    client.force_login(signatory)
    answers = [submit(client, answered) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert len({answer.json()["number"] for answer in answers}) == 1 == Receipt.objects.count()


def test_other_words_under_the_same_key_are_refused(client, answered, signatory, at):
    client.force_login(signatory)
    submit(client, answered)

    assert submit(client, answered, role="Somebody else").status_code == 422
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"key": ""}, 400), ({"password": "wrong"}, 400), ({"seen": "no hash"}, 400), ({"seen": "0" * 64}, 422), ({"role": ""}, 400)],
)
def test_what_is_wrong_is_said_and_nothing_is_submitted(client, answered, signatory, at, changes, status):
    client.force_login(signatory)

    assert submit(client, answered, **changes).status_code == status
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("contributor", 403), ("competitor", 404), ("approver", 404), ("neighbour", 404)])
def test_nobody_else_submits_it(client, answered, request, at, who, status):
    client.force_login(request.getfixturevalue(who))

    assert submit(client, answered).status_code == status
    assert Response.objects.get(pk=answered.pk).status == Status.DRAFT


def test_what_arrives_late_is_kept_as_a_draft(client, answered, signatory, at):
    at(DEADLINE + timedelta(seconds=4))
    client.force_login(signatory)

    answer = submit(client, answered)

    assert answer.status_code == 409 and "4 seconds late" in answer.json()["detail"]
    assert Response.objects.get(pk=answered.pk).late_at is not None


def test_a_right_password_is_no_guess(client, answered, signatory, at):
    """The same key is answered again however often: only what was wrong is counted."""
    client.force_login(signatory)
    seen = sha256(text(answered))
    said = [submit(client, answered, seen=seen) for _ in range(15)]

    assert {one.status_code for one in said} == {200}
    assert len({one.json()["number"] for one in said}) == 1
