"""What is waited for goes first: a receipt before letters, letters before papers, papers before packs."""

import pytest
from celery import current_app
from django.db import transaction

from portal.printing import actions, press, sending, tasks
from portal.printing.models import RECEIPT_TEMPLATE, Document
from portal.printing.prints import Print

pytestmark = pytest.mark.django_db


@pytest.fixture
def priorities(monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.print_document, "apply_async", lambda args, kwargs, **how: sent.append(how["priority"]))
    return sent


def test_a_receipt_overtakes_papers_and_packs(priorities):
    for document in (Document(is_pack=True), Document(template="documents/paper.html"), Document(template=RECEIPT_TEMPLATE)):
        sending.send(document)
    letters = current_app.conf.task_default_priority
    pack, paper, receipt = priorities
    assert receipt < letters < paper < pack
    assert {receipt, letters, paper, pack} <= set(current_app.conf.broker_transport_options["priority_steps"])


def test_what_the_relay_sends_again_keeps_its_place(priorities, django_capture_on_commit_callbacks):
    with transaction.atomic():
        actions.order(template=RECEIPT_TEMPLATE, facts={}, title="Receipt", file_name="receipt", by=None)
    Document.objects.update(relay_at="2026-01-01T00:00Z")
    tasks.relay()
    assert priorities == [0]


@pytest.mark.parametrize("is_pack", [True, False])
def test_a_pack_gives_way_on_the_processor_and_a_paper_does_not(is_pack, monkeypatch):
    given = []
    monkeypatch.setattr(press, "pack_work", lambda document: None)
    monkeypatch.setattr(press, "paper_work", lambda document: None)
    monkeypatch.setattr(press, "in_child", lambda work, *, limits, **more: given.append(limits) or Print(b"", 1))
    press.make(Document(is_pack=is_pack))
    assert [limits.gives_way for limits in given] == [is_pack]


def test_the_sign_of_life_waits_behind_nothing():
    beat = current_app.conf.beat_schedule["say that the queue is alive"]
    assert beat["options"]["priority"] == min(current_app.conf.broker_transport_options["priority_steps"])
