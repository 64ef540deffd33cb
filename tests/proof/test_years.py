"""rolling.years: every date, timescale and amount of the historic rounds, one, two and five years later, against a table made by hand."""

import time

import pytest
from django.db import transaction

from intentions.models import Round
from portal.accounts.models import User
from portal.running.demo.load import HISTORIC, load

from .measured import measured, sampled
from .rolling import YEARS, Judge

pytestmark = pytest.mark.slow


@pytest.mark.django_db
def test_no_time_of_the_historic_rounds_is_moved_wrongly_or_missed():
    load()
    by, began = User.objects.filter(is_demonstration=True).first(), time.monotonic()
    judges = []
    for slug in sampled(HISTORIC):
        for years in YEARS:
            with transaction.atomic():  # the targets that one roll sets are not there for the next
                judge = Judge(Round.objects.get(slug=slug), years).judge()
                judges.append(judge.judge_written(by, taken=True).judge_written(by, taken=False))
                transaction.set_rollback(True)
    wrong = [one for judge in judges for one in judge.wrong]
    measured("rolling.years", sum(judge.tried for judge in judges), len(wrong), began, rolls=2 * len(judges), examples=wrong[:5])
