"""Points of a round decided in Excel: what its page refuses the file refuses, and nothing is published by it."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from portal.moves.clock import database_now
from providers import actions
from providers.actions import decided_at_once
from providers.actions.refusals import Refused
from providers.models import Batch, DecidedStep, DecidedWorkbook, Decision
from providers.states import DecisionStatus

from ..conftest import IN_TIME, add_point
from ..reading import entering, read, words
from .decided_books import HERE, brought, on, put, said, take_in, taken_out, ticked, undo

PART = {"Decision": "Accept in part", "Reason": "Money.", "Agreed wording": "From July."}


@pytest.fixture
def desk(client, submitted, author):
    return entering(client, author)


def test_what_comes_back_unchanged_changes_nothing(desk, submitted, author):
    actions.decide(position=on(submitted, "UEC-02"), by=author, verdict="accept-in-part", reason="Money.", agreed="From July.")
    preview = brought(desk, taken_out(desk))
    assert "2 rows say what stands" in words(read(preview)) and ticked(preview) == []


def test_points_conditions_and_money_are_decided_in_one_step_and_taken_back_in_one(desk, submitted, rival_submitted, author):
    actions.decide(position=on(submitted, "UEC-01"), by=author, verdict="defer", reason="Later.")
    book = taken_out(desk)
    put(book, "Decisions", "UEC-01/acute", {"Decision": "Accept", "Reason": None})
    put(book, "Decisions", "UEC-02/acute", {**PART, "Agreed by": date(2027, 7, 1), "Goes into": "Local price", "Owner": "Director"})
    put(book, "Conditions", "UEC-02/acute", {"Decision": "Do not accept", "Reason": "No price is local."})
    put(book, "Agreed money", "UEC-02/acute", {"Year": "2027/28", "Agreed amount": 120000.5}, row=2)
    put(book, "Decisions", "UEC-02/rival", {"Decision": "Do not accept", "Reason": "Safety."})
    preview = brought(desk, book)
    assert len(ticked(preview)) == 3 and Decision.objects.count() == 1

    page = take_in(desk, preview)

    assert "3 decisions written from the workbook. Nothing is published." in words(read(page))
    part = Decision.objects.get(position=on(submitted, "UEC-02"))
    assert (part.verdict, part.agreed, part.reason, part.destination, part.owner) == (
        *("accept-in-part", "From July.", "Money.", "local-price", "Director"),
    )
    assert (part.agreed_by_date, part.agreed_amounts) == (date(2027, 7, 1), {"2027": "120000.50"})
    assert [(one.verdict, one.reason, one.agreed) for one in part.rulings.all()] == [("not-accept", "No price is local.", "")]
    assert Decision.objects.get(position=on(submitted, "UEC-01")).verdict == "accept"
    assert set(Decision.objects.values_list("status", flat=True)) == {DecisionStatus.WRITTEN} and not Batch.objects.exists()

    assert "Undone" in words(read(undo(desk, page)))
    left = Decision.objects.get()
    assert (left.position.reference, left.verdict, left.reason) == ("UEC-01", "defer", "Later.")


def test_conditions_and_money_that_were_decided_are_changed_and_come_back_as_they_were(desk, submitted, author):
    position = on(submitted, "UEC-02")
    ruling = {"condition": position.conditions.get(), "verdict": "accept-in-part", "agreed": "A price", "reason": "Law."}
    more = {"agreed_amounts": {"2027": "100.00"}, "agreed_by_date": date(2027, 5, 1)}
    actions.decide(position=position, by=author, verdict="accept-in-part", reason="Money.", agreed="Half.", rulings=[ruling], **more)
    book = taken_out(desk)
    assert (said(book, "Conditions", 2, "Agreed wording"), said(book, "Agreed money", 2, "Agreed amount")) == ("A price", 100)
    put(book, "Conditions", "UEC-02/acute", {"Decision": None, "Agreed wording": None, "Reason": None, "Goes into": None})
    book["Agreed money"].delete_rows(2)
    page = take_in(desk, brought(desk, book))
    decision = Decision.objects.get()
    assert (list(decision.rulings.all()), decision.agreed_amounts, decision.agreed) == ([], {}, "Half.")
    undo(desk, page)
    decision.refresh_from_db()
    assert (decision.agreed_amounts, decision.agreed_by_date) == ({"2027": "100.00"}, date(2027, 5, 1))
    assert [(one.verdict, one.agreed, one.reason) for one in decision.rulings.all()] == [("accept-in-part", "A price", "Law.")]


def test_words_that_both_sides_accepted_go_out_beside_what_is_asked(desk, submitted, author, signatory):
    position = on(submitted, "UEC-02")
    for condition, text in ((None, "From July"), (position.conditions.get(), "A price for the year")):
        talk = actions.propose(position=position, condition=condition, by=author, text=text, at=IN_TIME)
        actions.accept_wording(negotiation=talk, by=signatory, side="provider", at=IN_TIME)
    book = taken_out(desk)
    row = next(one for one in range(2, 9) if book["Decisions"].cell(one, 1).value == "UEC-02/acute")
    assert said(book, "Decisions", row, "Words both sides accepted") == "From July"
    assert said(book, "Conditions", 2, "Words both sides accepted") == "A price for the year"
    assert ticked(brought(desk, book)) == []


HALF = {
    "in part with no words": ({**PART, "Agreed wording": None}, "Enter the agreed wording of the point, or decide each condition"),
    "refused with no reason": ({"Decision": "Do not accept"}, "Enter a reason, unless you accept the point"),
    "words and no decision": ({"Agreed wording": "Half."}, "Select a decision"),
    "refused and agreed": ({"Decision": "Defer", "Reason": "Later", "Agreed activity": "40"}, "Something is agreed, but the point is not"),
    "accepted in other words": ({"Decision": "Accept", "Agreed wording": "Half."}, "The agreed wording is not what was asked"),
    "a year of no point": ({**PART, "Contract of the year": "2035/36"}, "2035/36 is no year of this point"),
    "a decision that is none": ({"Decision": "Perhaps"}, "“Perhaps” is not in the list of “Decision”"),
    "a day in figures": ({**PART, "Agreed by": "1/7/2027"}, "“1/7/2027” may be two days"),
    "words that are too long": ({**PART, "Agreed wording": "x" * 8001}, "must be 8,000 characters or less"),
    "a formula": ({**PART, "Reason": "=A1"}, "The cell holds a formula"),
}


@pytest.mark.parametrize("name", HALF)
def test_what_is_half_said_has_its_sentence_and_cannot_go(desk, name):
    typed, sentence = HALF[name]
    book = taken_out(desk)
    put(book, "Decisions", "UEC-02/acute", typed)
    preview = brought(desk, book)
    assert sentence in words(read(preview)) and ticked(preview, all_of=True) == []


RULED = {
    "words and no decision": ({"Reason": "Law."}, "something is said of condition 1. Select what you decide on it"),
    "in part with no words": ({"Decision": "Accept in part", "Reason": "Law."}, "enter the agreed wording of condition 1"),
    "no such condition": ({"Condition": 7, "Decision": "Accept"}, "the point has no condition 7"),
    "with no reason": ({"Decision": "Defer"}, "enter a reason for condition 1, unless you accept it"),
}


@pytest.mark.parametrize("name", RULED)
def test_what_is_half_said_of_a_condition_has_its_sentence(desk, name):
    typed, sentence = RULED[name]
    book = taken_out(desk)
    put(book, "Decisions", "UEC-02/acute", PART)
    put(book, "Conditions", "UEC-02/acute", typed)
    preview = brought(desk, book)
    assert sentence in words(read(preview)) and ticked(preview, all_of=True) == []


def test_a_question_is_answered_and_not_accepted(desk, rival_invitation, competitor, first):
    asking = actions.start(invitation=rival_invitation, by=competitor)
    said = {"stance": "need-clarification", "comment": "Which door?"}
    actions.save_position(response=asking, intention=first, by=competitor, content=said)
    actions.submit(response=asking, by=competitor, arrived_at=IN_TIME, role="Chief executive")
    for typed, sentence in (({"Decision": "Accept"}, "Select answer, and enter the answer"), ({"Decision": "Answer"}, "Enter the answer")):
        book = taken_out(desk)
        put(book, "Decisions", "UEC-01/rival", typed)
        preview = brought(desk, book)
        assert sentence in words(read(preview)) and ticked(preview, all_of=True) == []


def test_a_wording_that_was_changed_is_accepted_in_part_as_on_the_page(desk, submitted):
    book = taken_out(desk)
    put(book, "Decisions", "UEC-02/acute", PART)
    put(book, "Conditions", "UEC-02/acute", {"Agreed wording": "A price for the year"})
    take_in(desk, brought(desk, book))
    ruling = Decision.objects.get().rulings.get()
    assert (ruling.verdict, ruling.agreed, ruling.reason) == ("accept-in-part", "A price for the year", "Money.")


def test_what_is_published_is_locked_and_refused_and_an_undone_step_leaves_it(desk, submitted, author, approver, round):
    book = taken_out(desk)
    for reference in ("UEC-01", "UEC-02"):
        put(book, "Decisions", f"{reference}/acute", {"Decision": "Accept"})
    page = take_in(desk, brought(desk, book))
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    assert "Published since the step: it is corrected on its page: UEC-02/acute, UEC-01/acute" in words(read(undo(desk, page)))
    book = taken_out(desk)
    assert book["Decisions"].cell(2, 9).protection.locked
    put(book, "Decisions", "UEC-01/acute", {"Owner": "Somebody"})
    preview = brought(desk, book)
    assert "a decision that is published is corrected on its page" in words(read(preview)) and ticked(preview, all_of=True) == []


def test_what_a_colleague_decided_since_is_overwritten_only_when_ticked(desk, submitted, approver):
    book = taken_out(desk)
    put(book, "Decisions", "UEC-02/acute", PART)
    actions.decide(position=on(submitted, "UEC-02"), by=approver, verdict="defer", reason="Hers")
    preview = brought(desk, book)
    assert "Changed by others too: 1" in words(read(preview)) and ticked(preview) == []
    take_in(desk, preview, ticked(preview, all_of=True))
    assert Decision.objects.get().reason == "Money."


def test_what_was_decided_after_the_look_or_after_the_step_stays_and_is_named(desk, submitted, approver):
    book = taken_out(desk)
    put(book, "Decisions", "UEC-02/acute", PART)
    preview = brought(desk, book)
    actions.decide(position=on(submitted, "UEC-02"), by=approver, verdict="defer", reason="Hers")
    assert "Changed after you looked: UEC-02/acute" in words(read(take_in(desk, preview)))
    again = brought(desk, book)
    page = take_in(desk, again, ticked(again, all_of=True))
    actions.decide(position=on(submitted, "UEC-02"), by=approver, verdict="defer", reason="Hers again")
    assert "Changed since the step: UEC-02/acute" in words(read(undo(desk, page)))
    assert Decision.objects.get().reason == "Hers again"


def test_a_step_whose_answers_are_sealed_again_stays_and_says_why(desk, submitted, author, monkeypatch):
    actions.decide(position=on(submitted, "UEC-02"), by=author, verdict="defer", reason="Later.")
    book = taken_out(desk)
    put(book, "Decisions", "UEC-02/acute", {"Decision": "Defer", "Reason": "Much later."})
    page = take_in(desk, brought(desk, book))

    def sealed(round):
        raise Refused("The answers are sealed until Friday.")

    monkeypatch.setattr(decided_at_once, "judge_open", sealed)
    assert "The answers are sealed until Friday." in words(read(undo(desk, page)))
    assert on(submitted, "UEC-02").decision.reason == "Much later."


def test_a_row_of_another_point_and_a_new_row_are_refused(desk):
    book = taken_out(desk)
    put(book, "Decisions", None, {"Decision": "Accept"}, row=9)
    put(book, "Decisions", "UEC-09/acute", {"Decision": "Accept"}, row=10)
    preview = words(read(brought(desk, book)))
    assert "A new row is not taken in" in preview and "“UEC-09/acute” is none of this workbook" in preview


def test_only_who_decides_has_it(client, submitted, viewer, neighbour, signatory):
    for who, status in ((viewer, 403), (neighbour, 404), (signatory, 404)):
        entering(client, who)
        assert [client.get(one).status_code for one in (HERE, f"{HERE}download/")] == [status, status]


def test_nothing_that_is_sealed_goes_out(client, sealed_round, answered, signatory, author):
    actions.submit(response=answered, by=signatory, arrived_at=database_now(), role="Chief executive")
    book = taken_out(entering(client, author))
    assert not any("CANARY" in str(cell.value) or "UEC-0" in str(cell.value) for page in book for row in page for cell in row)


def test_a_workbook_is_seen_by_who_brought_it_alone_never_changed_and_forgotten(client, desk, approver):
    book = taken_out(desk)
    put(book, "Decisions", "UEC-02/acute", PART)
    preview = brought(desk, book)
    take_in(desk, preview)
    assert entering(client, approver).get(preview.request["PATH_INFO"]).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        DecidedWorkbook.objects.update(name="other.xlsx")
    actions.forget_decided(at=database_now() + timedelta(days=31))
    assert (DecidedWorkbook.objects.count(), DecidedStep.objects.count()) == (0, 1)


def test_pages_of_the_workbook_ask_as_little_with_many_points(desk, submitted, rival_invitation, competitor, first):
    counted = [_asked(desk)]
    more = actions.start(invitation=rival_invitation, by=competitor)
    actions.save_position(response=more, intention=first, by=competitor, content={"stance": "support"})
    for _ in range(40):
        add_point(more, competitor)
    actions.submit(response=more, by=competitor, arrived_at=IN_TIME, role="Chief executive")
    counted.append(_asked(desk))
    assert counted[0] == counted[1], counted
    *pages, taken, undone = counted[1]
    assert (max(pages) <= 12, taken <= 40, undone <= 30) == (True, True, True), counted


def _asked(desk):
    """Queries of the page, the file and the preview of a workbook in which every point is put off, of the step and of taking it back."""
    book = taken_out(desk)
    for row in range(2, book["Decisions"].max_row + 1):
        if key := book["Decisions"].cell(row, 1).value:
            put(book, "Decisions", key, {"Decision": "Defer", "Reason": "Later."})
    preview = brought(desk, book).request["PATH_INFO"]
    asked = []
    for address in (HERE, f"{HERE}download/", preview):
        with CaptureQueriesContext(connection) as found:
            looked = desk.get(address)
            assert looked.status_code == 200
        asked.append(len(found))
    seen = ticked(looked)
    for address, sent in ((preview, {"seen": seen}), (None, {})):
        with CaptureQueriesContext(connection) as found:
            done = desk.post(address or f"{HERE}{DecidedStep.objects.get(undone_at=None).pk}/undo/", sent)
        assert done.status_code == 302
        asked.append(len(found))
    assert not Decision.objects.exists()
    return asked
