"""A few of the hostile and good files of S13 at every door where a file can be sent; the proof tries them all."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from .upload_doors import doors, untaken_of, wrong_of
from .upload_files import good, hostile

FEW = {
    *("program.pdf", "page.docx", "old-office.xlsx", "bomb.docx", "parts.xlsx"),
    *("locked.docx", "cut.xlsx", "script.pdf", "empty.pdf", "letter.docm"),
}


@pytest.fixture
def there(town, round, edition, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return {door.name: door for door in doors(town, round, edition)}


@contextmanager
def as_before():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_hostile_files_are_refused_in_words_at_every_door(client, there):
    files = [one for one in hostile() if one.name in FEW]
    assert len(files) == len(FEW)
    assert [said for door in there.values() for said in wrong_of(client, door, files, fresh=as_before)[0]] == []


def test_good_files_are_taken_at_every_door_that_asks_for_them(client, there):
    files = list({one.ending: one for one in good()}.values())
    assert [said for door in there.values() for said in untaken_of(client, door, files, fresh=as_before)] == []
