"""Packs are bound one after another: a letter, a receipt or a paper never waits behind all of them."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from portal.printing import actions, endings, press, sending
from portal.printing.models import Document
from portal.printing.refusals import took_too_long
from portal.printing.states import Status

from .printing_templates import _templates_of_these_tests  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    told = []
    monkeypatch.setattr(sending, "send", lambda document: told.append(document.pk))
    return told


@pytest.fixture
def packs(settings, tmp_path):
    """Three packs whose only paper is ready, in the order in which they were asked for."""
    settings.MEDIA_ROOT = tmp_path
    paper = actions.order(template="documents/test_paper.html", facts={"sections": ["1"], "words": "x"}, title="A", file_name="a", by=None)
    press.print_document(document_id=str(paper.pk))
    made = [
        actions.order_pack(title=f"Pack {n}", file_name="p", front={"line": f"{n}"}, parts=[("item-1", "Item 1: A", paper)], by=None)
        for n in range(3)
    ]
    return made


def paper(title="B"):
    return actions.order(template="documents/test_paper.html", facts={"sections": [], "words": title}, title=title, file_name="b", by=None)


def test_a_second_pack_waits_for_its_turn_and_a_paper_does_not(packs):
    assert press.claim(str(packs[0].pk)) is not None
    assert press.claim(str(packs[1].pk)) is None
    assert press.claim(str(paper().pk)) is not None
    packs[1].refresh_from_db()
    assert (packs[1].status, packs[1].attempts) == (Status.ORDERED, 0)


def test_when_one_is_bound_the_one_that_waits_longest_is_sent(packs, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        press.print_document(document_id=str(packs[0].pk))
    assert sent == [packs[1].pk]
    assert press.claim(str(packs[1].pk)) is not None


@pytest.mark.parametrize("is_last", [True, False])
def test_one_that_cannot_be_bound_lets_the_next_have_its_turn(packs, sent, django_capture_on_commit_callbacks, is_last):
    held = press.claim(str(packs[0].pk))
    with django_capture_on_commit_callbacks(execute=True):
        endings.refuse(held, took_too_long(), is_last=is_last)
    assert sent == [packs[1].pk]


def test_a_worker_that_died_keeps_nobody_waiting_longer_than_its_lease(packs):
    press.claim(str(packs[0].pk))
    Document.objects.filter(pk=packs[0].pk).update(lease_until=Now() - timedelta(seconds=1))
    assert press.claim(str(packs[1].pk)) is not None


def test_a_house_with_many_workers_binds_several(packs, settings):
    settings.PRINT_PACKS_AT_ONCE = 2
    assert [press.claim(str(pack.pk)) is not None for pack in packs] == [True, True, False]


def test_the_relay_sends_what_waits_again(packs, sent):
    press.claim(str(packs[0].pk))
    Document.objects.filter(status=Status.ORDERED).update(relay_at=Now() - timedelta(seconds=1))
    assert {one.pk for one in endings.overdue()} == {packs[1].pk, packs[2].pk}
