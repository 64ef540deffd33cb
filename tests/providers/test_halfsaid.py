"""Random half-written responses lose nothing. Five hundred of them are written in tests/proof."""

import pytest
from django.db import transaction

from providers.documents import unsent

from . import halfsaid


@pytest.fixture(autouse=True)
def room(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("providers.views.submitting.database_now", lambda: halfsaid.IN_TIME)


def faults(seed, response, client, contributor, signatory, approver):
    with transaction.atomic():
        written = halfsaid.write(seed, response, contributor)
        found = halfsaid.lost(written, client, signatory=signatory, commissioner=approver)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_everything_typed_or_attached_is_sent_or_named_and_kept(seed, response, client, contributor, signatory, approver):
    assert faults(seed, response, client, contributor, signatory, approver) == []


def test_files_left_out_of_the_list_are_seen(response, client, contributor, signatory, approver, monkeypatch):
    whole = unsent._pieces
    monkeypatch.setattr(unsent, "_pieces", lambda position: (one for one in whole(position) if one["part"] != unsent.FILE))

    assert any(
        "is not named before" in one for seed in range(8) for one in faults(seed, response, client, contributor, signatory, approver)
    )
