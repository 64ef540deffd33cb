"""The page on which a point is decided: what was asked is there to be changed, and nothing is accepted without words."""

import pytest
from django.urls import reverse

from providers import actions
from providers.models import Decision, Position

from ..conftest import IN_TIME
from ..reading import entering, problems, read, typed, words

UEC_2 = reverse("providers:decide", args=["sel-2027", "UEC-02", "acute"])
UEC_1 = reverse("providers:decide", args=["sel-2027", "UEC-01", "acute"])


@pytest.fixture
def opened(client, submitted, author):
    return read(entering(client, author).get(UEC_2))


def test_what_is_accepted_needs_no_typing(client, opened):
    client.post(UEC_2, typed(opened, verdict="accept", next="1"))

    decision = Decision.objects.get()
    assert [one.agreed for one in decision.rulings.all()] == ["A local price is agreed"]
    assert (decision.amount_in_words, decision.agreed) == ("£185,000 in 2027/28", "CANARY-TWO")


def test_a_condition_whose_wording_is_changed_is_accepted_in_part(client, opened):
    assert opened.select_one("[name=agreed_1]").get_text().strip() == "A local price is agreed"
    said = {"verdict": "accept-in-part", "reason": "From July", "agreed_1": "A local price is agreed for half", "amount_2027": ""}

    client.post(UEC_2, typed(opened, **said, next="1"))

    decision = Decision.objects.get()
    ruling = decision.rulings.get()
    assert (ruling.verdict, ruling.agreed, ruling.reason, decision.agreed) == (
        "accept-in-part",
        "A local price is agreed for half",
        "From July",
        "",
    )


def test_a_wording_that_was_changed_and_not_decided_on_is_not_lost(client, opened):
    refused = read(client.post(UEC_2, typed(opened, verdict="defer", reason="Later", agreed_1="Half of it", next="1")), 422)

    assert problems(refused) == ["You changed the wording of condition 1. Select what you decide on it"]
    assert refused.select_one("[name=agreed_1]").get_text().strip() == "Half of it"
    assert "What you changed" in words(refused) and refused.select_one("main ins") is not None  # without a script


def test_a_total_that_differs_from_its_years_is_refused_in_words(client, opened):
    said = {"verdict": "accept", "amount_2027": "100,000", "agreed_total": "150,000"}

    refused = read(client.post(UEC_2, typed(opened, **said, next="1")), 422)

    assert problems(refused) == ["The agreed total is £150,000, but the years make £100,000"]
    assert refused.select_one("[name=agreed_total]")["value"] == "150,000" and not Decision.objects.exists()


def test_in_part_without_words_is_refused_and_keeps_what_was_typed(client, opened):
    refused = read(client.post(UEC_2, typed(opened, verdict="accept-in-part", reason="Money", owner="Director", next="1")), 422)

    assert problems(refused) == ["Enter the agreed wording of the point: it carries the sum, the activity or the day"]
    assert refused.select_one("[name=owner]")["value"] == "Director"


def test_the_change_is_drawn_while_it_is_typed(client, opened):
    field = opened.select_one("[name=agreed_1]")
    sent = {"redline": "agreed_1", "agreed_1": "A local price is refused"}

    drawn = read(client.post(UEC_2, sent, headers={"HX-Request": "true"}))

    assert field["hx-target"] == "#redline-agreed_1" and opened.select_one("#redline-agreed_1") is not None
    assert (words(drawn.ins), words(drawn.find("del"))) == ("Added: refused", "Removed: agreed")
    assert client.post(UEC_2, {"redline": "owner"}, headers={"HX-Request": "true"}).status_code == 404


def test_a_question_is_offered_an_answer_and_no_acceptance(client, response, second, contributor, signatory, author):
    content = {"stance": "need-clarification", "comment": "Which five?"}
    actions.save_position(response=response, intention=second, by=contributor, content=content)
    actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    opened = read(entering(client, author).get(UEC_2))

    offered = [words(label) for label in opened.select("label") if label["for"].startswith("id_verdict")]
    assert offered == ["Answer", "Defer", "Do not accept"]
    refused = read(client.post(UEC_2, typed(opened, verdict="clarify", next="1")), 422)
    assert problems(refused) == ["Enter the answer"]
    client.post(UEC_2, typed(refused, verdict="clarify", reason="These five", next="1"))
    assert "Answered" in words(read(client.get(f"{reverse('providers:responses', args=['sel-2027'])}?as=list")))


def test_both_sides_read_the_agreed_words_against_what_was_asked(client, opened, round, approver, contributor, submitted):
    said = {"verdict": "accept-in-part", "reason": "From July", "agreed_1": "A local price is agreed for half", "amount_2027": ""}
    client.post(UEC_2, typed(opened, **said, contract_label="Schedule 4C", contract_year="2027", next="1"))
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)

    theirs = read(client.get(UEC_2))
    ours = read(entering(client, contributor).get(reverse("providers:position", args=[submitted.pk, "UEC-02"])))

    for shown in (theirs, ours):
        assert "A local price is agreed Added: for half By 18 December 2026" in words(shown)
        assert "Goes into: Memorandum clause, Schedule 4C, contract of 2027/28" in words(shown)


def test_the_same_decision_is_not_given_to_whom_it_cannot_be_said(client, submitted, rival_invitation, second, competitor, author):
    theirs = actions.start(invitation=rival_invitation, by=competitor)
    actions.save_position(response=theirs, intention=second, by=competitor, content={"stance": "need-clarification", "comment": "When?"})
    actions.submit(response=theirs, by=competitor, arrived_at=IN_TIME, role="Chief executive")
    opened = read(entering(client, author).get(UEC_2))
    other = Position.objects.get(response=theirs)

    refused = read(client.post(UEC_2, typed(opened, verdict="accept", same=[str(other.pk)], next="1")), 422)

    assert problems(refused) == ["Decide Westham Acute Trust by itself: this cannot be said of it"]
    assert not Decision.objects.exists()


def test_the_schedules_carry_verdict_amount_day_and_contract_and_what_was_refused_stands_apart(client, opened, round, author, approver):
    sent = {"destination": "local-price", "contract_label": "Schedule 3A", "contract_year": "2027", "contract_reference": "QE-114"}
    client.post(UEC_2, typed(opened, verdict="accept", **sent, next="1"))
    first = Position.objects.get(comment="CANARY-ONE")
    actions.decide(position=first, by=author, verdict="not-accept", reason="No money at all")
    actions.publish_decisions(round=round, by=approver, at=IN_TIME)
    address = reverse("providers:schedules", args=["sel-2027"])

    shown = read(client.get(address))
    taken = client.get(address, {"download": "csv"}).content.decode("utf-8-sig").splitlines()

    assert taken[0].startswith("Provider,Schedule,Intention,Change,What is agreed,Verdict,Amount,By,Activity,Contract,Owner")
    assert len(taken) == 3 and not any("CANARY-ONE" in line or "No money" in line for line in taken)
    assert any(
        "A local price is agreed,Accepted,,2026-12-18" in line and "Schedule 3A, contract of 2027/28, QE-114" in line for line in taken
    )
    assert any('CANARY-TWO,Accepted,"£185,000 in 2027/28"' in line for line in taken)
    assert "What was not agreed" in words(shown) and "CANARY-ONE” No money at all" in words(shown.select_one("details"))
    assert "No money" not in words(shown.select_one("table"))
