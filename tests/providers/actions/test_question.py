from datetime import timedelta

import pytest

from portal.audit.models import Email
from portal.moves import CannotMove
from providers import actions
from providers.models import Question

from ..conftest import DEADLINE, PUBLISHED


def ask(round, organisation, by, at=PUBLISHED, **more):
    return actions.ask(round=round, organisation=organisation, by=by, text="Which five things?", at=at, **more)


def test_a_question_is_answered_once_to_everyone_and_the_asker_is_not_named(
    round, invitation, rival_invitation, acute, contributor, signatory, competitor, author, first
):
    question = ask(round, acute, contributor, intention=first)
    assert not Question.objects.visible_to(competitor).exists()

    answered = actions.answer(question=question, by=author, text="The set is not settled.", at=PUBLISHED)

    told = Email.objects.filter(kind="answered")
    assert answered.number == 1
    assert {email.to for email in told} == {contributor, signatory, competitor}
    assert not any(acute.name in email.body or contributor.name in email.body for email in told if email.to == competitor)
    assert Question.objects.visible_to(competitor).get() == question


def test_the_commissioners_are_told_of_a_question(round, invitation, acute, contributor, author, approver):
    ask(round, acute, contributor)

    assert {email.to for email in Email.objects.filter(kind="asked")} == {author, approver}


def test_an_answer_is_given_once(round, invitation, acute, contributor, author):
    question = ask(round, acute, contributor)
    actions.answer(question=question, by=author, text="Yes", at=PUBLISHED)

    with pytest.raises(CannotMove):
        actions.answer(question=question, by=author, text="No", at=PUBLISHED)


def test_numbers_follow_each_other_as_answers_are_given(round, invitation, acute, contributor, author):
    asked = [ask(round, acute, contributor) for _ in range(2)]

    numbers = [actions.answer(question=one, by=author, text="Yes", at=PUBLISHED).number for one in reversed(asked)]
    assert numbers == [1, 2]


def test_questions_close_at_their_own_deadline(round, invitation, acute, contributor):
    round.question_deadline = DEADLINE - timedelta(days=10)
    round.save()

    ask(round, acute, contributor, at=round.question_deadline)
    with pytest.raises(actions.QuestionsClosed, match="Questions closed at 5pm"):
        ask(round, acute, contributor, at=round.question_deadline + timedelta(milliseconds=1))


def test_nobody_uninvited_asks(round, invitation, rival, competitor):
    with pytest.raises(actions.QuestionsClosed, match="not invited"):
        ask(round, rival, competitor)
