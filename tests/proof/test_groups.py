"""Groups that keep their promise, at full size."""

import time

import pytest
from django.db import connection, transaction

from tests.providers.groups import live

from .measured import measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_five_hundred_histories_of_groups_agree_with_a_model():
    """Signed, edited, lapsed, declined, handed on, reminded, left, closed, submitted by themselves at the last second."""
    began, failed, done, size = time.monotonic(), 0, {}, sized(500)
    for seed in range(2000, 2000 + size):
        try:
            with transaction.atomic():
                for step in live(seed, steps=30):
                    done[step] = done.get(step, 0) + 1
                transaction.set_rollback(True)
        except AssertionError:
            failed += 1
    connection.check_constraints()

    steps = {f"{name}_done": done.get(f"{name}: done", 0) for name in ("sign", "decline", "delegate", "nudge", "choose", "submit")}
    measured("agreed.groups", size, failed, began, steps=sum(done.values()), late=done.get("sign: TooLate", 0), **steps)
