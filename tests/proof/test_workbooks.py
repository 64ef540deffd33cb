"""roundtrip.excel: random rounds written as a workbook and read again unchanged; no cell says anything else."""

import random
import time

import pytest
from django.db import transaction

from tests.intentions.conftest import *  # noqa: F403  a round and its people
from tests.intentions.workbook.lives import differences

from .measured import SEED, measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SIZE = sized(500)


def test_random_rounds_go_out_and_come_back_without_a_difference(chapter, author, borough, trust):
    began, found = time.monotonic(), []
    for number in range(SIZE):
        with transaction.atomic():
            odd = differences(random.Random(f"{SEED}-{number}"), chapter, author, borough, trust)
            found += [f"{number}: {one}" for one in odd[:2]]
            transaction.set_rollback(True)
    measured("roundtrip.excel", SIZE, len(found), began, examples=found[:5])
