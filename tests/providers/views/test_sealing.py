"""A sealed round on the pages, by program and on paper: the commissioners see who and when, and at the deadline everything."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from portal.moves.clock import database_now
from portal.nhsuk import words as said
from portal.organisations import actions as organisations
from providers import actions
from providers.models import Seal

from ..conftest import PUBLISHED
from ..planted import Plant
from ..reading import entering, problems, read, typed, words

SECRETS = ("CANARY-ONE", "CANARY-TWO", "A local price is agreed", "185,000", "185000", "RESERVED-WORDS")
SEAL = "/rounds/sel-2027/providers/seal/"


@pytest.fixture
def submitted(sealed_round, answered, contributor, signatory):
    actions.save_statement(response=answered, by=contributor, text="<p>CANARY-ONE</p>", revision=0)
    at = database_now()
    return actions.submit(response=answered, by=signatory, arrived_at=at, role="Chief executive", reservation="RESERVED-WORDS").response


def doors(response):
    """Every address by which a commissioner comes near an answer of this round."""
    round, pk = response.round.slug, response.pk
    names = "told responses decide_next negotiation decisions after schedules measures pipeline pipeline_ocds questions publish".split()
    names += "publish_decisions publish_replies decisions_pdf seal".split()
    yield from (reverse(f"providers:{name}", args=[round]) for name in names)
    yield from (reverse(f"providers:{name}", args=[pk]) for name in "response response_word receipt receipt_pdf receipt_text check".split())
    yield from (reverse(f"providers:{name}", args=[round, "UEC-02", "acute"]) for name in ("decide", "correct", "wording"))
    yield from (reverse(f"providers:{name}", args=[pk, "UEC-02"]) for name in ("position", "reply", "remark"))
    table = reverse("providers:responses", args=[round])
    yield from (table + query for query in ("?as=list", "?download=xlsx", "?download=csv", "?q=CANARY"))
    yield from ("/api/v1/responses/", f"/api/v1/responses/{pk}/", f"/api/v1/responses/{pk}/text/")
    yield from ("/home/", "/history/", "/search/?q=CANARY")


@pytest.mark.parametrize("who", ["viewer", "author", "approver"])
def test_no_door_gives_a_word_of_a_sealed_answer(client, submitted, request, who):
    entering(client, request.getfixturevalue(who))

    for door in doors(submitted):
        answer = client.get(door)
        sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert not [secret for secret in SECRETS if secret.encode() in sent], door


FORGOTTEN = Plant("providers.models.response.ResponseQuerySet.visible_to", "(sent & ~sealed)", "sent")
UNKEPT = Plant("providers.models.under_seal.keep_from", "user.is_authenticated and is_any_sealed()", "False")


@pytest.mark.parametrize("plants", [(FORGOTTEN,), (UNKEPT,)], ids=["a forgotten scope", "a forgotten policy"])
def test_scope_and_database_hold_each_by_itself(client, submitted, author, monkeypatch, plants):
    for plant in plants:
        plant.put(monkeypatch)

    entering(client, author)
    assert client.get(reverse("providers:response", args=[submitted.pk])).status_code == 404
    assert "CANARY" not in words(read(client.get(reverse("providers:responses", args=["sel-2027"]) + "?as=list")))


def test_without_both_an_answer_would_be_read(client, submitted, author, monkeypatch):
    for plant in (FORGOTTEN, UNKEPT):
        plant.put(monkeypatch)

    assert "CANARY" in words(read(entering(client, author).get(reverse("providers:response", args=[submitted.pk]))))


def test_a_key_of_the_api_reads_no_more_than_the_pages(client, submitted, author, contributor, monkeypatch):
    FORGOTTEN.put(monkeypatch)
    for who, seen in ((author, 0), (contributor, 1)):
        _, token = organisations.make_key(by=who, name="A program", days=1)
        answer = client.get("/api/v1/responses/", headers={"authorization": f"Bearer {token}"})
        assert answer.json()["count"] == seen


def test_commissioners_read_who_submitted_and_until_when_it_is_sealed(client, submitted, author):
    page = words(read(entering(client, author).get(reverse("providers:responses", args=["sel-2027"]))).main)

    assert f"Sealed until {said.when(submitted.round.response_deadline)}" in page
    assert "No answer can be read yet." in page and "No answer UEC" not in page and "0 points" in page
    assert "1 of 1 submitted" in page and "Eastham Acute Trust submitted on" in page and "by Sig Natory" in page
    told = words(read(client.get(reverse("providers:told", args=["sel-2027"]))).main)
    assert "Submitted" in told and "by Sig Natory. Sealed" in told and "Read it" not in told


def test_at_the_deadline_the_same_doors_are_open(client, submitted, author, clock_at):
    address = reverse("providers:response", args=[submitted.pk])
    entering(client, author)
    clock_at(submitted.round.response_deadline - timedelta(milliseconds=1))
    assert client.get(address).status_code == 404

    clock_at(submitted.round.response_deadline)
    assert "CANARY-ONE" in words(read(client.get(address)))
    assert "Read it" in words(read(client.get(reverse("providers:told", args=["sel-2027"]))).main)


def test_the_organisation_itself_reads_its_answer_and_until_when_it_is_sealed(client, submitted, contributor):
    entering(client, contributor)

    page = words(read(client.get(reverse("providers:response", args=[submitted.pk]))))
    assert "CANARY-ONE" in page and f"Sealed until {said.when(submitted.round.response_deadline)}" in page
    assert "Sealed until" in words(read(client.get(submitted.invitation.get_absolute_url())))


def test_a_request_leaves_the_connection_as_it_found_it(client, submitted, author, monkeypatch):
    seen = []

    def home(user):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            seen.append(cursor.fetchone()[0])
        raise ZeroDivisionError

    monkeypatch.setattr("portal.views.waiting.whole.rounds_of", home)
    entering(client, author)
    with pytest.raises(ZeroDivisionError):
        client.get("/home/")

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert seen == ["commissioners_under_seal"] and cursor.fetchone()[0] != "commissioners_under_seal"


def test_an_approver_seals_a_round_until_somebody_opens_their_invitation(client, round, invitation, approver, contributor):
    page = read(entering(client, approver).get(SEAL))
    client.post(SEAL, typed(page, is_sealed="True"))
    assert Seal.objects.get().sealed_by == approver
    assert "Sealed until 5pm on Friday 18 December 2026" in words(read(client.get(SEAL)))

    page = read(client.get(SEAL))
    actions.open_(invitation=invitation, by=contributor, at=PUBLISHED)
    assert problems(read(client.post(SEAL, typed(page, is_sealed="False")), 422)) == [
        "Somebody has opened their invitation already: whether the answers are sealed can no longer be changed."
    ]
    assert Seal.objects.exists() and "can no longer be changed" in words(read(client.get(SEAL)))


@pytest.mark.parametrize(("who", "status"), [("author", 403), ("neighbour", 404), ("contributor", 404)])
def test_only_approvers_of_the_round_seal_it(client, round, invitation, request, who, status):
    assert entering(client, request.getfixturevalue(who)).get(SEAL).status_code == status


def test_a_yes_or_no_is_asked_for(client, round, invitation, approver):
    assert problems(read(entering(client, approver).post(SEAL, {"is_sealed": ""}), 422)) == ["Select yes if the answers are sealed"]
