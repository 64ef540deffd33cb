"""A correction keeps old and new with who and why, tells everybody who was told of the first, and flags what quotes it."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from portal.audit.models import Email
from portal.moves import CannotMove
from portal.organisations.models import Membership
from providers import actions
from providers.documents import correction as documents
from providers.documents.contracts import schedules
from providers.documents.drawing import agreed
from providers.models import Batch, Correction, Decision, Memorandum, Ruling

from ..conftest import IN_TIME


@pytest.fixture
def decision(submitted, round, author, approver):
    position = submitted.positions.get(stance="support-with-conditions")
    written = actions.decide(position=position, by=author, verdict="accept", destination="local-price")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    written.refresh_from_db()
    return written


def put_right(decision, by, **more):
    said = {"verdict": "accept-in-part", "reason": "Half the money", "agreed": "A local price for half", "destination": "local-price"}
    return actions.correct(decision=decision, by=by, at=IN_TIME, **{"why": "The sum was wrong", "rulings": [], **said, **more})


def test_old_and_new_are_kept_with_who_and_why(decision, approver, round):
    correction = put_right(decision, approver)

    decision.refresh_from_db()
    assert (decision.verdict, decision.agreed, decision.corrected) == ("accept-in-part", "A local price for half", 1)
    assert (correction.by, correction.why, correction.was["verdict"]) == (approver, "The sum was wrong", "accept")
    assert correction.was["read"] == "Accepted: Agreed: A local price is agreed. By 18 December 2026."
    assert [line.text for line in schedules(agreed(round))] == ["A local price for half"]


def test_a_second_correction_stands_beside_the_first(decision, approver):
    put_right(decision, approver)
    put_right(decision, approver, agreed="A local price for a third", why="Typed wrongly")

    assert list(Correction.objects.order_by("number").values_list("number", "was__agreed")) == [(1, ""), (2, "A local price for half")]


def test_everybody_told_of_the_first_is_told_of_the_second(decision, approver, contributor, signatory):
    Membership.objects.filter(user=contributor).delete()  # left since
    put_right(decision, approver)

    told = Email.objects.filter(kind="corrected")
    assert {one.to for one in told} == {contributor, signatory}
    assert {one.subject for one in told} == {"Corrected: the decision on UEC-02 for Eastham Acute Trust: South East London 2027/28"}


def test_you_said_we_did_is_printed_again(decision, approver, round):
    put_right(decision, approver)

    first, second = Batch.objects.order_by("number")
    assert "A local price for half" in str(second.paper.facts) and "for half" not in str(first.paper.facts)
    assert decision.batch == first


def test_what_quotes_it_is_flagged_until_it_is_brought_up_to_date(decision, approver, author, round):
    memorandum = actions.draft_memorandum(round=round, by=author)
    assert not documents.corrected_in(memorandum)

    put_right(decision, approver)

    assert documents.corrected_in(memorandum) == ["UEC-02"]
    assert list(documents.quoting(Memorandum.objects.all())) == [memorandum]
    actions.redraft(memorandum=memorandum, by=author)
    assert not documents.corrected_in(memorandum)
    assert "A local price for half" in memorandum.clauses.get().text


def test_papers_frozen_before_it_are_flagged(decision, approver, round):
    put_right(decision, approver)

    assert documents.since(round, IN_TIME.replace(year=2025)) == ["UEC-02"]
    assert documents.since(round, IN_TIME) == [] and documents.since(round, None) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"why": " "}, "Enter why the decision is corrected"),
        ({"verdict": "accept", "rulings": None, "agreed": "", "reason": ""}, "Nothing is changed"),
        ({"agreed": ""}, "Enter the agreed wording"),
    ],
)
def test_a_correction_says_why_changes_something_and_ends_in_words(decision, approver, said, why):
    with pytest.raises(actions.Refused, match=why):
        put_right(decision, approver, **said)
    assert not Correction.objects.exists()


def test_nothing_else_changes_a_published_decision(decision, approver):
    correction = put_right(decision, approver)

    for change in (
        lambda: Decision.objects.update(agreed="Quietly"),
        lambda: Decision.objects.update(agreed="Quietly", corrected=2),
        lambda: Decision.objects.all().delete(),
        lambda: Ruling.objects.create(decision=decision, condition=decision.position.conditions.get(), verdict="accept", agreed="x"),
        lambda: Correction.objects.filter(pk=correction.pk).update(why="Another"),
        lambda: Correction.objects.all().delete(),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


def test_only_what_is_published_is_corrected(submitted, author, approver):
    position = submitted.positions.get(stance="support-with-conditions")
    written = actions.decide(position=position, by=author, verdict="accept")

    with pytest.raises(CannotMove):
        put_right(written, approver)
