"""A worker is killed in the middle of a pack, papers are poison: each is printed exactly once, or says why it is not."""

from __future__ import annotations

import pytest

from portal.printing import actions
from portal.printing.models import Document
from portal.printing.states import Status
from tests import figures

from .measured import sized
from .paper import order
from .press import emails_about, status_of, wait_for

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _wound(press):
    press.wind()


def test_a_pack_whose_worker_is_killed_in_the_middle_is_ready_exactly_once_within_a_minute(press, reader):
    papers = [order(f"Paper {n}", reader, sections=40) for n in range(6)]
    press.hire()
    assert wait_for(lambda: all(status_of(paper) == Status.READY for paper in papers), 120) is not None, press.log()
    parts = [(f"item-{n}", f"Item {n}", paper) for n, paper in enumerate(papers)]
    pack = actions.order_pack(title="Pack", file_name="pack", front={}, parts=parts, by=reader, page="/proof/")
    assert wait_for(lambda: status_of(pack) == Status.PRINTING, 30) is not None, press.log()
    press.kill(press.workers[0])
    in_the_middle = status_of(pack) == Status.PRINTING
    press.hire()
    seconds = wait_for(lambda: status_of(pack) == Status.READY, 60)
    pack.refresh_from_db()
    figures.proof("pack.killed", size=1, failed=int(seconds is None), seconds=round(seconds or 60, 1), claims=pack.token, pages=pack.pages)
    assert in_the_middle
    assert seconds is not None, press.log()
    assert (pack.token, pack.faults, emails_about(pack)) == (2, [], 1)


def test_poison_stops_after_three_attempts_with_a_reason_and_the_others_are_printed(press, reader):
    size = sized(40, 20)
    documents = [order(f"Paper {n}", reader, poison=0 if n % 20 else 100_000) for n in range(size)]
    press.hire()
    press.hire()
    ended = wait_for(lambda: not Document.objects.filter(status__in=[Status.ORDERED, Status.PRINTING]).exists(), 240)
    poison = list(Document.objects.filter(status=Status.FAILED).values_list("attempts", "failure"))
    good = Document.objects.filter(status=Status.READY).count()
    figures.proof("R5", size=size, failed=size - good - len(poison), poison=len(poison), seconds=round(ended or 240, 1))
    assert (good, len(documents) - good) == (size - size // 20, size // 20), press.log()
    assert {attempts for attempts, _ in poison} == {3}
    assert {words for _, words in poison} == {"it took too long to print. Shorten it, or split it into two papers."}
