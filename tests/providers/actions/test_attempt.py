"""One key, one effect: however often a submission is sent again."""

import pytest

from portal.audit.models import Email, Event
from providers import actions
from providers.models import Attempt, Receipt, Signature

from ..conftest import IN_TIME


def submit(response, by, words="a" * 64, key="one-key"):
    return actions.submit(response=response, by=by, arrived_at=IN_TIME, key=key, words_sha256=words, role="Chief executive")


def test_the_same_words_under_the_same_key_have_one_effect(answered, signatory):
    receipts = {submit(answered, signatory) for _ in range(20)}

    assert len(receipts) == 1
    counts = [Receipt.objects.count(), Signature.objects.count(), Attempt.objects.count()]
    assert counts == [1, 1, 1]
    assert Event.objects.filter(name="response.submitted").count() == 1
    assert Email.objects.filter(kind="received", to=signatory).count() == 1


def test_other_words_under_the_same_key_are_refused_and_change_nothing(answered, signatory):
    submit(answered, signatory)

    with pytest.raises(actions.KeyReused):
        submit(answered, signatory, words="b" * 64)
    assert Receipt.objects.count() == 1


def test_a_key_is_one_persons_and_one_responses(answered, signatory, rival_invitation, first, competitor):
    submit(answered, signatory)
    own = actions.start(invitation=rival_invitation, by=competitor)
    actions.save_position(response=own, intention=first, by=competitor, content={"stance": "support"})

    assert submit(own, competitor).response == own  # the same key in another hand is another key
    with pytest.raises(actions.KeyReused):
        submit(own, signatory)


def test_a_key_answers_with_its_own_receipt_after_a_later_submission(answered, invitation, first, contributor, signatory):
    earlier = submit(answered, signatory)
    again = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=again, intention=first, by=contributor, content={"comment": "Better"})
    later = submit(again, signatory, key="another-key")

    assert submit(answered, signatory) == earlier != later


def test_what_was_refused_leaves_its_key_free(response, first, contributor, signatory):
    with pytest.raises(actions.NothingAnswered):
        submit(response, signatory)
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"})

    assert submit(response, signatory, words="b" * 64).number
