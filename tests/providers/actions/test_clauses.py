"""Clauses in other words than were agreed, left out, or added; the parties chosen: always with what was agreed beside it."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from portal.moves import CannotMove
from portal.moves.stale import Stale
from providers import actions
from providers.documents import memorandum as documents
from providers.models import Position

from ..conftest import IN_TIME
from ..memoranda import agree, offer, texts

AS_AGREED = "On UEC-02 Same day emergency care, Eastham Acute Trust: A local price is agreed from 1 July."


def save(clause, by, text, because="", revision=None):
    clause.refresh_from_db()
    said = {"revision": clause.revision if revision is None else revision, "text": text, "left_out_because": because}
    return actions.save_clause(clause=clause, by=by, **said)


def test_a_changed_clause_keeps_the_agreed_words_beside_it(memorandum, author):
    clause = save(memorandum.clauses.get(), author, "A local price from 1 July.")
    assert (clause.agreed, clause.is_changed) == (AS_AGREED, True)
    assert documents.text(memorandum)["clauses"][0][2] == AS_AGREED

    clause = save(clause, author, AS_AGREED)
    assert not clause.is_changed and documents.text(memorandum)["clauses"][0][2] == ""


def test_two_in_one_clause_overwrite_nothing(memorandum, author, approver):
    clause = save(memorandum.clauses.get(), author, "Theirs.")

    with pytest.raises(Stale) as stale:
        save(clause, approver, "Mine.", revision=0)

    assert stale.value.conflicts["text"].theirs == "Theirs." and texts(memorandum) == ["Theirs."]


def test_what_is_left_out_is_named_with_its_reason_and_comes_back(memorandum, author):
    clause = save(memorandum.clauses.get(), author, AS_AGREED, "It is in the contract already")
    text = documents.text(memorandum)
    assert (text["clauses"], text["left_out"][0][0], text["left_out"][0][2]) == ([], AS_AGREED, "It is in the contract already")

    save(clause, author, AS_AGREED)
    assert not documents.text(memorandum)["left_out"] and texts(memorandum) == [AS_AGREED]


def test_a_clause_of_ones_own_says_so_and_can_be_taken_out(memorandum, author):
    own = actions.add_clause(memorandum=memorandum, by=author, text="We meet in May.")
    assert documents.text(memorandum)["clauses"][1] == ["We meet in May.", documents.OWN, ""]

    actions.remove_clause(clause=own, by=author)
    assert texts(memorandum) == [AS_AGREED]
    with pytest.raises(actions.Refused, match="Leave it out with a reason"):
        actions.remove_clause(clause=memorandum.clauses.get(), by=author)


def test_bringing_it_up_to_date_writes_over_nothing_that_somebody_wrote(memorandum, author, approver):
    save(memorandum.clauses.get(), author, "Ours.")
    actions.add_clause(memorandum=memorandum, by=author, text="We meet in May.")
    decision = memorandum.clauses.exclude(decision=None).get().decision
    condition = decision.position.conditions.get()
    ruling = {"condition": condition, "verdict": "accept-in-part", "reason": "From August", "agreed": "A local price from 1 August"}
    said = {"verdict": "accept-in-part", "reason": "From August", "rulings": [ruling]}
    actions.correct(decision=decision, by=approver, at=IN_TIME, why="The month was wrong", **said)

    memorandum = actions.redraft(memorandum=memorandum, by=author)

    assert texts(memorandum) == ["Ours.", "We meet in May."]
    assert memorandum.clauses.exclude(decision=None).get().agreed.endswith("A local price from 1 August.")


def test_once_it_is_offered_no_clause_and_no_party_changes(memorandum, author, approver, commissioner, acute):
    clause = memorandum.clauses.get()
    offer(memorandum, approver)

    for act in (
        lambda: save(clause, author, "Other"),
        lambda: actions.add_clause(memorandum=memorandum, by=author, text="More"),
        lambda: actions.choose_parties(memorandum=memorandum, by=author, organisations=[commissioner, acute], because=""),
    ):
        with pytest.raises(CannotMove):
            act()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        memorandum.clauses.update(left_out_because="No")


def choose(memorandum, by, *organisations, because=""):
    return actions.choose_parties(memorandum=memorandum, by=by, organisations=organisations, because=because)


def test_parties_are_chosen_from_those_concerned(memorandum, author, commissioner, acute, rival, group, neighbour):
    choose(memorandum, author, commissioner, acute, group)
    assert {one.organisation for one in memorandum.parties.all()} == {commissioner, acute, group}

    with pytest.raises(actions.Refused, match="Only those concerned"):
        choose(memorandum, author, commissioner, rival)
    with pytest.raises(actions.Refused, match="needs a commissioner"):
        choose(memorandum, author, acute)
    with pytest.raises(actions.Refused, match="needs a provider"):
        choose(memorandum, author, commissioner)


def test_who_is_taken_out_is_named_with_the_reason(memorandum, author, approver, commissioner, acute, group, signatory):
    with pytest.raises(actions.Refused, match="Say why Eastham Acute Trust is taken out"):
        choose(memorandum, author, commissioner, group)

    choose(memorandum, author, commissioner, group, because="It signs through the alliance")

    assert documents.text(memorandum)["taken_out"] == [["Eastham Acute Trust", "It signs through the alliance"]]
    offered = offer(memorandum, approver)
    agree(offered, signatory, acute)  # as a member of the alliance, for itself
    choose(actions.take_back(memorandum=offered, by=approver), author, commissioner, acute, group)
    assert documents.text(memorandum)["taken_out"] == []


def test_a_withdrawn_answer_leaves_no_clause_and_what_was_written_is_in_the_record(memorandum, author, signatory, acute):
    save(memorandum.clauses.get(), author, "Ours.")
    actions.withdraw(response=Position.objects.get(comment="CANARY-TWO").response, by=signatory, reason="Wrong", at=IN_TIME)

    with pytest.raises(actions.Refused, match="Nothing that was agreed waits"):
        actions.redraft(memorandum=memorandum, by=author)
    assert texts(memorandum) == ["Ours."]
