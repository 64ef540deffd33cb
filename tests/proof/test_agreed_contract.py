"""What is agreed is what reaches the contract: random rounds of decisions, questions and corrections beside a model."""

import time

import pytest

from tests.providers.agreements import play
from tests.providers.conftest import *  # noqa: F403  the round, its people and two providers

from .measured import SEED, measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROUNDS = sized(2000)


def test_agreed_contract_nothing_refused_or_merely_asked_is_in_a_contract(
    client, invitation, rival_invitation, first, second, author, approver, group
):
    began = time.monotonic()
    world = {"invitations": [invitation, rival_invitation], "intentions": [first, second], "author": author, "approver": approver}
    world["group"] = group
    broken, agreed, refused, corrected = [], 0, 0, 0
    for number in range(ROUNDS):
        faults, played = play(SEED * 100_000 + number, client=client, **world)
        broken += faults
        agreed += sum(len(found) for found in played.agreed.values())
        refused, corrected = refused + played.refusals, corrected + played.corrected

    about = {"agreed": agreed, "refused_without_words": refused, "corrected": corrected, "first": broken[:3]}
    measured("agreed.contract", ROUNDS, len(broken), began, **about)
