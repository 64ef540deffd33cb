"""Every round of the demonstration as one document, each edition and each draft: page, PDF and Word file say the same words."""

from __future__ import annotations

import time

import pytest

from intentions import documents
from intentions.models import Round, Volume
from portal.moves.clock import database_now
from portal.running.demo.load import load
from tests.intentions.twins import twins

from .measured import measured, sampled

pytestmark = pytest.mark.slow


@pytest.fixture
def demonstration(db):
    load()


def volumes():
    """(its kind of round, its title, its facts)"""
    for volume in Volume.objects.exclude(edition=None).select_related("document", "round").order_by("round__slug", "edition__number"):
        yield volume.round.kind, volume.document.title, volume.document.facts
    for round in Round.objects.order_by("slug"):
        yield round.kind, f"{round}: draft", documents.draft_volume(round, database_now())
        yield round.kind, f"{round}: next", documents.next_volume(round, database_now())


def test_page_pdf_and_word_file_of_each_round_say_the_same_words(demonstration):
    began, failed, pages, tried, kinds = time.monotonic(), [], 0, 0, set()
    for kind, title, facts in sampled(volumes()):
        length, found = twins(facts, title)
        tried, pages, kinds = tried + 1, pages + length, kinds | {kind}
        failed += [(title, found[:3])] if found else []
    measured("document.twins", tried, len(failed), began, pages=pages, kinds=len(kinds), examples=failed[:5])
