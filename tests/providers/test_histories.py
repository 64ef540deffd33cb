"""Random lives of a response agree with a model, step by step. Five hundred of them are lived in tests/proof."""

import pytest
from django.db import transaction

from providers.actions import signature

from .histories import live


@pytest.mark.parametrize("seed", range(25))
def test_a_random_life_agrees_with_the_model(db, seed):
    with transaction.atomic():
        done = live(seed)

    assert len(done) == 18


def test_a_signature_that_does_not_lapse_is_seen(db, monkeypatch):
    monkeypatch.setattr(signature, "_lapse", lambda *planted, **fault: None)

    with pytest.raises(AssertionError):
        for seed in range(25):
            live(seed)
