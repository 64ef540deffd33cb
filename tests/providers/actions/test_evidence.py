"""Files leave the disk once nothing reaches them, and never before."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.moves.clock import database_now
from providers import actions

from ..conftest import IN_TIME


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def attachment(answered, first, contributor):
    return actions.attach(response=answered, intention=first, by=contributor, file=SimpleUploadedFile("a.pdf", b"%PDF- a"))


def detach(attachment, by, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(attachment=attachment, by=by)


def test_a_detached_file_leaves_the_disk(attachment, contributor, django_capture_on_commit_callbacks):
    name = attachment.file.name
    assert default_storage.exists(name)

    detach(attachment, contributor, django_capture_on_commit_callbacks)

    assert not default_storage.exists(name)


def test_what_was_submitted_keeps_its_file(attachment, answered, invitation, contributor, signatory, django_capture_on_commit_callbacks):
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    draft = actions.start(invitation=invitation, by=contributor)
    copied = draft.positions.get(intention__reference="UEC-01").attachments.get()
    assert copied.file.name == attachment.file.name

    detach(copied, contributor, django_capture_on_commit_callbacks)
    actions.sweep_all(at=database_now() + timedelta(days=3))

    assert default_storage.exists(attachment.file.name)


def test_files_of_saves_that_came_to_nothing_are_swept_after_a_day(attachment):
    lost = default_storage.save("evidence/2026/11/lost.pdf", ContentFile(b"%PDF- lost"))

    assert actions.sweep_all(at=database_now()) == 0
    assert actions.sweep_all(at=database_now() + timedelta(days=2)) == 1

    assert not default_storage.exists(lost)
    assert default_storage.exists(attachment.file.name)


def test_nothing_was_ever_attached_and_nothing_is_swept(db):
    assert actions.sweep_all(at=database_now()) == 0
