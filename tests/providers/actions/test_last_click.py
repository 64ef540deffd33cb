import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.models import Email, Event
from portal.moves import CannotMove
from portal.organisations.states import Role
from portal.printing.models import Document
from providers import actions
from providers.documents import receipt as documents
from providers.documents.canonical import sha256, text
from providers.documents.unsent import mark, unsent
from providers.models import Receipt, Response
from providers.states import Status
from tests.at_once import at_once

from ..conftest import DEADLINE, IN_TIME, PUBLISHED, edition_of, person


def submit(response, by, at=IN_TIME, **said):
    return actions.submit(response=response, by=by, arrived_at=at, role="Chief executive", **said)


@pytest.mark.parametrize("early", [timedelta(0), timedelta(microseconds=1), timedelta(milliseconds=1), timedelta(days=9)])
def test_at_or_before_the_deadline_is_on_time(answered, signatory, early):
    receipt = submit(answered, signatory, DEADLINE - early)

    assert receipt.received_at == DEADLINE - early
    assert receipt.response.status == Status.SUBMITTED


@pytest.mark.parametrize("late", [timedelta(microseconds=1), timedelta(milliseconds=1), timedelta(seconds=4), timedelta(days=1)])
def test_after_the_deadline_it_stays_a_draft_marked_late(answered, signatory, late):
    with pytest.raises(actions.TooLate) as refusal:
        submit(answered, signatory, DEADLINE + late)

    answered.refresh_from_db()
    assert refusal.value.late_by == late
    assert (answered.status, answered.late_at) == (Status.DRAFT, DEADLINE + late)
    assert not Receipt.objects.exists() and not answered.signatures.exists()
    assert Event.objects.filter(name="response.late").count() == 1


def test_a_late_draft_stays_private_to_its_organisation(answered, signatory, contributor, approver, competitor):
    with pytest.raises(actions.TooLate):
        submit(answered, signatory, DEADLINE + timedelta(seconds=1))

    assert Response.objects.visible_to(contributor).exists()
    assert not Response.objects.visible_to(approver).exists()
    assert not Response.objects.visible_to(competitor).exists()


def test_more_time_lets_the_same_instant_through(answered, invitation, signatory, approver):
    actions.extend(invitation=invitation, by=approver, until=DEADLINE + timedelta(hours=1), reason="Outage", at=PUBLISHED)

    assert submit(answered, signatory, DEADLINE + timedelta(minutes=5)).response.status == Status.SUBMITTED


@pytest.mark.parametrize("month", [3, 10])
def test_the_deadline_is_an_instant_whatever_the_clocks_do(answered, signatory, round, month):
    """The night the clocks change: 1:30am is judged by the instant and not by what a wall clock shows."""
    from datetime import UTC, datetime

    deadline = datetime(2027, month, 28 if month == 3 else 31, 1, 30, tzinfo=UTC)
    type(round).objects.filter(pk=round.pk).update(response_deadline=deadline)
    answered.invitation.round.refresh_from_db()

    with pytest.raises(actions.TooLate):
        submit(answered, signatory, deadline + timedelta(milliseconds=1))
    assert submit(answered, signatory, deadline)


def test_a_response_with_no_position_at_all_is_refused(response, signatory):
    with pytest.raises(actions.NothingAnswered, match="Answer at least one"):
        submit(response, signatory)
    response.refresh_from_db()
    assert response.status == Status.DRAFT


def test_submitting_twice_gives_one_receipt_one_signature_and_one_round_of_email(answered, signatory, contributor):
    first = submit(answered, signatory)
    again = submit(answered, signatory, DEADLINE + timedelta(seconds=1))

    assert first == again
    receipts = Document.objects.filter(template="documents/receipt.html")
    assert (Receipt.objects.count(), answered.signatures.count(), receipts.count()) == (1, 1, 1)
    assert Email.objects.filter(kind="received").count() == 2


def test_everybody_of_the_organisation_gets_the_receipt_and_no_text_of_the_response(answered, signatory, contributor, acute, competitor):
    viewer = person("Pro Viewer", (acute, Role.VIEWER))

    receipt = submit(answered, signatory)

    emails = Email.objects.filter(kind="received")
    assert {email.to for email in emails} == {signatory, contributor, viewer}
    assert all(receipt.number in email.subject and receipt.sha256 in email.body for email in emails)
    assert not any("CANARY" in email.body for email in Email.objects.all())


def test_submitting_signs_for_an_organisation_alone(answered, signatory, acute):
    submit(answered, signatory)

    signature = answered.signatures.get()
    assert (signature.signatory, signature.organisation, signature.signatory_role) == (signatory, acute, "Chief executive")


def test_a_contributor_cannot_submit_what_nobody_has_signed(answered, contributor):
    with pytest.raises(actions.CannotSign):
        submit(answered, contributor)


def test_the_receipts_hash_is_of_exactly_what_it_keeps(receipt):
    receipt.refresh_from_db()

    assert receipt.sha256 == sha256(receipt.content)
    content = json.loads(json.dumps(receipt.content))
    content["items"][0]["comment"] += "."
    assert sha256(content) != receipt.sha256


def test_the_receipt_keeps_every_item_with_its_hash(receipt):
    items = receipt.content["items"]

    assert [(one["reference"], one["stance"]) for one in items] == [("UEC-01", "support"), ("UEC-02", "support-with-conditions")]
    for one in items:
        assert one["sha256"] == sha256({key: value for key, value in one.items() if key != "sha256"})
    assert items[1]["effects"][0]["amount"] == "185000.00"


def test_notes_without_a_position_are_left_out_by_choice_and_kept(answered, signatory, contributor, approver, edition):
    third = edition.versions.get(intention__reference="UEC-03").intention
    actions.save_position(response=answered, intention=third, by=contributor, content={"comment": "CANARY-NOTE"})

    receipt = submit(answered, signatory, without=mark(unsent(answered)))

    assert "CANARY-NOTE" not in json.dumps(receipt.content)
    assert not answered.positions.visible_to(approver).filter(comment="CANARY-NOTE").exists()
    assert answered.positions.visible_to(contributor).filter(comment="CANARY-NOTE").exists()


def test_the_pages_of_the_receipt_hold_no_text_of_the_response_which_is_attached_whole(receipt):
    facts = receipt.document.facts
    assert "CANARY" in facts["attached"]["text"]
    assert "CANARY" not in json.dumps({name: said for name, said in facts.items() if name != "attached"})
    assert receipt.document.template == "documents/receipt.html"


def test_a_later_submission_before_the_deadline_replaces_the_earlier(submitted, invitation, first, contributor, signatory):
    draft = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=draft, intention=first, by=contributor, content={"stance": "cannot-support"})

    second = submit(draft, signatory, IN_TIME + timedelta(minutes=1))

    submitted.refresh_from_db()
    assert submitted.status == Status.REPLACED
    assert second.number != submitted.receipt.number
    assert Response.objects.standing().get() == second.response


def test_what_was_submitted_stands_until_the_new_draft_arrives(submitted, invitation, contributor, signatory):
    draft = actions.start(invitation=invitation, by=contributor)

    with pytest.raises(actions.TooLate):
        submit(draft, signatory, DEADLINE + timedelta(seconds=1))

    assert Response.objects.standing().get() == submitted


def test_a_replaced_response_is_not_submitted_again(submitted, invitation, contributor, signatory):
    submit(actions.start(invitation=invitation, by=contributor), signatory)

    with pytest.raises(CannotMove):
        submit(submitted, signatory)


def test_withdrawing_keeps_the_record_and_tells_the_commissioners(submitted, signatory, author, approver, contributor):
    withdrawn = actions.withdraw(response=submitted, by=signatory, reason="Wrong figures", at=IN_TIME)

    assert withdrawn.status == Status.WITHDRAWN
    assert Receipt.objects.count() == 1
    assert {email.to for email in Email.objects.filter(kind="withdrawn")} == {author, approver}


def test_nothing_is_withdrawn_after_the_deadline(submitted, signatory):
    with pytest.raises(actions.TooLate):
        actions.withdraw(response=submitted, by=signatory, reason="Why", at=DEADLINE + timedelta(seconds=1))
    submitted.refresh_from_db()
    assert submitted.status == Status.SUBMITTED


def test_a_number_is_read_however_it_is_typed():
    number = documents.draw_number()

    for typed in (number, number.lower(), number.replace("-", " "), number[3:].replace("-", "")):
        assert documents.read_number(typed) == number


def test_one_wrong_sign_or_two_exchanged_are_noticed():
    for _ in range(200):
        number = documents.draw_number()
        signs = number[3:].replace("-", "")
        for place, sign in enumerate(signs):
            other = documents.ALPHABET[(documents.ALPHABET.index(sign) + 7) % 31]
            assert documents.read_number(signs[:place] + other + signs[place + 1 :]) is None
        for place in range(len(signs) - 1):
            if signs[place] != signs[place + 1]:
                swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
                assert documents.read_number(swapped) is None


def test_a_number_is_never_given_twice(answered, signatory, monkeypatch, receipt):
    drawn = iter([receipt.number, "CI-2222-2222"])
    monkeypatch.setattr(documents, "draw_number", lambda: next(drawn))
    draft = actions.start(invitation=answered.invitation, by=signatory)

    assert submit(draft, signatory).number == "CI-2222-2222"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_at_the_same_moment_has_one_effect(answered, signatory):
    receipts = at_once(lambda number: submit(answered, signatory).number, people=4)

    assert len(receipts) == 4 and len(set(receipts)) == 1
    assert Receipt.objects.count() == 1


@pytest.fixture
def attached(answered, first, contributor, signatory, acute, settings, tmp_path):
    """A draft with evidence, sent and signed."""
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("evidence.pdf", b"%PDF as it was signed")
    attachment = actions.attach(response=answered, intention=first, by=contributor, file=file)
    actions.send(response=answered, by=contributor)
    actions.sign(response=answered, by=signatory, organisation=acute, at=IN_TIME, role="Chief executive")
    answered.refresh_from_db()
    return attachment


def test_a_file_swapped_where_it_is_stored_between_signature_and_submission_is_refused(attached, answered, signatory):
    Path(attached.file.path).write_bytes(b"%PDF another price")

    with pytest.raises(actions.FileSwapped, match="is not the one that was attached"):
        submit(answered, signatory)
    assert not Receipt.objects.exists()


def test_a_file_exchanged_by_its_own_people_lapses_the_signature(attached, answered, first, contributor, signatory):
    with pytest.raises(CannotMove):
        actions.detach(attachment=attached, by=contributor)
    draft = actions.reopen(response=answered, by=contributor)
    actions.detach(attachment=attached, by=contributor)
    actions.attach(response=draft, intention=first, by=contributor, file=SimpleUploadedFile("evidence.pdf", b"%PDF another price"))

    assert not draft.signatures.valid().exists()


def test_the_receipt_names_each_file_by_its_hash(attached, answered, signatory):
    receipt = submit(answered, signatory)

    assert receipt.document.facts["files"] == [["UEC-01: evidence.pdf", "21 bytes", attached.sha256]]


def test_the_last_click_asks_the_database_no_more_often_than_it_did(
    answered, signatory, competitor, acute, rival, group, round, first, approver, contributor, django_assert_max_num_queries
):
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    joint = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=joint, intention=first, by=contributor, content={"stance": "support"})

    with django_assert_max_num_queries(30):  # three of them tell the commissioners
        actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, key="k" * 10, words_sha256="a" * 64)
    for by, member in ((signatory, acute), (competitor, rival)):
        with django_assert_max_num_queries(18):  # the last of them tells who can submit
            actions.sign(response=joint, by=by, organisation=member, at=IN_TIME, role="Chief executive")
    with django_assert_max_num_queries(25):
        actions.submit(response=joint, by=signatory, arrived_at=IN_TIME)


def test_an_edition_published_since_the_page_was_read_is_another_text(answered, signatory, round, edition):
    answered = Response.objects.select_related("edition").get(pk=answered.pk)
    seen = sha256(text(answered))
    versions = list(edition.versions.all())
    Response.objects.filter(pk=answered.pk).update(edition=edition_of(round, versions, number=2))

    with pytest.raises(actions.TextChanged):
        actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, seen=seen)
