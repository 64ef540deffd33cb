"""A provider replies to a decision within the window of the round; the commissioner has the last word; both are published together."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from portal.audit.models import Email
from portal.moves import CannotMove
from providers import actions
from providers.models import Decision, Reply

from ..conftest import IN_TIME


@pytest.fixture
def decision(submitted, round, author, approver):
    actions.set_days(round=round, by=approver, wording_by_date=None, reply_by_date=IN_TIME.date())
    position = submitted.positions.get(stance="support-with-conditions")
    actions.decide(position=position, by=author, verdict="not-accept", reason="No money")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    return Decision.objects.get()


def disagree(decision, by, at=IN_TIME, **more):
    return actions.reply(decision=decision, by=by, at=at, **{"is_agreement": False, "reasons": "There is money", **more})


def test_reply_and_last_word_are_published_together(decision, round, signatory, approver, contributor, competitor):
    reply = disagree(decision, signatory)
    readers = [signatory, approver, competitor, AnonymousUser()]
    assert [Reply.objects.visible_to(one).exists() for one in readers] == [True, True, False, False]

    actions.publish_replies(round=round, by=approver, at=IN_TIME, last_words={reply.pk: "Not this year"})

    reply.refresh_from_db()
    assert (reply.last_word, reply.last_word_by, reply.published_at) == ("Not this year", approver, IN_TIME)
    assert [Reply.objects.visible_to(one).exists() for one in readers] == [True, True, True, True]
    assert {one.to for one in Email.objects.filter(kind="last_word")} == {signatory, contributor}


def test_the_commissioners_are_told_and_the_subject_names_the_organisation(decision, signatory, author, approver):
    disagree(decision, signatory)

    told = Email.objects.filter(kind="replied")
    assert {one.to for one in told} == {author, approver}
    assert {one.subject for one in told} == {"Eastham Acute Trust disagrees with the decision on UEC-02: South East London 2027/28"}


def test_a_disagreement_has_reasons_and_a_last_word(decision, round, signatory, approver):
    with pytest.raises(actions.Refused, match="Enter why you disagree"):
        disagree(decision, signatory, reasons=" ")
    disagree(decision, signatory)
    with pytest.raises(actions.Refused, match="Enter your last word to UEC-02"):
        actions.publish_replies(round=round, by=approver, at=IN_TIME, last_words={})
    assert Reply.objects.get().status == "RECEIVED"


def test_an_agreement_needs_neither(decision, round, signatory, approver):
    disagree(decision, signatory, is_agreement=True, reasons="")

    actions.publish_replies(round=round, by=approver, at=IN_TIME, last_words={})

    assert Reply.objects.get().status == "PUBLISHED"


def test_the_window_closes_at_the_end_of_its_last_day(decision, round, signatory, approver):
    with pytest.raises(actions.Refused, match="Replies were taken until 18 December 2026"):
        disagree(decision, signatory, at=IN_TIME + timedelta(days=1))
    actions.set_days(round=round, by=approver, wording_by_date=None, reply_by_date=None)
    with pytest.raises(actions.Refused, match="This round takes no replies"):
        disagree(decision, signatory)


def test_a_reply_may_be_said_again_until_it_is_published(decision, round, signatory, approver):
    disagree(decision, signatory)
    disagree(decision, signatory, is_agreement=True, reasons="")
    actions.publish_replies(round=round, by=approver, at=IN_TIME, last_words={})

    assert Reply.objects.get().is_agreement
    with pytest.raises(CannotMove):
        disagree(decision, signatory)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Reply.objects.update(reasons="Quietly")
    with pytest.raises(actions.Refused, match="No reply waits"):
        actions.publish_replies(round=round, by=approver, at=IN_TIME, last_words={})
