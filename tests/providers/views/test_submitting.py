from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.urls import reverse

from portal.audit.models import Email
from portal.printing.press import print_document
from providers import actions
from providers.models import Receipt, Response, Signature
from providers.states import Status

from ..conftest import DEADLINE, IN_TIME, PASSWORD, PUBLISHED
from ..reading import entering, problems, read, typed, words


@pytest.fixture
def address(response):
    return reverse("providers:check", args=[response.pk])


def signing(page, **more):
    return typed(page, role="Chief executive", is_signed="on", password=PASSWORD, **more)


def test_signing_and_submitting_is_one_request_and_ends_at_the_receipt(client, answered, signatory, address, at):
    page = read(entering(client, signatory).get(address))
    assert "2 of 3 intentions" in words(page)
    assert "I sign this text for Eastham Acute Trust" in words(page)

    answer = client.post(address, signing(page))

    receipt = Receipt.objects.get()
    assert receipt.number in words(read(answer))
    assert answer.headers["Content-Location"] == receipt.get_absolute_url()
    assert words(read(client.get(receipt.get_absolute_url())).select_one("main")) == words(read(answer).select_one("main"))
    assert receipt.received_at == IN_TIME
    assert receipt.response.signatures.get().signatory_role == "Chief executive"


def test_the_receipt_page_says_number_time_and_who_is_told(client, receipt, contributor, at):
    page = read(entering(client, contributor).get(receipt.get_absolute_url()))

    said = words(page)
    assert "Response submitted" in said and receipt.number in said
    assert "Received at 4:58:00pm on Friday 18 December 2026: 2 positions on edition 1." in said
    assert "We are emailing it to all 2 people in your organisation." in said
    assert "Until the deadline you can submit again; the new response replaces this one." in said
    assert receipt.sha256 in said
    assert "CANARY" not in said


@pytest.mark.slow
def test_the_receipt_is_downloaded_as_pdf_when_it_is_ready(client, receipt, contributor):
    address = reverse("providers:receipt_pdf", args=[receipt.response_id])
    assert entering(client, contributor).get(address).status_code == 404

    print_document(document_id=str(receipt.document_id))

    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    receipt.document.refresh_from_db()
    assert receipt.document.faults == []
    progress = client.get(reverse("providers:receipt_progress", args=[receipt.response_id]))
    assert "is ready" in progress.content.decode()


@pytest.mark.parametrize("name", ["receipt", "receipt_pdf", "receipt_progress"])
def test_a_receipt_of_somebody_else_is_not_there(client, receipt, competitor, neighbour, name):
    for stranger in (competitor, neighbour):
        assert entering(client, stranger).get(reverse(f"providers:{name}", args=[receipt.response_id])).status_code == 404


def test_the_commissioners_see_the_receipt_of_what_was_submitted(client, receipt, approver):
    page = read(entering(client, approver).get(receipt.get_absolute_url()))

    assert receipt.number in words(page) and "in your organisation" not in words(page)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "wrong"}, "The password is not right."),
        ({"password": ""}, "Enter your password"),
        ({"is_signed": ""}, "Tick that you sign this text"),
        ({"role": ""}, "Enter your role"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(client, answered, signatory, address, at, changes, said):
    page = read(entering(client, signatory).get(address))
    sent = {**signing(page, reservation="Not on UEC-02"), **changes}

    page = read(client.post(address, {name: value for name, value in sent.items() if value != ""}), 422)

    assert problems(page) == [said]
    assert page.select_one("[name=reservation]").get_text(strip=True) == "Not on UEC-02"
    assert not page.select_one("[name=password]").get("value")
    assert not Receipt.objects.exists()


def test_wrong_passwords_are_throttled(client, answered, signatory, address, at):
    page = read(entering(client, signatory).get(address))

    said = [problems(read(client.post(address, {**signing(page), "password": "wrong"}), 422)) for _ in range(12)]

    assert said[0] == ["The password is not right."]
    assert said[-1] == ["The password was wrong ten times in a minute. Wait a minute."]


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (timedelta(milliseconds=1), "5:00:00pm, 1 millisecond late."),
        (timedelta(seconds=4), "5:00:04pm, 4 seconds late."),
        (timedelta(minutes=3), "5:03:00pm, 3 minutes late."),
    ],
)
def test_a_request_that_arrives_late_is_told_so_and_kept_as_a_draft(client, answered, signatory, address, at, late, said):
    page = read(entering(client, signatory).get(address))
    at(DEADLINE + late)

    page = read(client.post(address, signing(page)), 409)

    assert f"Not submitted. Your request reached us at {said}" in problems(page)[0]
    assert "Nothing is lost: it is kept as a draft marked late. Only your organisation can read it." in problems(page)[0]
    answered.refresh_from_db()
    assert (answered.status, answered.late_at) == (Status.DRAFT, DEADLINE + late)
    assert not Receipt.objects.exists()


def test_the_clock_is_read_before_the_password_is_checked(client, answered, signatory, address, monkeypatch):
    """What arrived in time is in time, however long the rest takes."""
    times = iter([IN_TIME, DEADLINE])
    page = read(entering(client, signatory).get(address))
    monkeypatch.setattr("providers.views.submitting.arrived", lambda request: next(times, DEADLINE + timedelta(hours=1)))

    client.post(address, signing(page))

    assert Receipt.objects.get().received_at == IN_TIME


def test_after_the_deadline_the_page_says_so_and_has_no_button(client, answered, signatory, address, at):
    at(DEADLINE + timedelta(seconds=1))

    page = read(entering(client, signatory).get(address))

    assert "You can read and download your draft but not submit it. Ask for more time , or contact North CCG." in words(page)
    assert not page.select("main form")


def test_a_double_click_leads_both_times_to_the_same_receipt(client, answered, signatory, address, at):
    page = read(entering(client, signatory).get(address))

    first, second = (client.post(address, signing(page)) for _ in range(2))

    assert first.headers["Content-Location"] == second.headers["Location"] == Receipt.objects.get().get_absolute_url()
    assert Receipt.objects.count() == 1
    assert Email.objects.filter(kind="received", to=signatory).count() == 1


def test_a_text_that_changed_after_it_was_read_is_not_signed(client, answered, signatory, contributor, first, address, at):
    page = read(entering(client, signatory).get(address))
    actions.save_position(response=answered, intention=first, by=contributor, content={"comment": "Slipped in"})

    page = read(client.post(address, signing(page)), 409)

    assert "The text changed after you opened this page. Nothing was signed." in problems(page)[0]
    assert not Signature.objects.exists()
    assert "Response submitted" in words(read(client.post(address, signing(page))))


def test_a_response_with_no_position_is_refused_in_words(client, response, signatory, address, at):
    page = read(entering(client, signatory).get(address))
    assert "You have not taken a position on any intention." in words(page)

    sent = {"role": "Chief", "is_signed": "on", "password": PASSWORD, "seen": "0" * 64}
    assert client.post(address, sent).status_code in (409, 422)
    assert not Receipt.objects.exists()


def test_what_is_odd_stops_the_eye_and_not_the_hand(client, answered, second, signatory, address, at):
    answered.positions.filter(intention=second).update(stance="")
    page = read(entering(client, signatory).get(address))

    stop = words(page.select_one(".nhsuk-panel--interruption"))
    assert "1 intention that names you has no position." in stop
    assert "Response submitted" in words(read(client.post(address, signing(page, without="on"))))


def test_a_contributor_sends_it_to_the_signatory(client, answered, contributor, signatory, address, at):
    page = read(entering(client, contributor).get(address))
    assert page.find("button", string=lambda text: text and "Send to signatory" in text)

    client.post(reverse("providers:send", args=[answered.pk]))

    answered.refresh_from_db()
    assert answered.status == Status.AWAITING_SIGNATURES
    assert {email.to for email in Email.objects.filter(kind="sent_to_sign")} == {signatory}
    assert client.post(address, {"password": PASSWORD}).status_code == 403
    client.post(reverse("providers:reopen", args=[answered.pk]))
    answered.refresh_from_db()
    assert answered.status == Status.DRAFT


def test_what_was_sent_can_be_changed_by_a_new_draft_until_the_deadline(client, submitted, invitation, signatory, monkeypatch):
    monkeypatch.setattr("providers.views.answering.database_now", lambda: IN_TIME)
    page = read(entering(client, signatory).get(submitted.get_absolute_url()))
    assert page.find("a", string="Change the response")["href"] == invitation.get_absolute_url()

    client.post(invitation.get_absolute_url())

    draft = Response.objects.get(status=Status.DRAFT)
    assert draft.replaces == submitted
    assert "Until then that one stands." in words(read(client.get(draft.get_absolute_url())))


def test_withdrawing_asks_why_and_keeps_the_record(client, submitted, signatory, at):
    address = reverse("providers:withdraw", args=[submitted.pk])
    page = read(entering(client, signatory).get(address))
    assert problems(read(client.post(address, {"reason": ""}), 422)) == ["Enter why you withdraw it"]

    client.post(address, typed(page, reason="Wrong figures"))

    submitted.refresh_from_db()
    assert submitted.status == Status.WITHDRAWN


def test_nothing_is_withdrawn_after_the_deadline(client, submitted, signatory, at):
    at(DEADLINE + timedelta(seconds=1))
    address = reverse("providers:withdraw", args=[submitted.pk])

    page = read(entering(client, signatory).post(address, {"reason": "Wrong figures"}), 422)

    assert problems(page) == ["The deadline has passed. A response cannot be withdrawn after it"]


@pytest.mark.parametrize("who", ["competitor", "approver", "neighbour"])
@pytest.mark.parametrize("name", ["check", "sign", "send", "reopen", "withdraw"])
def test_nobody_else_moves_it(client, answered, request, who, name):
    entering(client, request.getfixturevalue(who))

    assert client.post(reverse(f"providers:{name}", args=[answered.pk]), {"password": PASSWORD}).status_code == 404
    answered.refresh_from_db()
    assert answered.status == Status.DRAFT


@pytest.fixture
def joint(round, edition, group, first, approver, contributor, signatory, competitor):
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    response = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"})
    return response


def test_whoever_writes_for_a_group_is_told_that_members_sign_and_who_is_still_awaited(client, joint, contributor, signatory, at):
    check = reverse("providers:check", args=[joint.pk])
    assert "Each member that must sign does so for itself" in words(read(entering(client, contributor).get(check)))
    actions.send(response=joint, by=contributor)
    page = read(entering(client, signatory).get(check))
    client.post(reverse("providers:sign", args=[joint.pk]), signing(page))

    for person in (contributor, signatory):
        assert "It waits for Westham Acute Trust." in words(read(entering(client, person).get(check)))


def test_members_of_a_group_sign_one_by_one_and_then_one_submits(client, joint, signatory, competitor, at):
    check = reverse("providers:check", args=[joint.pk])
    page = read(entering(client, signatory).get(check))
    assert "Eastham Acute Trust Awaiting signatures" in words(page)
    client.post(reverse("providers:sign", args=[joint.pk]), signing(page))

    page = read(client.get(check))
    assert "Eastham Acute Trust Signed" in words(page) and "Submit the response" not in words(page)

    page = read(entering(client, competitor).get(check))
    client.post(reverse("providers:sign", args=[joint.pk]), signing(page, reservation="Not on money"))
    page = read(client.get(check))
    assert "Submit the response" in words(page)
    client.post(check, typed(page, password=PASSWORD))

    joint.refresh_from_db()
    assert joint.status == Status.SUBMITTED
    assert {email.to for email in Email.objects.filter(kind="received")} >= {signatory, competitor}


def test_a_receipt_that_is_kept_is_shown_on_the_next_click_when_the_answer_to_the_first_was_lost(
    client, answered, signatory, address, at, monkeypatch
):
    """The database goes away after the commit, while the session is written: words, and the same click again."""
    page = read(entering(client, signatory).get(address))
    sent = signing(page)
    with monkeypatch.context() as broken:
        broken.setattr("django.contrib.sessions.backends.db.SessionStore.save", lambda *_, **__: (_ for _ in ()).throw(UpdateError))
        broken.setattr("portal.middleware.MINUTE", -1)
        lost = read(client.post(address, sent), 400)
    assert "Anything you saved is safe. Try again in a few minutes." in words(lost)
    receipt = Receipt.objects.get()

    assert client.post(address, sent).headers["Location"] == receipt.get_absolute_url()
