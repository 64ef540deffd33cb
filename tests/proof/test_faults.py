"""R1: while papers are ordered, workers, their children, Redis and PostgreSQL are killed and stopped: each is printed, once."""

from __future__ import annotations

import statistics
import time
from random import Random

import pytest

from tests import figures

from .faults.works import FAULTS, Works
from .measured import SEED, sized

pytestmark = pytest.mark.alone

KILLS = sized(200, 6)
WARM, CALM, SIZE = 6, sized(40, 6), 5 * KILLS  # papers: before workers have printed at all, undisturbed, under faults
FAULT_EVERY, ORDER_EVERY = 3.0, 0.9  # seconds
LATER_AT_MOST = 60.0  # seconds, of 99 papers in 100
WAITING = "SELECT count(*) FROM printing_document WHERE status IN ('ORDERED', 'PRINTING')"
ENDED = """
    SELECT status, failure, extract(epoch FROM ready_at - ordered_at)::float,
        (SELECT count(*) FROM audit_email WHERE about_id = printing_document.id)
    FROM printing_document WHERE split_part(title, ' ', 2)::int BETWEEN %s AND %s
"""


@pytest.fixture
def works(tmp_path):
    works = Works(tmp_path, SEED)
    yield works
    works.close()


def all_ended(works, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until and works.rows(WAITING)[0][0]:
        works.tend()
        time.sleep(0.5)
    return not works.rows(WAITING)[0][0]


def drawn():
    """The faults, each kind as often as its share."""
    kinds = [kind for kind, share in FAULTS.items() for _ in range(max(1, round(share * KILLS / sum(FAULTS.values()))))]
    Random(SEED).shuffle(kinds)
    return kinds


def late(rows):
    """Seconds from order to print that 99 in 100 do not exceed."""
    return statistics.quantiles([seconds for _, _, seconds, _ in rows if seconds is not None], n=100)[98]


def undisturbed(works):
    """What papers are like when nothing falls, after each worker has had one to print."""
    for first, papers in ((0, WARM), (WARM, CALM)):
        assert works.orders(first, papers, ORDER_EVERY).wait() == 0
        assert all_ended(works, 120)
    return works.rows(ENDED, WARM, WARM + CALM - 1)


def wound(works, kinds):
    """The faults, one after another in equal times; what falls is started again as the launcher would."""
    began = time.monotonic()
    for number, kind in enumerate(kinds, 1):
        getattr(works, kind)()
        while time.monotonic() < began + number * FAULT_EVERY:
            works.tend()
            time.sleep(0.2)


def test_r1_every_paper_is_printed_once_whatever_is_killed(works):
    calm, began, kinds = late(undisturbed(works)), time.monotonic(), drawn()
    reader = works.orders(WARM + CALM, SIZE, len(kinds) * FAULT_EVERY / SIZE)
    wound(works, kinds)
    assert (reader.wait(120), all_ended(works, 240)) == (0, True)
    rows = works.rows(ENDED, WARM + CALM, WARM + CALM + SIZE - 1)
    lost = SIZE - sum(status == "READY" for status, *_ in rows)
    doubled = sum(status == "READY" and emails != 1 for status, *_, emails in rows)
    figures.proof(
        "R1", size=SIZE, failed=lost + doubled, lost=lost, doubled=doubled, faults=len(kinds), kinds=len(FAULTS),
        calm_p99_s=round(calm, 1), p99_s=round(late(rows), 1), seconds=round(time.monotonic() - began, 1),
    )  # fmt: skip
    assert (len(rows), lost, doubled) == (SIZE, 0, 0), [failure for _, failure, *_ in rows if failure][:5]
    assert late(rows) <= calm + LATER_AT_MOST
