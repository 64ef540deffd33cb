"""What nobody sees in an upload is kept or removed by somebody, or nothing is kept."""

import pytest
from django.core.files.base import ContentFile

from committees import actions, tasks
from portal.audit.models import Event
from portal.printing import annexes

from ...portal.annotated import blank, mark, saved
from ...portal.test_printing_unseen import SECRET, bytes_of
from ..conftest import IN_TIME, print_everything

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def covered(name="Letter.pdf"):
    file = blank()
    mark(file, "Square")
    return ContentFile(saved(file), name=name)


def kept_files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_upload_with_covered_words_is_not_added_before_somebody_decides(meeting, clerk, tmp_path):
    with pytest.raises(actions.Unseen) as asked:
        actions.add_item(meeting=meeting, title="Letter", by=clerk, upload=covered())

    assert [(one["page"], one["words"]) for one in asked.value.held.covered] == [(1, SECRET)]
    assert not meeting.items.exists()
    assert kept_files(tmp_path) == []


def test_redacted_words_are_in_no_byte_of_what_is_kept_or_bound(meeting, clerk, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        item = actions.add_item(meeting=meeting, title="Letter", by=clerk, upload=covered(), unseen="REMOVED")
    print_everything()

    item.refresh_from_db()
    assert item.document.is_ready
    assert len(kept_files(tmp_path)) == 2
    assert all(b"Canary" not in bytes_of(path.read_bytes()) for path in kept_files(tmp_path))
    assert item.document.facts["redacted"] == "Words or pictures were taken out of page 1 for good before this was bound."


def test_who_kept_covered_words_stands_in_the_history_without_the_words(meeting, clerk):
    item = actions.add_item(meeting=meeting, title="Letter", by=clerk, upload=covered(), unseen="KEPT")

    event = Event.objects.of(item).get(name="item.unseen_kept")
    assert event.by == clerk
    assert event.says == "kept what nobody sees on page 1 of “Letter.pdf”"
    assert annexes.examine(item.upload.read()).covered


def test_what_is_redacted_leaves_no_byte_of_the_upload_before(meeting, clerk, tmp_path, django_capture_on_commit_callbacks):
    item = actions.add_item(meeting=meeting, title="Letter", by=clerk, upload=covered(), unseen="KEPT")
    with django_capture_on_commit_callbacks(execute=True):
        actions.edit_item(item=item, by=clerk, upload=covered(), unseen="REMOVED")

    assert len(kept_files(tmp_path)) == 1
    assert b"Canary" not in bytes_of(kept_files(tmp_path)[0].read_bytes())


def test_a_file_from_which_nothing_can_be_taken_out_is_refused(meeting, clerk, monkeypatch):
    monkeypatch.setattr(annexes, "redact", lambda content, pages: content)
    with pytest.raises(actions.NotReady, match="could not be taken out of this PDF"):
        actions.add_item(meeting=meeting, title="Letter", by=clerk, upload=covered(), unseen="REMOVED")


# ── From before ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def old(meeting, clerk):
    """An upload as it stood when the portal did not look under boxes."""

    def made(upload):
        item = actions.add_item(meeting=meeting, title="Letter", by=clerk, upload=upload, unseen="KEPT")
        type(item).objects.filter(pk=item.pk).update(upload_unseen="NOT_LOOKED", upload_unseen_by=None, upload_unseen_at=None)
        item.refresh_from_db()
        return item

    return made


def test_an_upload_from_before_is_bound_nowhere_until_it_was_looked_at(old, meeting, clerk, client):
    item = old(covered())
    actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)

    assert item.document is None
    assert client.get(f"/items/{item.pk}/annex/").status_code == 404
    with pytest.raises(actions.NotReady, match="No paper on the agenda is cleared"):
        actions.issue_pack(meeting=meeting, by=clerk, at=IN_TIME)


def test_the_clock_looks_at_uploads_from_before_and_leaves_decisions_to_the_clerk(old):
    plain, with_a_box = old(ContentFile(saved(blank()), name="Map.pdf")), old(covered())
    tasks.look_at_uploads()

    for item in (plain, with_a_box):
        item.refresh_from_db()
    assert (plain.upload_unseen, with_a_box.upload_unseen) == ("", "ASKED")
    assert plain.document is not None
    assert with_a_box.document is None


def test_the_clerk_decides_about_an_upload_from_before(old, clerk):
    item = old(covered())
    with pytest.raises(actions.Unseen):
        actions.edit_item(item=item, by=clerk, upload=None)
    item = actions.edit_item(item=item, by=clerk, upload=None, unseen="REMOVED")

    assert item.upload_unseen == "REMOVED"
    assert annexes.examine(item.upload.read()).covered == []


# ── At the door ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_nobody_finds_a_file_that_somebody_else_uploaded(meeting, clerk, author):
    with pytest.raises(actions.Unseen) as asked:
        actions.add_item(meeting=meeting, title="Letter", by=clerk, upload=covered())

    token = asked.value.held.token
    assert actions.held_for(by=clerk, token=token).name == "Letter.pdf"
    assert actions.held_for(by=author, token=token) is None
