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
    page = read(entering(client, author).post(address, {"wording": "Which?", "text": "Second"}), 422)

    assert "Someone else dealt with this question first." in problems(page)[0]
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


def at_question(question, verb):
    return reverse(f"providers:{verb}", args=["sel-2027", question.pk])


def test_a_question_is_shortened_before_everyone_reads_it(client, question, rival_invitation, competitor, contributor, author):
    page = read(entering(client, author).get(at_question(question, "answer")))
    assert page.select_one("[name=wording]").get_text(strip=True) == "Which five things?"
    client.post(at_question(question, "answer"), typed(page, wording="Which five?", text="Not settled."))

    assert "As it was asked: Which five things?" in rows(read(client.get(ADDRESS)))[0]
    shown = rows(read(entering(client, competitor).get(ADDRESS)))[0]
    assert "Which five?" in shown and "Which five things?" not in shown
    assert rows(read(client.get(ADDRESS + "?q=things"))) == []
    assert "As it was asked: Which five things?" in rows(read(entering(client, contributor).get(ADDRESS)))[0]


def test_words_that_others_are_not_shown_are_in_no_download(client, question, rival_invitation, competitor, author):
    actions.answer(question=question, by=author, text="Not settled.", wording="Which?", at=PUBLISHED)

    sent = entering(client, competitor).get(ADDRESS + "?download=csv").content.decode()
    assert "Which?" in sent and "five things" not in sent


def test_a_question_is_merged_with_another_on_its_page(client, question, rival_invitation, rival, competitor, author):
    other = actions.ask(round=question.round, organisation=rival, by=competitor, text="What five?", at=PUBLISHED)
    page = read(entering(client, author).get(at_question(other, "merge_question")))
    assert "Which five things?" in words(page.main) and "Eastham" not in words(page.main)
    assert problems(read(client.post(at_question(other, "merge_question"), {"into": ""}), 422)) == ["Select a question"]

    client.post(at_question(other, "merge_question"), typed(page, into=str(question.pk)))

    shown = rows(read(client.get(ADDRESS)))
    assert any("What five?" in row and "Merged with another question" in row for row in shown)
    page = read(client.get(at_question(other, "merge_question")))
    gone = read(client.post(at_question(other, "merge_question"), typed(page, into=str(question.pk))), 422)
    assert problems(gone) == ["Someone else dealt with this question first. What you typed is still here"]


def test_where_there_is_no_other_question_the_page_says_so(client, question, author):
    page = read(entering(client, author).get(at_question(question, "merge_question")))
    assert "There is no other question" in words(page.main)


def test_a_question_is_answered_to_who_asked_alone(client, question, rival_invitation, competitor, contributor, author):
    page = read(entering(client, author).get(at_question(question, "answer_privately")))
    gone = read(client.post(at_question(question, "answer_privately"), typed(page, text="Yours")), 422)
    assert problems(gone) == ["Enter why it is not answered to everyone"]
    assert gone.select_one("[name=text]").get_text(strip=True) == "Yours"

    client.post(at_question(question, "answer_privately"), typed(page, text="Yours alone", reason="It names staff"))

    for who in (contributor, author):
        shown = rows(read(entering(client, who).get(ADDRESS)))[0]
        assert "Yours alone (Answered to who asked alone: It names staff)" in shown and "Answered privately" in shown
    assert rows(read(entering(client, competitor).get(ADDRESS))) == []
