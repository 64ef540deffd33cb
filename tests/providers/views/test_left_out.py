"""Where what is half said is named: at the check, on the list, afterwards, and through the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import Email
from providers import actions
from providers.documents.canonical import sha256, text
from providers.documents.unsent import mark, unsent
from providers.models import Omission, Receipt

from ..conftest import PASSWORD
from ..reading import entering, problems, read, typed, words


@pytest.fixture
def half_said(answered, edition, contributor):
    third = edition.versions.get(intention__reference="UEC-03").intention
    actions.attach(response=answered, intention=third, by=contributor, file=SimpleUploadedFile("minute.pdf", b"%PDF- minute"))
    actions.save_position(response=answered, intention=third, by=contributor, content={"comment": "HALF-SAID"})
    return answered


@pytest.fixture
def address(half_said):
    return reverse("providers:check", args=[half_said.pk])


def signing(page, **more):
    return typed(page, role="Chief executive", is_signed="on", password=PASSWORD, **more)


def test_the_check_names_and_links_every_piece(client, half_said, signatory, address, at):
    page = read(entering(client, signatory).get(address))

    left = page.select_one("#left-out")
    assert "Comment: HALF-SAID" in words(left)
    assert "File: minute.pdf" in words(left)
    assert left.a["href"] == reverse("providers:position", args=[half_said.pk, "UEC-03"])
    assert "Send without these 2 pieces" in words(page)


def test_it_goes_only_with_the_tick(client, half_said, signatory, address, at):
    page = read(entering(client, signatory).get(address))

    refused = read(client.post(address, signing(page)), 422)
    assert problems(refused) == ["Tick that it goes without them, or go and finish them"]
    assert not Receipt.objects.exists()

    assert "Response submitted" in words(read(client.post(address, signing(page, without="on"))))
    assert Omission.objects.get().chosen_by == signatory


def test_a_piece_typed_after_the_page_was_opened_is_asked_about(client, half_said, edition, signatory, contributor, address, at):
    page = read(entering(client, signatory).get(address))
    third = edition.versions.get(intention__reference="UEC-03").intention
    actions.save_position(response=half_said, intention=third, by=contributor, content={"alternative": "LATE-WORD"})

    answer = read(client.post(address, signing(page, without="on")), 409)

    assert any("3 texts or files have no position" in problem for problem in problems(answer))
    assert "LATE-WORD" in words(answer.select_one("#left-out"))
    assert not Receipt.objects.exists()


def test_whoever_sends_it_to_sign_chooses_too(client, half_said, contributor, signatory, address, at):
    send = reverse("providers:send", args=[half_said.pk])
    page = read(entering(client, contributor).get(address))

    assert "Tick that it goes without them" in problems(read(client.post(send, typed(page)), 422))[0]
    client.post(send, typed(page, without="on"))
    assert Email.objects.filter(kind="sent_to_sign").exists()

    later = read(entering(client, signatory).get(address))
    assert "Con Tributor chose to send without these" in words(later)
    assert "Response submitted" in words(read(client.post(address, signing(later))))


def test_it_is_kept_in_sight_of_its_own_people_and_of_nobody_else(client, half_said, signatory, contributor, approver, at):
    actions.submit(
        response=half_said,
        by=signatory,
        arrived_at=half_said.deadline,
        role="Chief executive",
        without=mark(unsent(half_said)),
    )
    page = read(entering(client, contributor).get(half_said.get_absolute_url()))
    assert "Kept, not sent" in words(page)
    assert "HALF-SAID" in words(page.select_one("#left-out"))
    position = reverse("providers:position", args=[half_said.pk, "UEC-03"])
    assert "HALF-SAID" in words(read(client.get(position)))
    assert "2 pieces that had no position were kept" in words(read(client.get(reverse("providers:receipt", args=[half_said.pk]))))

    entering(client, approver)
    for told in (half_said.get_absolute_url(), position, reverse("providers:receipt", args=[half_said.pk])):
        seen = words(read(client.get(told)))
        assert "HALF-SAID" not in seen and "Kept, not sent" not in seen and "minute.pdf" not in seen


def test_the_list_tells_by_what_is_there_and_not_by_how_often_it_was_saved(client, response, first, contributor):
    actions.save_position(response=response, intention=first, by=contributor, content={"comment": "x"})
    entering(client, contributor)
    assert "In progress" in words(read(client.get(response.get_absolute_url())))

    actions.save_position(response=response, intention=first, by=contributor, content={"comment": ""})
    assert "In progress" not in words(read(client.get(response.get_absolute_url())))


def test_the_api_takes_the_same_judgment(client, half_said, signatory, monkeypatch):
    monkeypatch.setattr("providers.api.arrived", lambda request: half_said.deadline)
    client.force_login(signatory)
    said = {"role": "Chief executive", "seen": sha256(text(half_said)), "password": PASSWORD}

    def post(key, **more):
        where, headers = f"/api/v1/responses/{half_said.pk}/submit/", {"Idempotency-Key": key}
        return client.post(where, {**said, **more}, content_type="application/json", headers=headers)

    refused = post("a-first-key")
    assert refused.status_code == 422
    assert [one["said"] for one in refused.json()["not_sent"]] == ["HALF-SAID", "minute.pdf"]
    assert post("a-second-key", without=refused.json()["without"]).status_code == 200
