"""S13: 120 hostile files are refused in words at every door for files, 60 good ones are taken where their kind is asked for."""

import time
from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.portal.conftest import *  # noqa: F403  a round with its whole chain
from tests.portal.upload_doors import doors, untaken_of, wrong_of
from tests.portal.upload_files import good, hostile

from .measured import measured, sampled

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@contextmanager
def as_before():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_hostile_files_are_refused_and_good_ones_taken_at_every_door(client, town, round, edition, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    began, wrong, slowest, bad, fine = time.monotonic(), [], 0.0, sampled(hostile()), sampled(good())
    through = doors(town, round, edition)
    for door in through:
        said, longest = wrong_of(client, door, bad, fresh=as_before)
        wrong += said + untaken_of(client, door, fine, fresh=as_before)
        slowest = max(slowest, longest)
    tried = len(through) * len(bad) + sum(one.ending in door.takes for door in through for one in fine)
    more = {"hostile": len(bad), "good": len(fine), "doors": len(through), "slowest_seconds": round_to(slowest)}
    measured("S13", tried, len(wrong), began, examples=wrong[:10], **more)


def round_to(seconds: float) -> float:
    return float(f"{seconds:.2f}")
