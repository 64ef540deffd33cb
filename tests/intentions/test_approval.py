"""From a draft to an approved text, and who may not approve it."""

import pytest

from intentions import actions
from intentions.states import Status
from portal.audit.models import Email
from portal.moves import CannotMove

from .conftest import NOON
from .reading import events


# ── Approval ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_from_draft_to_approved(version, author, approver):
    actions.submit(version=version, by=author)
    approved = actions.approve(version=version, by=approver, at=NOON)
    assert (approved.status, approved.approved_by, approved.approved_at) == (Status.APPROVED, approver, NOON)
    assert events()[-2:] == ["intention.submitted", "intention.approved"]


def test_nothing_without_a_title_is_sent_for_approval(chapter, author):
    version = actions.add_intention(chapter=chapter, by=author, content={}).latest
    with pytest.raises(actions.Blocked, match="UEC-01 has no title"):
        actions.submit(version=version, by=author)
    version.refresh_from_db()
    assert version.status == Status.DRAFT


def test_nobody_approves_what_they_wrote(version, author, approver):
    actions.save_version(version=version, by=approver, content={"theme": "x"}, revision=version.revision)
    actions.submit(version=version, by=author)
    with pytest.raises(actions.OwnText, match="Another approver must approve it"):
        actions.approve(version=version, by=approver, at=NOON)
    version.refresh_from_db()
    assert version.status == Status.IN_REVIEW


def test_nobody_approves_what_they_sent_for_approval(version, approver):
    actions.submit(version=version, by=approver)
    with pytest.raises(actions.OwnText):
        actions.approve(version=version, by=approver, at=NOON)


def test_a_copy_is_not_the_text_of_whoever_copied_it(edition, intention, author, approver):
    intention.refresh_from_db()
    copy = actions.open_next_version(intention=intention, by=approver)
    actions.submit(version=copy, by=author)
    assert actions.approve(version=copy, by=approver, at=NOON).status == Status.APPROVED


def test_a_returned_text_tells_its_sender_and_can_be_edited(in_review, approver, author):
    returned = actions.return_(version=in_review, by=approver, reason="Say by when")
    assert (returned.status, returned.reason) == (Status.RETURNED, "Say by when")
    email = Email.objects.get(to=author)
    assert email.subject == "Change UEC-01: Abe Approver returned it to you"
    assert "Say by when" not in email.body
    assert "/rounds/intentions-2019-20/draft/UEC-01/" in email.body
    actions.save_version(version=returned, by=author, content={"theme": "x"}, revision=returned.revision)


def test_taking_back_makes_it_a_draft_again(in_review, author):
    back = actions.take_back(version=in_review, by=author)
    assert (back.status, back.submitted_at, back.submitted_by) == (Status.DRAFT, None, None)


def test_a_withdrawn_intention_keeps_its_reason(version, author):
    gone = actions.withdraw(version=version, by=author, reason="Done elsewhere")
    assert (gone.status, gone.reason) == (Status.WITHDRAWN, "Done elsewhere")


def test_a_second_click_is_refused(in_review, approver):
    actions.approve(version=in_review, by=approver, at=NOON)
    with pytest.raises(CannotMove):
        actions.approve(version=in_review, by=approver, at=NOON)
