"""What is said of the whole response: its files, and the rights it reserves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from portal.moves import CannotMove
from providers import actions
from providers.actions.evidence import sweep
from providers.documents import text
from providers.models import Enclosure

from ..conftest import IN_TIME


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def minute(answered, contributor):
    return actions.enclose(response=answered, by=contributor, file=SimpleUploadedFile("minute.pdf", b"%PDF- minute"))


def test_a_file_for_the_whole_is_part_of_the_text_that_is_signed(answered, minute):
    assert text(answered)["attachments"] == [{"title": "minute.pdf", "size": 12, "sha256": minute.sha256}]


def test_rights_reserved_are_part_of_the_text_that_is_signed(answered, contributor):
    saved = actions.save_statement(response=answered, by=contributor, rights=" We reserve our rights. ")

    said = text(saved)
    assert said["rights"]["text"] == "We reserve our rights."
    assert said["format"] == 2


def test_statement_and_rights_are_saved_each_by_itself(answered, contributor, signatory):
    actions.save_statement(response=answered, by=contributor, text="<p>Statement</p>", revision={"covering_statement": 0})
    saved = actions.save_statement(response=answered, by=signatory, rights="Reserved", revision={"rights": 0})

    assert (saved.covering_statement, saved.rights) == ("<p>Statement</p>", "Reserved")
    with pytest.raises(actions.Stale) as stale:
        actions.save_statement(response=answered, by=contributor, rights="Mine", revision={"rights": 0})
    assert stale.value.conflicts["rights"].theirs == "Reserved"


@pytest.mark.parametrize("said", [{"rights": "Reserved"}, {"text": "<p>Other</p>"}])
def test_what_is_said_of_the_whole_lapses_a_signature(answered, contributor, signatory, acute, said):
    actions.sign(response=answered, by=signatory, organisation=acute, at=IN_TIME, role="Chief executive")

    actions.save_statement(response=answered, by=contributor, **said)

    assert answered.signatures.get().status == "LAPSED"


def test_a_file_put_in_or_taken_out_lapses_a_signature(answered, minute, contributor, signatory, acute):
    actions.sign(response=answered, by=signatory, organisation=acute, at=IN_TIME, role="Chief executive")

    actions.take_out(enclosure=minute, by=contributor)

    assert answered.signatures.get().lapsed_because == "the files for the whole response changed"
    assert not Enclosure.objects.exists()


def test_the_file_leaves_the_disk_when_nothing_names_it(answered, minute, invitation, contributor, signatory):
    name = minute.file.name
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    again = actions.start(invitation=invitation, by=contributor)

    actions.take_out(enclosure=again.enclosures.get(), by=contributor)

    assert not sweep(name)  # the response that was submitted keeps it
    assert minute.file.storage.exists(name)


def test_a_file_that_was_swapped_on_the_disk_is_not_sent(answered, minute, signatory):
    with minute.file.storage.open(minute.file.name, "wb") as file:
        file.write(b"%PDF- another")

    with pytest.raises(actions.FileSwapped, match="“minute"):
        actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")


def test_what_came_with_a_submitted_response_is_frozen(answered, minute, signatory, contributor):
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")

    with pytest.raises(CannotMove):
        actions.take_out(enclosure=minute, by=contributor)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Enclosure.objects.update(title="other.pdf")
