"""Nothing that was saved is lost: random histories of every kind of thing that people write, and each state brought back."""

import time
from collections import Counter
from random import Random

import pytest
from django.db import transaction

from portal.revisions.models import Revision
from tests.portal.conftest import *  # noqa: F403  a commissioner, a published round and its providers
from tests.portal.histories import KINDS, lived, of_everything

from .measured import SEED, measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
HISTORIES, SAVES = sized(300, least=len(KINDS)), 40


def test_each_state_of_three_hundred_random_histories_is_brought_back_exactly(town, round, edition, chapter, outcome):
    began, everything, states, tried, lost = time.monotonic(), of_everything(town, round, outcome), 0, Counter(), []
    for number in range(HISTORIES):
        kind = KINDS[number % len(KINDS)]
        thing, by, typed = everything.things[kind]
        with transaction.atomic():
            saved, missing = lived(kind, thing, by, typed, Random(SEED * 10_000 + number), SAVES)
            kept = Revision.objects.of(thing).count()
            lost += [*missing, *([f"{kind}: {saved} states, {kept} kept"] if kept < saved else [])]
            transaction.set_rollback(True)
        states, tried[kind] = states + saved, tried[kind] + 1
    measured("writing.revisions", HISTORIES, len(lost), began, saves=SAVES, states=states, kinds=len(tried), examples=lost[:5])
