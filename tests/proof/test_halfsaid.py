"""Half-written responses at full size: everything typed or attached is sent, or named before and visible after."""

import time

import pytest
from django.db import transaction

from tests.providers import halfsaid
from tests.providers.conftest import *  # noqa: F403  the round and its people

from .measured import measured, sized

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
RESPONSES = sized(500)


@pytest.fixture(autouse=True)
def room(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("providers.views.submitting.database_now", lambda: halfsaid.IN_TIME)


def test_five_hundred_half_written_responses_lose_nothing(response, client, contributor, signatory, approver):
    began, wrong, sent, left = time.monotonic(), [], 0, 0
    for seed in range(RESPONSES):
        with transaction.atomic():
            written = halfsaid.write(seed, response, contributor)
            wrong += halfsaid.lost(written, client, signatory=signatory, commissioner=approver)
            sent, left = sent + len(written.sent), left + len(written.left)
            transaction.set_rollback(True)

    measured("agreed.halfsaid", RESPONSES, len(wrong), began, pieces_sent=sent, pieces_left_out=left)
