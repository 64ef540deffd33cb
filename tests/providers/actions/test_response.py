import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from django.db.utils import IntegrityError

from intentions.models import Version
from portal.audit.models import Event
from portal.moves import CannotMove
from providers import actions
from providers.models import Condition, Position, Response
from providers.states import Status

from ..conftest import DEADLINE, IN_TIME, edition_of


def test_starting_twice_gives_the_same_draft(invitation, contributor, signatory):
    first = actions.start(invitation=invitation, by=contributor)

    assert actions.start(invitation=invitation, by=signatory) == first
    assert Response.objects.count() == 1


def test_a_position_answers_the_version_in_the_edition(response, first, contributor):
    position = actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"})

    assert (position.version, position.stance, position.revision) == (first.published, "support", 1)


def test_what_is_not_named_stays_as_it_was(answered, second, contributor):
    position = actions.save_position(response=answered, intention=second, by=contributor, content={"evidence": "An audit"})

    assert (position.evidence, position.comment) == ("An audit", "CANARY-TWO")
    assert position.conditions.count() == 1


def test_saving_the_same_again_changes_nothing(answered, second, contributor):
    before = Position.objects.get(intention=second)
    content = {"stance": before.stance, "conditions": [{"text": "A local price is agreed", "by_date": DEADLINE.date()}]}

    after = actions.save_position(response=answered, intention=second, by=contributor, content=content, revision=0)

    assert after.revision == before.revision


def test_two_people_in_different_fields_both_keep_their_words(answered, second, contributor, signatory):
    opened = Position.objects.get(intention=second).revision
    save = {"response": answered, "intention": second, "revision": opened}
    actions.save_position(by=contributor, content={"comment": "Mine"}, **save)
    position = actions.save_position(by=signatory, content={"evidence": "Hers"}, **save)

    assert (position.comment, position.evidence) == ("Mine", "Hers")


@pytest.mark.parametrize(
    ("field", "mine", "theirs"),
    [("comment", "Mine", "Hers"), ("stance", "support", "cannot-support"), ("conditions", [{"text": "Mine"}], [{"text": "Hers"}])],
)
def test_a_stale_save_overwrites_nothing_and_carries_both_texts(answered, second, contributor, signatory, field, mine, theirs):
    opened = Position.objects.get(intention=second).revision
    save = {"response": answered, "intention": second, "revision": opened}
    actions.save_position(by=signatory, content={field: theirs}, **save)

    with pytest.raises(actions.Stale) as refusal:
        actions.save_position(by=contributor, content={field: mine}, **save)

    conflict = refusal.value.conflicts[field]
    assert conflict.mine == mine and conflict.by == signatory
    kept = [row["text"] for row in conflict.theirs] if field == "conditions" else conflict.theirs
    assert kept == (["Hers"] if field == "conditions" else theirs)


def test_a_position_on_what_is_not_in_the_edition_is_refused(response, contributor, round, chapter):
    other = chapter.intentions.create(round=round, reference="UEC-77")

    with pytest.raises(Version.DoesNotExist):
        actions.save_position(response=response, intention=other, by=contributor, content={"stance": "support"})


def test_a_sensitive_position_must_say_why(response, first, contributor):
    with pytest.raises(IntegrityError, match="a_sensitive_position_says_why"), transaction.atomic():
        actions.save_position(response=response, intention=first, by=contributor, content={"is_sensitive": True})


def test_autosaves_of_one_person_are_one_line_of_the_history(response, first, contributor):
    for comment in ("W", "We", "We can"):
        actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support", "comment": comment})

    assert Event.objects.filter(name="position.saved").count() == 1


def test_a_script_in_the_statement_is_removed(response, contributor):
    text = "<p>We welcome this.</p><script>alert(1)</script>"
    saved = actions.save_statement(response=response, by=contributor, text=text, revision=0)

    assert saved.covering_statement == "<p>We welcome this.</p>"


def test_a_stale_statement_overwrites_nothing(response, contributor, signatory):
    actions.save_statement(response=response, by=signatory, text="<p>Hers</p>", revision=0)

    with pytest.raises(actions.Stale) as refusal:
        actions.save_statement(response=response, by=contributor, text="<p>Mine</p>", revision=0)

    conflict = refusal.value.conflicts["covering_statement"]
    assert (conflict.mine, conflict.theirs) == ("<p>Mine</p>", "<p>Hers</p>")


def test_evidence_is_known_by_its_hash(response, first, contributor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("audit.pdf", b"%PDF-1.7 audit")

    attachment = actions.attach(response=response, intention=first, by=contributor, file=file)

    assert (attachment.title, attachment.size) == ("audit.pdf", 14)
    assert attachment.sha256 == hashlib.sha256(b"%PDF-1.7 audit").hexdigest()


def test_a_response_sent_for_signature_is_not_edited(answered, first, contributor):
    actions.send(response=answered, by=contributor)

    with pytest.raises(CannotMove):
        actions.save_position(response=answered, intention=first, by=contributor, content={"comment": "Late thought"})
    actions.reopen(response=answered, by=contributor)
    actions.save_position(response=answered, intention=first, by=contributor, content={"comment": "Late thought"})


def test_an_empty_response_is_not_sent_for_signature(response, contributor):
    with pytest.raises(actions.NothingAnswered):
        actions.send(response=response, by=contributor)
    response.refresh_from_db()
    assert response.status == Status.DRAFT


def test_after_a_submission_a_new_draft_starts_as_its_copy(submitted, invitation, contributor):
    draft = actions.start(invitation=invitation, by=contributor)

    assert (draft.status, draft.replaces) == (Status.DRAFT, submitted)
    assert [position.stance for position in draft.positions.order_by("intention__reference")] == ["support", "support-with-conditions"]
    assert Condition.objects.filter(position__response=draft).count() == 1
    assert Position.objects.filter(response=submitted).count() == 2


def test_a_submitted_response_is_frozen_by_the_database(submitted):
    position = submitted.positions.first()

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Position.objects.filter(pk=position.pk).update(comment="Other words")
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Condition.objects.create(position=position, text="One more")


def test_saving_after_a_new_edition_answers_its_version(answered, round, second, approver, contributor):
    latest = Version.objects.create(intention=second, number=2, title="Same day emergency care, seven days")
    edition = edition_of(round, [latest], number=2, at=IN_TIME - timedelta(days=3))
    Response.objects.filter(pk=answered.pk).update(edition=edition)

    position = actions.save_position(response=answered, intention=second, by=contributor, content={})

    assert position.version == latest


def test_a_revision_that_was_never_shown_is_taken_for_nothing_seen(response, first, contributor, signatory):
    actions.save_position(response=response, intention=first, by=signatory, content={"comment": "Hers"})

    with pytest.raises(actions.Stale):
        actions.save_position(response=response, intention=first, by=contributor, content={"comment": "Mine"}, revision=999_999_999_999)
    assert response.positions.get().comment == "Hers"
