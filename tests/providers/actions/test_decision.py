import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import InternalError, transaction
from django.db.utils import IntegrityError

from portal.audit.models import Email
from portal.moves import CannotMove
from providers import actions
from providers.models import Batch, Decision, Position
from providers.states import DecisionStatus
from tests.at_once import at_once

from ..conftest import IN_TIME


@pytest.fixture
def position(submitted):
    return submitted.positions.get(stance="support-with-conditions")


def decide(position, by, **more):
    return actions.decide(position=position, by=by, **{"verdict": "accept-in-part", "reason": "Money.", "agreed": "From July.", **more})


def test_a_decision_is_written_and_not_seen_by_the_provider(position, author, approver, contributor, competitor):
    decision = decide(position, author)

    assert decision.status == DecisionStatus.WRITTEN
    assert Decision.objects.visible_to(approver).exists()
    assert not Decision.objects.visible_to(contributor).exists()
    assert not Decision.objects.visible_to(competitor).exists()


def test_a_decision_may_be_rewritten_until_it_is_published(position, author, approver):
    decide(position, author)
    rewritten = decide(position, approver, verdict="accept", reason="", revision=1)

    assert (rewritten.verdict, rewritten.revision, Decision.objects.count()) == ("accept", 2, 1)


def test_a_stale_decision_overwrites_nothing(position, author, approver):
    decide(position, author, revision=0)

    with pytest.raises(actions.Stale) as refusal:
        decide(position, approver, reason="From May.", revision=0)

    assert (refusal.value.conflicts["reason"].mine, refusal.value.conflicts["reason"].theirs) == ("From May.", "Money.")


def test_a_decision_other_than_accept_has_a_reason(position, author):
    with pytest.raises(actions.NotInWords, match="Enter a reason, unless you accept the point"):
        decide(position, author, reason="")
    decide(position, author)
    with pytest.raises(IntegrityError, match="a_decision_other_than_accept_has_a_reason"), transaction.atomic():
        Decision.objects.update(reason="")


def test_nothing_is_decided_on_a_draft(answered, author):
    with pytest.raises(CannotMove):
        decide(answered.positions.first(), author)


def test_nothing_is_decided_on_a_withdrawn_response(position, submitted, signatory, author):
    actions.withdraw(response=submitted, by=signatory, reason="Why", at=IN_TIME)

    with pytest.raises(CannotMove):
        decide(position, author)


def test_decisions_are_published_together_and_their_provider_is_told(submitted, round, author, approver, contributor, signatory):
    for position in submitted.positions.all():
        decide(position, author)

    batch = actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    assert set(Decision.objects.values_list("status", "batch")) == {(DecisionStatus.PUBLISHED, batch.pk)}
    assert {email.to for email in Email.objects.filter(kind="decided")} == {contributor, signatory}
    assert Decision.objects.visible_to(contributor).count() == 2


def test_published_decisions_are_frozen_by_the_database(position, round, author, approver):
    decision = decide(position, author)
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(reason="Otherwise")
    with pytest.raises(CannotMove):
        decide(position, author, reason="Otherwise")


def test_decisions_on_a_response_that_was_replaced_are_not_published(position, invitation, round, author, approver, signatory):
    decide(position, author)
    draft = actions.start(invitation=invitation, by=signatory)
    actions.submit(response=draft, by=signatory, arrived_at=IN_TIME)

    with pytest.raises(actions.NothingToPublish):
        actions.publish_decisions(round=round, by=approver, at=IN_TIME)


def test_a_sensitive_point_is_not_public_but_its_provider_reads_it(
    answered, first, second, round, author, approver, contributor, signatory
):
    content = {"is_sensitive": True, "sensitive_reason": "A price in an open tender"}
    actions.save_position(response=answered, intention=first, by=contributor, content=content)
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME)
    for position in Position.objects.that_count():
        decide(position, author)
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    public = Decision.objects.visible_to(AnonymousUser())
    assert [decision.position.intention for decision in public] == [second]
    assert Decision.objects.visible_to(contributor).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_approvers_who_publish_at_once_publish_once(position, round, author, approver):
    decide(position, author)

    answers = at_once(lambda number: actions.publish_decisions(round=round, by=approver, at=IN_TIME), people=2)

    assert Batch.objects.count() == 1
    assert sum(isinstance(answer, actions.NothingToPublish) for answer in answers) == 1
    assert Email.objects.filter(kind="decided").count() == 2
