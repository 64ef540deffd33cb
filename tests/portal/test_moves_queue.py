"""A queue that is away fails no page: what was ordered stands, and a relay sends it later."""

import logging

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from portal.accounts.models import User
from portal.moves.queue import send_on_commit
from portal.printing import tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def away(monkeypatch):
    def refuse(**ids):
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.print_document, "delay", refuse)


def test_what_was_written_is_kept_and_the_queue_is_logged(away, caplog):
    with caplog.at_level(logging.ERROR), transaction.atomic():
        User.objects.create_user("reader@example.org", name="Ann Reader")
        send_on_commit(tasks.print_document, document_id="1")
    assert User.objects.filter(email="reader@example.org").exists()
    assert "no broker" in caplog.text
