"""R2, R4: messages are lost by half, or come ten times from three schedulers: each order has one effect."""

from __future__ import annotations

import time
from math import log2
from pathlib import Path

import pytest
from django.conf import settings

from portal.celery import app
from portal.printing import tasks
from portal.printing.models import Document
from portal.printing.states import Status
from tests import figures

from .losing import lose_half, lose_nothing
from .measured import SEED, sized
from .paper import order
from .press import emails_about, wait_for

pytestmark = [pytest.mark.alone, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lost():
    yield lose_half(app, SEED)
    lose_nothing(app)


def all_ready():
    return not Document.objects.exclude(status=Status.READY).exists()


def all_ended():
    return not Document.objects.filter(status__in=[Status.ORDERED, Status.PRINTING]).exists()


SENT_EVERY = 22.5  # seconds: fifteen until a paper is due again, and until a turn of the clock is not lost either


def long_enough(papers):
    """Seconds after which one of these still waits by mere chance in one run of a million: each time a message is sent, half are lost.

    After 300 s one of a hundred still waits in one run of sixty, and nothing is wrong.
    """
    return SENT_EVERY * log2(papers * 1_000_000)


def test_everything_is_printed_though_half_of_all_messages_are_lost(press, reader, lost):
    size, press.app = sized(100, 20), "tests.proof.lossy"
    documents = [order(f"Paper {number}", reader) for number in range(size)]
    press.wind()
    press.hire()
    press.hire()
    seconds = wait_for(all_ended, patience := long_enough(size))
    unprinted = Document.objects.exclude(status=Status.READY).count()
    doubled = sum(emails_about(document) != 1 for document in documents) - unprinted
    figures.proof("R2", size=size, failed=unprinted + doubled, lost_when_ordered=len(lost), seconds=seconds or patience)
    assert len(lost) > size / 3
    assert (unprinted, doubled) == (0, 0), press.log()


def test_three_schedulers_and_ten_deliveries_have_one_effect(press, reader):
    size, schedulers, deliveries = sized(30, 4), 3, 10
    documents = [order(f"Paper {number}", reader) for number in range(size)]
    for _ in range(deliveries - 1):
        for document in documents:
            tasks.print_document.delay(document_id=str(document.pk))
    for _ in range(schedulers):
        press.wind()
    press.hire()
    press.hire()
    seconds = wait_for(all_ready, 240)
    wait_for(lambda: press.waiting() == [], 60)
    time.sleep(12)  # two turns of each scheduler with nothing to do
    claims = Document.objects.exclude(token=1).count()
    files = sum(1 for file in Path(settings.MEDIA_ROOT).rglob("*.pdf"))
    emails = sum(emails_about(document) != 1 for document in documents)
    figures.proof(
        "R4", size=size, failed=claims + emails + abs(files - size), schedulers=schedulers, deliveries=deliveries,
        seconds=round(seconds or 240, 1),
    )  # fmt: skip
    assert (seconds is not None, claims, emails, files) == (True, 0, 0, size), press.log()
