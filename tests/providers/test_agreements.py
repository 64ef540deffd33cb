"""Whatever is decided, published and corrected: contract, memorandum, paper and export say what was agreed, once, and nothing else."""

import pytest

from providers.documents import agreed, drawing, memorandum

from .agreements import play


@pytest.fixture
def world(invitation, rival_invitation, first, second, author, approver, group):
    people = {"author": author, "approver": approver, "group": group}
    return {"invitations": [invitation, rival_invitation], "intentions": [first, second], **people}


def test_random_rounds_end_in_what_was_agreed(client, world):
    played = [play(seed, client=client, **world) for seed in range(25)]

    assert not [fault for broken, _ in played for fault in broken]
    assert sum(len(one.agreed) for _, one in played) > 25 and sum(one.refusals for _, one in played) > 25


def test_a_contract_that_carried_what_was_asked_is_seen(client, world, monkeypatch):
    """The fault that was: the line takes the condition's own words."""
    right = agreed.agreements

    def asked(decision):
        for one, condition in right(decision):
            if condition:
                one.agreed = condition.text
            yield one, condition

    monkeypatch.setattr("providers.documents.contracts.agreements", asked)

    assert any("schedules: " in fault for seed in range(25) for fault in play(seed, client=client, **world)[0])


def test_a_clause_that_is_in_two_memoranda_is_seen(client, world, monkeypatch):
    """The fault that could be: a memorandum draws what another has already."""
    monkeypatch.setattr(
        "providers.documents.drawing.drawn",
        lambda memorandum, every=None: [one for one in drawing.pieces(memorandum.round) if drawing._is_of(memorandum, one)],
    )

    assert any("memoranda: " in fault for seed in range(25) for fault in play(seed, client=client, **world)[0])


def test_a_clause_whose_agreed_words_are_hidden_is_seen(client, world, monkeypatch):
    right = memorandum.text
    monkeypatch.setattr(
        "providers.documents.memorandum.text", lambda one: {**(said := right(one)), "clauses": [[*row[:2], ""] for row in said["clauses"]]}
    )

    assert any("hides what was agreed" in fault for seed in range(25) for fault in play(seed, client=client, **world)[0])
