import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from committees import actions

from ..conftest import EXEMPT, IN_TIME, a_pdf


def test_items_are_numbered_in_the_order_they_are_added(meeting, clerk):
    numbers = [actions.add_item(meeting=meeting, title=title, by=clerk).number for title in ("Minutes", "Interests")]

    assert numbers == [1, 2]


def test_an_item_may_keep_the_number_it_had_elsewhere(meeting, clerk):
    assert actions.add_item(meeting=meeting, title="Intentions", by=clerk, number=8).number == 8
    assert actions.add_item(meeting=meeting, title="Close", by=clerk).number == 9


def test_an_exempt_item_without_basis_reason_decider_and_dates_is_refused_by_the_database(meeting, clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.add_item(meeting=meeting, title="Contract sums", by=clerk, is_exempt=True)

    assert actions.add_item(meeting=meeting, title="Contract sums", by=clerk, **EXEMPT).is_part_2


def test_an_upload_is_kept_with_its_hash_under_a_name_that_says_nothing(meeting, clerk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    item = actions.add_item(meeting=meeting, title="Map", by=clerk, upload=ContentFile(a_pdf(), name="Secret plans.pdf"))

    assert item.upload_name == "Secret plans.pdf"
    assert "Secret" not in item.upload.name
    assert len(item.upload_sha256) == 64


def test_moving_an_item_changes_places_with_its_neighbour_and_reprints_its_paper(item, cleared, meeting, clerk):
    actions.add_item(meeting=meeting, title="Minutes", by=clerk)
    moved = actions.move_item(item=item, by=clerk, to=2)

    assert [one.title for one in meeting.items.order_by("number")] == ["Minutes", "Commissioning intentions"]
    assert moved.number == 2
    cleared.refresh_from_db()
    assert cleared.document.facts["header"][-1] == ["Item number", "2"]


def test_beyond_the_ends_is_at_the_end(item, clerk):
    assert actions.move_item(item=item, by=clerk, to=-3).number == 1
    assert actions.move_item(item=item, by=clerk, to=300).number == 1


def test_removing_an_item_moves_those_below_it_up(meeting, clerk):
    first, second = (actions.add_item(meeting=meeting, title=title, by=clerk) for title in ("Minutes", "Interests"))
    actions.remove_item(item=first, by=clerk)

    second.refresh_from_db()
    assert second.number == 1


def test_an_agenda_without_items_is_not_published(meeting, clerk):
    with pytest.raises(actions.NotReady, match="Add an item before you publish the agenda"):
        actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)
