"""Saved states: kept whole with each save, thinned with age, and never by a save that changed nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from intentions import actions
from intentions.models import Section
from portal.revisions.actions import thin
from portal.revisions.models import Revision

NOW = datetime(2026, 11, 30, 14, 20, tzinfo=UTC)


@pytest.fixture
def passage(round):
    return round.sections.create(heading="Context", kind="other", body="<p>First.</p>")


def write(passage, town, body):
    passage.refresh_from_db()
    return actions.edit_passage(passage=passage, by=town.author, revision=passage.revision, body=f"<p>{body}</p>")


def bodies(passage):
    return [state.said["body"] for state in Revision.objects.of(passage)]


def test_the_first_save_keeps_what_stood_before_and_what_stands_now(passage, town):
    write(passage, town, "Second.")

    newest, first = Revision.objects.of(passage)
    assert (first.said["body"], first.by, first.number) == ("<p>First.</p>", None, 0)
    assert (newest.said["body"], newest.by, newest.parts) == ("<p>Second.</p>", town.author, ["body"])


def test_each_save_keeps_one_more_and_a_save_of_nothing_new_none(passage, town):
    for body in ("Second.", "Third.", "Third."):
        write(passage, town, body)

    assert bodies(passage) == ["<p>Third.</p>", "<p>Second.</p>", "<p>First.</p>"]


def test_what_was_written_past_the_portal_is_kept_by_the_next_save(passage, town):
    write(passage, town, "Second.")
    Section.objects.filter(pk=passage.pk).update(body="<p>By hand.</p>")
    write(passage, town, "Third.")

    by_hand = Revision.objects.of(passage).get(said__body="<p>By hand.</p>")
    assert by_hand.by is None
    assert bodies(passage) == ["<p>Third.</p>", "<p>By hand.</p>", "<p>Second.</p>", "<p>First.</p>"]


def keep_at(passage, *moments):
    """A saved state at each of these moments, in their order; number 0 at the first."""
    for number, at in enumerate(moments):
        about = {"thing_type": "intentions.section", "thing_id": passage.pk, "number": number, "revision": number}
        Revision.objects.create(**about, said={"body": str(number)}, said_sha256=str(number), at=at)


def test_everything_of_the_last_hour_stays_then_one_an_hour_then_one_a_day(passage):
    two_days, six_hours = NOW - timedelta(days=2), NOW - timedelta(hours=6)
    keep_at(
        passage,
        *(two_days + timedelta(hours=hour) for hour in (0, 1, 2)),
        *(six_hours + timedelta(minutes=minute) for minute in (0, 10, 20, 50)),
        *(NOW - timedelta(minutes=minute) for minute in (30, 20, 10)),
    )

    went = thin(at=NOW)

    # the first of all, the last of that day; of 8:20 to 8:40 the last and 9:10; the last half hour whole
    assert [state.number for state in Revision.objects.of(passage).order_by("number")] == [0, 2, 5, 6, 7, 8, 9]
    assert went == 3
    assert thin(at=NOW) == 0


def test_an_hour_is_thinned_once_it_is_over_and_an_hour_old(passage):
    keep_at(passage, *(NOW.replace(hour=13, minute=minute) for minute in (0, 5, 19, 55)))

    assert thin(at=NOW) == 0
    assert thin(at=NOW + timedelta(hours=1)) == 2
    assert [state.number for state in Revision.objects.of(passage)] == [3, 0]


def test_thinning_leaves_other_things_alone(passage, round):
    other = round.sections.create(heading="Vision", kind="other", body="<p>Ours.</p>")
    keep_at(passage, NOW - timedelta(hours=5), NOW - timedelta(hours=5), NOW - timedelta(hours=5))
    keep_at(other, NOW - timedelta(hours=5), NOW - timedelta(hours=5))

    assert thin(at=NOW) == 1
    assert Revision.objects.of(other).count() == 2
