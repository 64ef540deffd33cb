"""Random rounds out and back: a few of those of tests/proof/test_workbooks.py, and that the comparison sees a cell that was changed."""

import random

import pytest
from django.db import transaction

from portal.workbooks import cells

from .lives import differences


@pytest.mark.parametrize("seed", range(6))
def test_a_random_round_goes_out_and_comes_back_the_same(seed, chapter, author, borough, trust):
    assert differences(random.Random(seed), chapter, author, borough, trust) == []


def test_a_cell_that_is_read_otherwise_is_seen(chapter, author, borough, trust, monkeypatch):
    plain = cells._plain
    monkeypatch.setattr(cells, "_plain", lambda value: plain(value).replace("ward", "wing"))
    found = []
    for seed in range(6):
        with transaction.atomic():
            found += differences(random.Random(seed), chapter, author, borough, trust)
            transaction.set_rollback(True)
    assert found
