"""Random lives of groups agree with a model, step by step. Five hundred of them are lived in tests/proof."""

import pytest
from django.db import transaction

from providers.actions import last_click, signing_letters

from .groups import live


@pytest.mark.parametrize("seed", range(12))
def test_a_random_life_of_a_group_agrees_with_the_model(db, seed):
    with transaction.atomic():
        done = live(seed)

    assert len(done) == 24


@pytest.mark.parametrize(
    ("where", "name"),
    [(last_click, "_go_on"), (last_click, "note_leavers"), (last_click, "end_decline"), (signing_letters, "tell_all_signed")],
)
def test_a_group_that_does_not_keep_its_promise_is_seen(db, monkeypatch, where, name):
    monkeypatch.setattr(where, name, lambda *planted, **fault: None)

    with pytest.raises(AssertionError):
        for seed in range(60):
            live(seed)
