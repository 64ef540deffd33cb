"""A letter that came: the same stair without a signature, judged by when it came; nothing of the provider's own is touched."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from intentions.models import Intention
from portal.audit.models import Email, Event
from portal.moves import CannotMove
from providers import actions
from providers.documents.canonical import sha256
from providers.models import Position, Receipt, Response, Transcript
from providers.states import Status, TranscriptStatus

from ..conftest import DEADLINE, IN_TIME, PUBLISHED, edition_of

MARK = "Recorded by Ann Author from a letter of 3 December 2026"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def record(invitation, by, first, *, came_at=IN_TIME, at=None, **more):
    file = SimpleUploadedFile("letter.pdf", b"%PDF their letter")
    said = {first: {"stance": "support-with-conditions", "comment": "As we wrote", "conditions": ["A local price", "By day only"]}}
    about = {"way": "LETTER", "dated": date(2026, 12, 3), "files": [file], "said": said, "statement": "<p>Thank you</p>", **more}
    return actions.record_letter(invitation=invitation, by=by, came_at=came_at, at=at or came_at + timedelta(hours=1), **about)


def test_it_takes_the_stair_without_a_signature_and_is_marked_in_the_receipt(invitation, author, first):
    transcript = record(invitation, author, first)

    response = transcript.response
    response.refresh_from_db()
    assert (response.status, response.received_at, response.recorded) == (Status.SUBMITTED, IN_TIME, MARK)
    receipt = response.receipt
    assert (receipt.content["recorded"], receipt.content["signatures"]) == (MARK, [])
    assert sha256(receipt.content) == receipt.sha256
    assert ["How it came", f"{MARK}. Nobody of Eastham Acute Trust has signed it."] in receipt.document.facts["header"]
    position = response.positions.get()
    assert [one.text for one in position.conditions.order_by("order")] == ["A local price", "By day only"]
    assert transcript.files.get().file.read() == b"%PDF their letter"


def test_a_point_of_a_letter_is_never_called_as_an_intention_is(invitation, author, first):
    Intention.objects.create(round=invitation.round, chapter=first.chapter, reference="OWN-01", order=9)
    points = [{"subject": "MONEY", "chapter": "", "title": "", "words": f"<p>{words}</p>"} for words in ("Uplift", "Timing")]
    response = record(invitation, author, first, points=points).response
    assert [one.own_reference for one in response.positions.beside().order_by("own_reference")] == ["OWN-02", "OWN-03"]


def test_a_chapter_that_the_edition_has_not_is_refused(invitation, author, first):
    with pytest.raises(actions.Refused, match="has no chapter CAN"):
        record(invitation, author, first, points=[{"subject": "CHAPTER", "chapter": "CAN", "title": "", "words": "<p>All</p>"}])
    assert not Response.objects.exists()


def test_everybody_of_the_organisation_is_told_and_no_other(invitation, rival_invitation, author, first, contributor, signatory):
    record(invitation, author, first)

    emails = Email.objects.filter(kind="recorded")
    assert {email.to for email in emails} == {contributor, signatory}
    assert "Ann Author wrote it down" in emails[0].body and "A draft of your own is not touched" in emails[0].body
    assert Event.objects.filter(name="letter.recorded", owner=invitation.organisation).exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"came_at": IN_TIME, "dated": date(2026, 12, 19)}, "dated 19 December 2026 cannot have come on 18 December 2026"),
        ({"came_at": IN_TIME, "at": IN_TIME - timedelta(minutes=1)}, "cannot have come in the future"),
        ({"came_at": PUBLISHED - timedelta(days=1), "dated": date(2026, 9, 1)}, "A letter that came before cannot answer that"),
        ({"files": []}, "Attach the letter"),
        ({"said": {}}, "Answer at least one"),
    ],
)
def test_what_cannot_be_is_refused_with_words(invitation, author, first, changed, said):
    with pytest.raises(actions.Refused, match=said):
        record(invitation, author, first, **changed)
    assert not Response.objects.exists() and not Transcript.objects.exists()


def test_a_letter_that_came_at_the_deadline_is_in_time_and_a_millisecond_later_is_not(invitation, author, first):
    with pytest.raises(actions.Refused, match="after the deadline"):
        record(invitation, author, first, came_at=DEADLINE + timedelta(milliseconds=1))
    record(invitation, author, first, came_at=DEADLINE)
    assert Response.objects.get().received_at == DEADLINE


def test_a_late_letter_is_kept_as_late_and_does_not_count(invitation, author, first, signatory):
    transcript = record(invitation, author, first, came_at=DEADLINE + timedelta(days=1), said={}, statement="")

    assert transcript.is_late and transcript.files.count() == 1
    assert not Response.objects.exists() and not Receipt.objects.exists()
    assert "The letter is kept, and does not count." in Email.objects.get(kind="recorded", to=signatory).body
    assert "came too late" in Event.objects.get(name="letter.recorded", owner=invitation.organisation).says


def test_a_late_letter_counts_when_it_is_given_the_time_it_took_with_the_reason(invitation, approver, first, signatory):
    came_at = DEADLINE + timedelta(days=1)

    response = record(invitation, approver, first, came_at=came_at, more_time="Their post room was flooded").response

    invitation.refresh_from_db()
    assert (invitation.extended_until, invitation.extension_reason) == (came_at, "Their post room was flooded")
    response.refresh_from_db()
    assert (response.status, response.received_at) == (Status.SUBMITTED, came_at)
    assert "counts all the same: Their post room was flooded" in Email.objects.get(kind="recorded", to=signatory).body


def test_it_answers_the_edition_that_was_public_when_it_came(invitation, author, first, edition, round):
    edition_of(round, list(edition.versions.all()), number=2, at=IN_TIME + timedelta(minutes=1))

    assert record(invitation, author, first).response.edition == edition


# ── What is the provider's own ──────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_of_their_own_is_neither_seen_nor_touched_and_replaces_it_when_it_is_submitted(
    answered, invitation, author, first, signatory
):
    before = list(answered.positions.order_by("pk").values())

    recorded = record(invitation, author, first).response

    answered.refresh_from_db()
    assert answered.status == Status.DRAFT and list(answered.positions.order_by("pk").values()) == before
    assert not Response.objects.visible_to(author).filter(pk=answered.pk).exists()
    actions.submit(response=answered, by=signatory, arrived_at=DEADLINE, role="Chief executive")
    recorded.refresh_from_db()
    assert (recorded.status, Response.objects.standing().get()) == (Status.REPLACED, answered)


def test_what_they_submitted_themselves_is_not_replaced_by_a_letter(submitted, invitation, author, first):
    with pytest.raises(actions.Refused, match="A letter does not replace what an organisation submitted"):
        record(invitation, author, first)

    assert Response.objects.standing().get() == submitted


def test_what_was_recorded_is_replaced_by_what_is_recorded_next_and_kept(invitation, author, first):
    one = record(invitation, author, first).response
    two = record(invitation, author, first, way="EMAIL").response

    one.refresh_from_db()
    assert one.status == Status.REPLACED and one.receipt
    assert Response.objects.standing().get() == two
    assert two.recorded == "Recorded by Ann Author from an email of 3 December 2026"


# ── What they say of it ─────────────────────────────────────────────────────────────────────────────────────────────
def test_its_senders_dispute_it_and_the_commissioners_are_told_why(invitation, author, approver, first, signatory):
    transcript = record(invitation, author, first)

    actions.dispute_letter(transcript=transcript, by=signatory, reason="We wrote by night", at=IN_TIME)

    emails = Email.objects.filter(kind="disputed")
    assert {email.to for email in emails} == {author, approver} and "We wrote by night" in emails[0].body
    transcript.refresh_from_db()
    assert (transcript.status, transcript.said_by) == (TranscriptStatus.DISPUTED, signatory)
    assert actions.confirm_letter(transcript=transcript, by=signatory, at=IN_TIME).status == TranscriptStatus.CONFIRMED
    with pytest.raises(CannotMove):
        actions.dispute_letter(transcript=transcript, by=signatory, reason="After all", at=IN_TIME)


def test_a_letter_and_how_it_came_cannot_be_changed(invitation, author, first):
    transcript = record(invitation, author, first)

    for change in ({"dated": date(2026, 12, 4)}, {"status": "CONFIRMED"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Transcript.objects.filter(pk=transcript.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=transcript.response_id).update(recorded="")


def test_a_letter_is_seen_by_both_sides_and_nobody_else(invitation, author, first, signatory, competitor, neighbour):
    record(invitation, author, first)

    assert all(Transcript.objects.visible_to(who).exists() for who in (author, signatory))
    assert not any(Transcript.objects.visible_to(who).exists() for who in (competitor, neighbour))
    assert Position.objects.visible_to(author).exists()
