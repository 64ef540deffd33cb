"""A point with several conditions is decided condition by condition; what is decided is said on paper too."""

import pytest
from django.db import IntegrityError, transaction

from intentions.models import Version
from portal.moves import CannotMove
from providers import actions
from providers.models import Ruling

from ..conftest import IN_TIME, edition_of


@pytest.fixture
def position(response, second, contributor, signatory):
    conditions = [{"text": text, "by_date": None} for text in ("A local price", "Weekend imaging", "Two more nurses")]
    content = {"stance": "support-with-conditions", "conditions": conditions, "comment": "CANARY"}
    actions.save_position(response=response, intention=second, by=contributor, content=content)
    actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    return response.positions.get(intention=second)


def decide(position, by, **more):
    conditions = list(position.conditions.order_by("order"))
    rulings = [
        {"condition": conditions[0], "verdict": "accept", "destination": "local-price"},
        {"condition": conditions[1], "verdict": "not-accept", "reason": "Not in this year"},
    ]
    said = {"verdict": "accept-in-part", "reason": "Two of three", "agreed": "The nurses follow in April", "rulings": rulings, **more}
    return actions.decide(position=position, by=by, **said)


def test_each_condition_may_be_decided_otherwise_than_the_whole(position, author):
    decision = decide(position, author)

    assert {(one.condition.text, one.verdict, one.destination) for one in decision.rulings.all()} == {
        ("A local price", "accept", "local-price"),
        ("Weekend imaging", "not-accept", "none"),
    }


def test_the_same_again_changes_nothing_and_another_ruling_is_a_revision(position, author):
    decision = decide(position, author)
    assert decide(position, author).revision == decision.revision

    conditions = list(position.conditions.order_by("order"))
    again = decide(position, author, rulings=[{"condition": conditions[2], "verdict": "defer", "reason": "Next year"}])

    assert again.revision == decision.revision + 1
    assert [one.condition for one in again.rulings.all()] == [conditions[2]]


def test_a_stale_ruling_overwrites_nothing(position, author, approver):
    decide(position, author)
    conditions = list(position.conditions.all())

    with pytest.raises(actions.Stale):
        decide(position, approver, rulings=[{"condition": conditions[2], "verdict": "accept"}], revision=0)
    assert Ruling.objects.count() == 2


def test_a_condition_of_another_position_is_not_decided_here(position, author, rival_invitation, second, competitor):
    other = actions.start(invitation=rival_invitation, by=competitor)
    content = {"stance": "support-with-conditions", "conditions": [{"text": "Theirs", "by_date": None}]}
    actions.save_position(response=other, intention=second, by=competitor, content=content)
    theirs = other.positions.get().conditions.get()

    with pytest.raises(CannotMove):
        decide(position, author, rulings=[{"condition": theirs, "verdict": "accept"}])


def test_a_ruling_other_than_accept_has_a_reason(position, author):
    conditions = list(position.conditions.all())
    with pytest.raises(actions.NotInWords, match="Enter a reason for condition 1, unless you accept it"):
        decide(position, author, rulings=[{"condition": conditions[0], "verdict": "defer"}])
    decide(position, author)
    with pytest.raises(IntegrityError, match="a_ruling_other_than_accept_has_a_reason"), transaction.atomic():
        Ruling.objects.filter(verdict="not-accept").update(reason="")


def test_rulings_are_frozen_with_their_decision(position, author, approver, round):
    decide(position, author)
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    for change in (
        lambda: Ruling.objects.update(reason="Another"),
        lambda: Ruling.objects.all().delete(),
        lambda: Ruling.objects.create(
            decision=position.decision, condition=position.conditions.get(text="Two more nurses"), verdict="accept"
        ),
    ):
        with pytest.raises(IntegrityError, match="frozen with its parent"), transaction.atomic():
            change()


def test_the_paper_says_what_was_decided_on_each_condition(position, author, approver, round):
    decide(position, author)

    batch = actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    reference, cut, said, decided, changes = batch.paper.facts["chapters"][0]["rows"][0]
    assert (reference, cut, changes) == ("UEC-02", "Not said", "Nothing")
    assert said == "Eastham Acute Trust: Support with conditions. A local price. Weekend imaging. Two more nurses."
    why = "Two of three. Agreed: The nurses follow in April. Agreed: A local price. Not accepted on “Weekend imaging”: Not in this year."
    assert decided == f"Accepted in part: {why}"


def test_nothing_sensitive_is_in_the_paper(response, first, second, contributor, signatory, author, approver, round):
    content = {"stance": "cannot-support", "comment": "CANARY", "is_sensitive": True, "sensitive_reason": "CANARY"}
    actions.save_position(response=response, intention=second, by=contributor, content=content)
    actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    actions.decide(position=response.positions.get(), by=author, verdict="not-accept", reason="SECRET")

    batch = actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    assert "Answered privately" in str(batch.paper.facts)
    assert "CANARY" not in str(batch.paper.facts) and "SECRET" not in str(batch.paper.facts)


def test_the_version_that_a_decision_asked_for_is_named_when_it_is_printed(position, author, approver, round, second):
    decide(position, author, needs_new_version=True)
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    latest = Version.objects.create(intention=second, number=2, title="Same day emergency care, seven days")

    actions.fulfil(edition=edition_of(round, [latest], 2))

    position.decision.refresh_from_db()
    assert position.decision.new_version == latest
