from datetime import timedelta

import pytest
from django.urls import reverse

from providers import actions
from providers.models import Question

from ..conftest import DEADLINE, IN_TIME, PUBLISHED
from ..reading import entering, problems, read, rows, typed, words

ADDRESS = "/rounds/sel-2027/questions/"


@pytest.fixture(autouse=True)
def at(monkeypatch):
    def set_to(moment):
        monkeypatch.setattr("providers.views.questions.database_now", lambda: moment)

    set_to(IN_TIME)
    return set_to


@pytest.fixture
def question(round, invitation, acute, contributor, first):
    return actions.ask(round=round, organisation=acute, by=contributor, text="Which five things?", at=PUBLISHED, intention=first)


def test_a_provider_asks_and_sees_its_question_open(client, round, invitation, contributor):
    page = read(entering(client, contributor).get(ADDRESS + "ask/"))

    client.post(ADDRESS + "ask/", typed(page, intention="UEC-02", text="How many hours?"))

    shown = rows(read(client.get(ADDRESS)))
    assert len(shown) == 1 and "UEC-02" in shown[0] and "Open" in shown[0]


def test_an_answer_reaches_everyone_and_the_asker_is_named_nowhere(client, question, rival_invitation, competitor, author):
    address = reverse("providers:answer", args=["sel-2027", question.pk])
    page = read(entering(client, author).get(address))
    assert "all 2 organisations invited" in words(page)
    for secret in ("Eastham", "Con Tributor"):
        assert secret not in words(page) and secret not in words(read(client.get(ADDRESS)))

    client.post(address, typed(page, text="The set is not settled."))

    page = read(entering(client, competitor).get(ADDRESS))
    assert "The set is not settled." in rows(page)[0] and "Answered" in rows(page)[0]
    assert "Eastham" not in words(page) and "Con Tributor" not in words(page)


def test_a_question_that_is_open_is_not_seen_by_others(client, question, rival_invitation, competitor):
    assert rows(read(entering(client, competitor).get(ADDRESS))) == []


def test_after_the_deadline_the_question_typed_is_kept_and_refused_in_words(client, round, invitation, contributor, at):
    page = read(entering(client, contributor).get(ADDRESS + "ask/"))
    at(DEADLINE + timedelta(milliseconds=1))

    page = read(client.post(ADDRESS + "ask/", typed(page, text="Too late?")), 422)

    assert problems(page) == ["Questions closed at 5pm on Friday 18 December 2026."]
    assert page.select_one("[name=text]").get_text(strip=True) == "Too late?"
    assert "Ask a question" not in words(read(client.get(ADDRESS)).main)


@pytest.mark.parametrize("who", ["competitor", "neighbour", "author"])
def test_only_those_invited_ask(client, invitation, request, who):
    entering(client, request.getfixturevalue(who))

    assert client.get(ADDRESS + "ask/").status_code == 404
    assert client.post(ADDRESS + "ask/", {"text": "May I?"}).status_code == 404
    assert not Question.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("contributor", 404), ("neighbour", 404)])
def test_only_authors_of_the_round_answer(client, question, request, who, status):
    entering(client, request.getfixturevalue(who))

    assert client.post(reverse("providers:answer", args=["sel-2027", question.pk]), {"text": "Yes"}).status_code == status


def test_an_answer_given_meanwhile_is_not_given_twice(client, question, author):
    actions.answer(question=question, by=author, text="First", at=PUBLISHED)

    address = reverse("providers:answer", args=["sel-2027", question.pk])
    page = read(entering(client, author).post(address, {"text": "Second"}), 422)

    assert "Someone else answered this question first." in problems(page)[0]
    assert page.select_one("[name=text]").get_text(strip=True) == "Second"
    question.refresh_from_db()
    assert question.answer == "First"


def test_a_list_with_nothing_to_answer_has_no_column_for_it(client, question, author):
    page = read(entering(client, author).get(ADDRESS))
    assert page.select_one(f'a[href="{ADDRESS}{question.pk}/answer/"]')
    actions.answer(question=question, by=author, text="Yes.", at=IN_TIME)

    page = read(client.get(ADDRESS))
    assert "Do" not in [words(head) for head in page.select("thead th")]


def test_commissioners_are_told_that_nothing_was_asked(client, round, edition, author):
    assert "No question has been asked yet." in words(read(entering(client, author).get(ADDRESS)))
