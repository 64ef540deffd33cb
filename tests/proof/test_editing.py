"""Nobody loses a word: pairs of editors and random lives of a draft at full size, and the redline over generated texts."""

import random
import time

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from portal.richtext.redline import accept, redline, reject
from tests.intentions.conftest import *  # noqa: F403  a round, its people and a draft
from tests.intentions.drafts import Life
from tests.intentions.editors import DOORS, PARTS, lost, things
from tests.portal.richtext_documents import edits
from tests.portal.test_richtext_redline import faults

from .measured import SEED, measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DOCUMENTS, PAIRS, LIVES = sized(2000), sized(200), sized(500)


def test_r11_of_two_hundred_pairs_of_editors_nobody_overwrites_a_word_unseen(version, author, colleague, round):
    began, known = time.monotonic(), things(round)
    ends = [lost(version, author, colleague, known, random.Random(SEED * 1000 + pair).random()) for pair in range(PAIRS)]
    told = sum(status in (409, 412) for _, status in ends)

    measured("R11", PAIRS, sum(bool(wrong) for wrong, _ in ends), began, told=told, parts=len(PARTS), doors=len(DOORS))


def test_r11_five_hundred_random_lives_of_a_draft_agree_with_the_model(chapter, author, colleague, approver):
    began, failed, done = time.monotonic(), 0, {}
    people = {"author": author, "colleague": colleague, "approver": approver}
    for seed in range(LIVES):
        try:
            with transaction.atomic():
                for step in Life(seed, people, chapter).live(30):
                    done[step] = done.get(step, 0) + 1
                transaction.set_rollback(True)
        except AssertionError:
            failed += 1

    stale, saved = done.get("save: stale", 0), done.get("save: saved", 0)
    measured("R11.drafts", LIVES, failed, began, steps=sum(done.values()), stale=stale, saved=saved)


def test_a_redline_of_two_thousand_texts_accepted_is_the_new_one_and_rejected_the_old():
    began, tried, wrong = time.monotonic(), [0], []

    @settings(max_examples=DOCUMENTS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(edits())
    def judge(texts):
        before, after = texts
        drawn = redline(before, after)
        tried[0] += 1
        if accept(drawn) != after or reject(drawn) != before or faults(drawn):
            wrong.append(texts)

    judge()
    measured("redline", tried[0], len(wrong), began)
