"""Every decided point and condition ends in words both sides can read as agreed; what was refused, or merely asked, is in none."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from providers import actions
from providers.documents import contracts
from providers.documents import drawing as documents
from providers.models import Decision, Ruling

from ..conftest import IN_TIME, person

MIDNIGHT, TEN = "A GP is on site from 08:00 to midnight.", "A GP is on site from 08:00 to 22:00."


@pytest.fixture
def answer(response, second, contributor, signatory):
    """A position as it is submitted."""

    def make(**content):
        actions.save_position(response=response, intention=second, by=contributor, content=content)
        actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")
        return response.positions.get(intention=second)

    return make


def conditional(*texts, **more):
    conditions = [{"text": text, "by_date": date(2027, 4, 1)} for text in texts]
    return {"stance": "support-with-conditions", "comment": "MERELY-SAID", "conditions": conditions, **more}


def published(round, approver):
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    decisions = list(documents.agreed(round))
    lines = contracts.schedules(decisions)
    return lines, [piece.words for piece in documents.pieces(round)], decisions


def test_asked_until_midnight_and_agreed_until_ten_the_contract_says_ten(answer, author, approver, round):
    position = answer(**conditional(MIDNIGHT, "Streamed patients are counted."))
    first, counted = position.conditions.order_by("order")
    in_part = {"condition": first, "verdict": "accept-in-part", "agreed": TEN, "reason": "Nights are quiet", "destination": "specification"}
    rulings = [in_part, {"condition": counted, "verdict": "accept", "destination": "activity-plan"}]
    actions.decide(position=position, by=author, verdict="accept-in-part", reason="Nights are quiet", rulings=rulings)

    lines, clauses, _ = published(round, approver)

    assert [(line.schedule, line.text, line.verdict) for line in lines] == [
        ("Service specification", TEN, "Accepted in part"),
        ("Indicative activity plan", "Streamed patients are counted.", "Accepted"),
    ]
    assert [line.by_date for line in lines] == [None, date(2027, 4, 1)]
    assert clauses == [
        f"On UEC-02 Same day emergency care, Eastham Acute Trust: {TEN}",
        "On UEC-02 Same day emergency care, Eastham Acute Trust: Streamed patients are counted. By 1 April 2027.",
    ]
    batch = round.batches.get()
    assert TEN in str(batch.paper.facts) and f"Agreed: {TEN}" in str(batch.paper.facts)


def test_half_a_post_is_funded_though_its_one_condition_is_refused(answer, author, approver, round):
    position = answer(**conditional("The specialist service trains us."))
    half = {"agreed": "Half a post is funded", "agreed_amounts": {"2027": "11000.00"}, "agreed_by_date": date(2027, 6, 30)}
    refused = {"condition": position.conditions.get(), "verdict": "not-accept", "reason": "It has no trainers"}
    said = {"verdict": "accept-in-part", "reason": "Money for half", "destination": "specification", **half}
    actions.decide(position=position, by=author, rulings=[refused], **said)

    lines, clauses, decisions = published(round, approver)

    found = [(line.text, line.amount, line.by_date) for line in lines]
    assert found == [("Half a post is funded", "£11,000 in 2027/28", date(2027, 6, 30))]
    about = "On UEC-02 Same day emergency care, Eastham Acute Trust"
    assert clauses == [f"{about}: Half a post is funded. £11,000 in 2027/28. By 30 June 2027."]
    assert [(one.text, one.reason) for one in contracts.refused(decisions)] == [("The specialist service trains us.", "It has no trainers")]


def test_what_is_accepted_is_agreed_as_it_was_asked_and_needs_no_typing(answer, author, approver, round):
    actions.decide(position=answer(stance="support", comment="We open in May"), by=author, verdict="accept", destination="sdip")

    lines, clauses, _ = published(round, approver)

    assert [line.text for line in lines] == ["We open in May"]
    assert clauses == ["On UEC-02 Same day emergency care, Eastham Acute Trust: We open in May."]  # ended once


def test_words_sent_to_a_paper_or_nowhere_are_in_no_contract_and_no_clause(answer, author, approver, round):
    actions.decide(position=answer(stance="support", comment="We open in May"), by=author, verdict="accept", destination="paper")

    lines, clauses, _ = published(round, approver)

    assert (lines, clauses) == ([], [])
    assert "Agreed: We open in May." in str(round.batches.get().paper.facts)


def test_a_question_is_answered_and_never_accepted(answer, author, approver, round):
    position = answer(stance="need-clarification", comment="Which five things?")
    for verdict in ("accept", "accept-in-part"):
        with pytest.raises(actions.NotInWords, match="A question is answered, not accepted"):
            actions.decide(position=position, by=author, verdict=verdict, reason="Yes", agreed="Yes")
    with pytest.raises(actions.NotInWords, match="Enter the answer"):
        actions.decide(position=position, by=author, verdict="clarify")
    actions.decide(position=position, by=author, verdict="clarify", reason="The five in the draft")

    lines, clauses, _ = published(round, approver)

    assert (lines, clauses) == ([], [])
    row = round.batches.get().paper.facts["chapters"][0]["rows"][0]
    assert row[3] == "Answered: The five in the draft."


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"verdict": "accept-in-part", "reason": "No money"}, "Enter the agreed wording of the point, or decide each condition"),
        ({"verdict": "accept-in-part", "reason": "No", "agreed_activity": "900"}, "it carries the sum, the activity or the day"),
        ({"verdict": "not-accept", "reason": " "}, "Enter a reason"),
    ],
)
def test_what_does_not_end_in_words_is_not_decided(answer, author, said, why):
    position = answer(**conditional(MIDNIGHT))

    with pytest.raises(actions.NotInWords, match=why):
        actions.decide(position=position, by=author, **said)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("verdict", "ruling", "why"),
    [
        ("accept", {"verdict": "not-accept", "reason": "No"}, "You accept the point, but not condition 1"),
        ("not-accept", {"verdict": "accept"}, "You accept condition 1, but not the point"),
        ("accept-in-part", {"verdict": "accept-in-part", "reason": "No"}, "Enter the agreed wording of condition 1"),
        ("accept-in-part", {"verdict": "defer", "reason": "No"}, "none of its conditions is accepted"),
    ],
)
def test_a_condition_agrees_with_its_point(answer, author, verdict, ruling, why):
    position = answer(**conditional(MIDNIGHT))
    rulings = [{"condition": position.conditions.get(), **ruling}]

    with pytest.raises(actions.NotInWords, match=why):
        actions.decide(position=position, by=author, verdict=verdict, reason="Why", rulings=rulings)


def test_what_is_refused_has_no_words_whatever_is_sent(answer, author):
    said = {"agreed": "CANARY", "agreed_amounts": {"2027": "1.00"}, "destination": "sdip", "contract_label": "Schedule 4C"}
    decision = actions.decide(position=answer(stance="cannot-support", comment="No"), by=author, verdict="defer", reason="Later", **said)

    assert (decision.agreed, decision.agreed_amounts, decision.destination, decision.contract_label) == ("", {}, "none", "")
    for change in ({"agreed": "CANARY"}, {"destination": "sdip"}, {"agreed_amounts": {"2027": "1.00"}}):
        with pytest.raises(IntegrityError, match="a_decision_that_refuses_agrees_on_nothing"), transaction.atomic():
            Decision.objects.update(**change)


def test_the_database_publishes_nothing_accepted_without_words(answer, author, approver, round):
    decision = actions.decide(position=answer(stance="support", comment="Yes"), by=author, verdict="accept")
    Decision.objects.update(agreed="")

    with pytest.raises(IntegrityError, match="says in words what is agreed"), transaction.atomic():
        actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    Decision.objects.update(agreed="Yes")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(agreed="Something else")


def test_a_ruling_has_words_exactly_when_it_accepts(answer, author):
    position = answer(**conditional(MIDNIGHT))
    actions.decide(position=position, by=author, verdict="accept")

    assert Ruling.objects.get().agreed == MIDNIGHT
    with pytest.raises(IntegrityError, match="a_condition_that_is_accepted_has_agreed_words"), transaction.atomic():
        Ruling.objects.update(agreed="")
    with pytest.raises(IntegrityError, match="a_ruling_that_refuses_agrees_on_nothing"), transaction.atomic():
        Ruling.objects.update(verdict="not-accept", reason="No")


def test_agreed_words_of_a_sensitive_point_are_read_by_its_provider_alone(answer, author, approver, round, contributor, viewer):
    position = answer(stance="support", comment="PRICE", is_sensitive=True, sensitive_reason="Prices")
    actions.decide(position=position, by=author, verdict="accept", destination="local-price")

    lines, _, _ = published(round, approver)

    assert [line.text for line in lines] == ["PRICE"]  # the commissioners' own list
    assert not list(documents.for_everybody(round)) and "PRICE" not in str(round.batches.get().paper.facts)
    outsider = person("Out Sider")
    assert [Decision.objects.visible_to(one).exists() for one in (contributor, viewer, outsider)] == [True, True, False]


# ── decisions from before there were agreed words ───────────────────────────────────────────────────────────────────
OLD = import_module("providers.migrations.0007_agreed_wording")


def old(verdict, stance="support", reason="From July.", destination="none", conditions=(), rulings=()):
    about = SimpleNamespace(stance=stance, comment="Asked", alternative="", version=SimpleNamespace(title="Beds"))
    about.conditions = SimpleNamespace(count=lambda: len(conditions), all=lambda: conditions)
    return SimpleNamespace(
        verdict=verdict, reason=reason, destination=destination, agreed="", position=about, rulings=SimpleNamespace(all=lambda: rulings)
    )


def test_of_an_old_decision_the_words_are_what_was_asked_or_the_reason_there_was():
    accepted, in_part, refused = old("accept"), old("accept-in-part"), old("not-accept", destination="sdip")
    for decision in (accepted, in_part, refused):
        OLD._answer_a_question(decision)
        OLD._word(decision)

    assert (accepted.agreed, in_part.agreed, refused.agreed) == ("Asked", "From July.", "")
    assert (accepted.destination, in_part.destination, refused.destination) == ("memorandum", "memorandum", "none")


def test_an_old_acceptance_of_a_question_is_an_answer_and_says_so_honestly():
    decision = old("accept", stance="need-clarification", reason="")

    OLD._answer_a_question(decision)
    OLD._word(decision)

    assert (decision.verdict, decision.reason, decision.agreed) == ("clarify", "Recorded as accepted; no answer was written.", "")
