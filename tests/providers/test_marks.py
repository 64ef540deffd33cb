"""What was corrected, and what came by letter, is marked in schedules, clauses, exports and papers."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from providers import actions
from providers.documents import contracts, drawing
from providers.documents import memorandum as documents

from .actions.test_correction import decision, put_right  # noqa: F401  a fixture
from .actions.test_transcript import MARK, record
from .conftest import IN_TIME
from .reading import entering, read, words

LATER = IN_TIME + timedelta(days=3)
CORRECTED = "Corrected on 21 December 2026"


def text_of(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")


@pytest.fixture
def corrected(decision, approver):  # noqa: F811
    said = {"verdict": "accept-in-part", "reason": "Half the money", "agreed": "A local price for half", "destination": "local-price"}
    actions.correct(decision=decision, by=approver, at=LATER, why="The sum was wrong", rulings=[], **said)
    decision.refresh_from_db()
    return decision


@pytest.fixture
def recorded(invitation, author, approver, first, round, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    response = record(invitation, author, first).response
    actions.decide(position=response.positions.get(), by=author, verdict="accept", destination="specification")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    return response


def test_a_line_of_a_schedule_says_that_it_was_corrected(client, corrected, round, author):
    line = contracts.schedules(drawing.agreed(round))[0]
    assert (line.corrected, line.came) == (CORRECTED, "Submitted")

    address = reverse("providers:schedules", args=["sel-2027"])
    assert CORRECTED in words(read(entering(client, author).get(address)).select_one("tbody"))
    assert CORRECTED in text_of(client.get(address, {"download": "csv"}))


def test_nothing_is_marked_that_was_not_corrected(client, decision, round, author):  # noqa: F811
    address = reverse("providers:schedules", args=["sel-2027"])
    assert "Corrected on" not in words(read(entering(client, author).get(address)))
    assert "Corrected on" not in json.dumps(round.batches.get().paper.facts)


def test_papers_lists_and_downloads_say_that_a_decision_was_corrected(client, corrected, round, author):
    paper = round.batches.latest("number").paper.facts
    assert CORRECTED in json.dumps(paper)
    decisions = reverse("providers:decisions", args=["sel-2027"])
    assert CORRECTED in words(read(client.get(decisions)))
    assert CORRECTED in text_of(client.get(decisions, {"download": "csv"}))
    entering(client, author)
    responses = reverse("providers:responses", args=["sel-2027"])
    assert CORRECTED in text_of(client.get(responses, {"as": "list", "download": "csv"}))
    assert CORRECTED in words(read(client.get(corrected.get_absolute_url())))


def test_a_clause_is_marked_with_the_correction_that_it_quotes(corrected, round, author, approver):
    memorandum = actions.draft_memorandum(round=round, by=author)
    assert documents.text(memorandum)["clauses"][0][1].endswith("; corrected on 21 December 2026")

    put_right(corrected, approver, agreed="Another wording", why="Again")

    assert documents.text(memorandum)["clauses"][0][1].endswith("; corrected on 21 December 2026")  # it quotes the first


def test_what_came_by_letter_is_marked_on_its_lines_and_clauses(client, recorded, round, author):
    line = contracts.schedules(drawing.agreed(round))[0]
    assert line.came == MARK
    memorandum = actions.draft_memorandum(round=round, by=author)
    assert documents.text(memorandum)["clauses"][0][1].endswith(f"; {MARK[:1].lower()}{MARK[1:]}")
    shown = read(entering(client, author).get(reverse("providers:schedules", args=["sel-2027"])))
    assert MARK in words(shown.select_one("tbody"))


def test_marks_cost_no_query_a_row(corrected, round, django_assert_num_queries):
    decisions = list(drawing.agreed(round))
    with django_assert_num_queries(0):
        contracts.schedules(decisions)


def test_a_receipt_shows_what_was_decided_with_the_agreed_words(client, corrected, submitted, contributor):
    page = read(entering(client, contributor).get(submitted.receipt.get_absolute_url()))
    said = words(page.select_one("main")).partition("What was decided")[2].partition("The receipt as PDF")[0]

    assert "UEC-02" in said and "Accepted in part" in said and "Agreed: A local price for half." in said
    assert "Goes into: Local price" in said and CORRECTED in said
    assert "CANARY" not in said  # what was merely asked is not among what was agreed
    listed = words(read(client.get(submitted.get_absolute_url())))
    assert "Decision: Accepted in part. Agreed: A local price for half." in listed


def test_a_receipt_of_what_is_not_decided_says_nothing_of_decisions(client, submitted, contributor):
    assert "What was decided" not in words(read(entering(client, contributor).get(submitted.receipt.get_absolute_url())))


def test_a_question_is_printed_with_its_answer_and_is_accepted_nowhere(response, second, contributor, signatory, author, approver, round):
    content = {"stance": "need-clarification", "comment": "Which five?"}
    actions.save_position(response=response, intention=second, by=contributor, content=content)
    actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    actions.decide(position=response.positions.get(), by=author, verdict="clarify", reason="The five of the national set")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    _, _, said, decided, _ = round.batches.get().paper.facts["chapters"][0]["rows"][0]
    assert said == "Eastham Acute Trust: Need clarification." and decided == "Answered: The five of the national set."
