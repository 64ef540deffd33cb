"""queue.fair: small prints that are ordered while five packs of 3,000 pages are bound are ready nearly as soon as in an idle press."""

from __future__ import annotations

from statistics import median

import pytest
from django.db.models import F

from portal.printing import actions
from portal.printing.models import Document
from portal.printing.states import Status
from tests import figures

from .measured import sized
from .paper import order
from .press import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.django_db(transaction=True)]

SMALL, PACKS, PAPERS, TIMES, SECTIONS = sized(50, 5), 5, 10, 3, sized(400, 40)  # a paper of 400 sections has 100 pages
BAR = 2.0  # times the idle press


def waited(names, reader):
    """Seconds from each order to its print, one after another; where packs are bound, of those that ended meanwhile."""
    documents = []
    for name in names:
        documents.append(order(name, reader))
        assert wait_for(lambda: Document.objects.filter(pk=documents[-1].pk, status=Status.READY).exists(), 60)
    assert wait_for(lambda: not Document.objects.exclude(status=Status.READY).exists(), 600)
    small = Document.objects.filter(pk__in=[document.pk for document in documents])
    last = Document.objects.filter(is_pack=True).order_by("-ready_at").values_list("ready_at", flat=True).first()
    meanwhile = small.filter(ready_at__lt=last) if last else small
    return [took.total_seconds() for took in meanwhile.values_list(F("ready_at") - F("ordered_at"), flat=True)]


def test_small_prints_do_not_wait_for_huge_packs(press, reader):
    press.env["PROOF_CPU_SECONDS"] = "120"
    press.wind()
    press.hire()
    press.hire()
    papers = [order(f"Long paper {number}", reader, sections=SECTIONS) for number in range(PAPERS)]
    assert wait_for(lambda: not Document.objects.exclude(status=Status.READY).exists(), 600), press.log()
    pages = sum(Document.objects.values_list("pages", flat=True))
    idle = waited([f"Idle {number}" for number in range(SMALL)], reader)
    parts = [(f"item-{number}", f"Item {number}", paper) for number, paper in enumerate(papers * TIMES, 1)]
    for number in range(PACKS):
        actions.order_pack(title=f"Pack {number}", file_name="pack", front={}, parts=parts, by=reader, page="/proof/")
    behind = waited([f"Behind {number}" for number in range(SMALL)], reader)
    ratio = median(behind) / median(idle)
    figures.proof(
        "queue.fair", size=SMALL, failed=int(ratio > BAR), packs=PACKS, pages_of_each=TIMES * pages, ended_before_the_packs=len(behind),
        idle_s=round(median(idle), 2), behind_s=round(median(behind), 2), ratio=round(ratio, 2), bar=BAR,
    )  # fmt: skip
    assert (len(behind) >= SMALL / 2, ratio <= BAR) == (True, True), press.log()
