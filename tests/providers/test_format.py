"""The canonical text: of its second format when it says more than positions, and otherwise written as it always was."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from providers import actions
from providers.documents import sha256, text
from providers.documents.canonical import counted
from providers.documents.receipt import facts
from providers.models import Receipt

from .conftest import DEADLINE, IN_TIME, add_point

OF_OLD = {"response", "organisation", "round", "edition", "collective", "statement", "items"}
OF_AN_ITEM = {
    *("reference", "version", "title", "stance", "comment", "evidence", "alternative", "consequences", "sensitive_reason"),
    *("impact_activity", "impact_workforce", "impact_quality", "impact_estate", "impact_others"),
    *("conditions", "effects", "attachments", "is_sensitive", "sensitive_until", "sha256"),
}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_text_of_positions_alone_is_written_as_it_always_was(answered):
    said = text(answered)

    assert set(said) == OF_OLD
    assert all(set(item) == OF_AN_ITEM for item in said["items"])


def test_a_receipt_of_the_first_format_is_proved_as_it_was(receipt):
    """Its content stands as it was hashed; who has it computes the same hash with three words of another language."""
    kept = Receipt.objects.get(pk=receipt.pk)

    written = json.dumps(kept.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(written.encode()).hexdigest() == kept.sha256
    assert "format" not in kept.content
    assert facts(kept.content, received_at=kept.received_at, deadline=DEADLINE)["points"] == []


def test_points_files_and_rights_make_a_text_of_the_second_format(answered, proposal, contributor):
    actions.attach(response=answered, point=proposal, by=contributor, file=SimpleUploadedFile("plan.pdf", b"%PDF"))

    said = text(answered)

    point = said["points"][0]
    own = point.pop("sha256")
    assert said["format"] == 2
    assert (point["reference"], point["subject"], point["title"], point["words"]) == ("OWN-01", "PROPOSED", "A frailty hub", proposal.words)
    assert [file["title"] for file in point["attachments"]] == ["plan.pdf"]
    assert own == sha256(point)
    assert counted(said) == "2 positions and 1 point of its own"


@pytest.mark.parametrize("changed", [{"words": "<p>Other.</p>"}, {"title": "Other"}, {"subject": "MONEY"}])
def test_each_part_of_a_point_changes_the_hash(answered, proposal, contributor, changed):
    before = sha256(text(answered))

    actions.save_point(response=answered, point=proposal.pk, by=contributor, content=changed)

    assert sha256(text(answered)) != before


def test_a_half_said_point_is_no_part_of_the_text(answered, contributor):
    before = sha256(text(answered))

    add_point(answered, contributor, words="", title="Half")

    assert sha256(text(answered)) == before


def test_the_receipt_names_every_point_and_file_by_its_hash(answered, proposal, contributor, signatory):
    minute = actions.enclose(response=answered, by=contributor, file=SimpleUploadedFile("minute.pdf", b"%PDF minute"))
    actions.save_statement(response=answered, by=contributor, rights="Reserved")
    answered.refresh_from_db()
    receipt = actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")

    shown = facts(receipt.content, received_at=receipt.received_at, deadline=DEADLINE)

    assert shown["points"] == [["OWN-01", "A proposed new intention", receipt.content["points"][0]["sha256"]]]
    assert ["The whole response: minute.pdf", "11 bytes", minute.sha256] in shown["files"]
    assert ["Points of its own", "1"] in shown["header"]
    assert shown["rights_sha256"] == receipt.content["rights"]["sha256"]
