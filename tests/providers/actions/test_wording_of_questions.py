"""What commissioners may do with a question before it goes to everybody, and what who asked is told of it."""

import pytest
from django.db import DatabaseError, transaction

from portal.audit.models import Email, Event
from portal.moves import CannotMove
from providers import actions
from providers.models import Question

from ..conftest import PUBLISHED


@pytest.fixture
def question(round, invitation, rival_invitation, acute, contributor):
    return actions.ask(round=round, organisation=acute, by=contributor, text="We at Eastham ask: which five things?", at=PUBLISHED)


@pytest.fixture
def other(round, rival_invitation, rival, competitor):
    return actions.ask(round=round, organisation=rival, by=competitor, text="What are the five things?", at=PUBLISHED)


def answer(question, author, **more):
    return actions.answer(question=question, by=author, text="Not settled.", at=PUBLISHED, **more)


def seen(user):
    return Question.objects.visible_to(user).as_seen_by(user).get()


def mail(kind, person):
    return Email.objects.get(kind=kind, to=person)


def test_an_edited_question_is_read_in_other_words_and_kept_as_it_was_asked(question, author, contributor, competitor):
    answer(question, author, wording="Which five things?")

    assert (seen(competitor).shown, seen(competitor).original) == ("Which five things?", "")
    for who in (contributor, author):
        assert (seen(who).shown, seen(who).original) == ("Which five things?", "We at Eastham ask: which five things?")
    assert "published in other words" in mail("answered", contributor).body
    assert "other words" not in mail("answered", competitor).body
    assert "published in other words" in Event.objects.get(name="question.answered").says


def test_a_question_that_was_not_edited_is_published_as_it_was_asked(question, author, contributor, competitor):
    answer(question, author, wording=f" {question.text} ")

    assert (seen(competitor).shown, seen(contributor).original) == (question.text, "")
    assert "other words" not in mail("answered", contributor).body


def test_the_database_keeps_what_was_asked_and_what_went_to_all(question, author):
    for change in ({"text": "Otherwise"}, {"text": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Question.objects.update(**change)
    answer(question, author)
    for change in ({"answer": "Otherwise"}, {"wording": "Otherwise"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Question.objects.update(**change)


def test_who_asked_a_merged_question_is_told_with_which_and_gets_its_answer(question, other, author, contributor, competitor, acute, rival):
    actions.merge_question(question=other, into=question, by=author, at=PUBLISHED)

    told = mail("merged", competitor)
    assert told.subject.startswith(f"Your question was merged with another question, for {rival.short_name}")
    assert "You get its answer when everybody invited does" in told.body and acute.name not in told.body
    assert not Email.objects.filter(kind="merged", to=contributor).exists()
    assert {event.owner for event in Event.objects.filter(name="question.merged")} == {rival, question.round.lead}

    answer(question, author)
    assert "Your question was merged with this one" in mail("answered", competitor).body
    assert "merged" not in mail("answered", contributor).body
    assert Question.objects.visible_to(contributor).get() == question
    assert set(Question.objects.visible_to(competitor)) == {question, other}


def test_a_question_is_merged_with_one_that_is_answered_already(question, other, author, competitor):
    answer(question, author)
    actions.merge_question(question=other, into=question, by=author, at=PUBLISHED)

    told = mail("merged", competitor)
    assert "merged with question 1, for" in told.subject and "That one is answered already" in told.body


def test_what_was_merged_into_a_question_goes_with_it(round, question, other, author, acute, contributor, competitor):
    third = actions.ask(round=round, organisation=acute, by=contributor, text="And five?", at=PUBLISHED)
    actions.merge_question(question=other, into=question, by=author, at=PUBLISHED)
    actions.merge_question(question=question, into=third, by=author, at=PUBLISHED)

    assert set(third.merged.all()) == {question, other}
    assert Email.objects.filter(kind="merged", to=competitor).count() == 2


def test_a_question_is_merged_only_with_one_that_everybody_reads_or_will(question, other, author):
    actions.answer_privately(question=question, by=author, text="Yours", reason="It names staff", at=PUBLISHED)
    for into in (question, other):
        with pytest.raises(actions.Refused, match="Choose a question"):
            actions.merge_question(question=other, into=into, by=author, at=PUBLISHED)
    assert Question.objects.get(pk=other.pk).status == "ASKED"


def test_a_private_answer_is_read_by_who_asked_and_the_commissioners_alone(question, author, contributor, competitor, acute):
    actions.answer_privately(question=question, by=author, text="PRIVATE-ANSWER", reason="It names staff of theirs", at=PUBLISHED)

    assert not Email.objects.filter(to=competitor, kind__in=["answered", "answered_privately"]).exists()
    assert not Question.objects.visible_to(competitor).exists()
    assert seen(contributor).answer == seen(author).answer == "PRIVATE-ANSWER"
    assert "It names staff of theirs" in mail("answered_privately", contributor).body
    assert acute.short_name in mail("answered_privately", contributor).subject
    says = "answered a question on South East London 2027/28 privately: It names staff of theirs"
    assert [event.says for event in Event.objects.visible_to(author).filter(name="question.answered_privately")] == [says]
    assert not Event.objects.visible_to(competitor).filter(name="question.answered_privately").exists()


def test_others_wait_for_the_answer_of_what_they_were_merged_with(question, other, author):
    actions.merge_question(question=other, into=question, by=author, at=PUBLISHED)

    with pytest.raises(actions.Refused, match="answered to everyone"):
        actions.answer_privately(question=question, by=author, text="Yours", reason="Because", at=PUBLISHED)


@pytest.mark.parametrize("first", ["answer", "merge", "private"])
def test_a_question_is_dealt_with_once(question, other, author, first):
    deals = {
        "answer": lambda: answer(question, author),
        "merge": lambda: actions.merge_question(question=question, into=other, by=author, at=PUBLISHED),
        "private": lambda: actions.answer_privately(question=question, by=author, text="A", reason="B", at=PUBLISHED),
    }
    deals[first]()

    for deal in deals.values():
        with pytest.raises(CannotMove):
            deal()
