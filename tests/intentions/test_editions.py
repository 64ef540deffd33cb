"""What an edition holds, what stops publishing, and what it says ever after."""

from datetime import timedelta

import pytest

from intentions import actions
from intentions.states import Status

from .conftest import DEADLINE, NOON, WHOLE
from .reading import events


# ── Publishing ──────────────────────────────────────────────────────────────────────────────────────────────────────
def publish(round, by, at=NOON, **more):
    return actions.publish(round=round, by=by, approving_body="Governing body", approved_date=at.date(), at=at, **more)


def test_an_edition_holds_every_approved_version_and_makes_the_round_public(approved, round, approver, chapter, author):
    actions.add_intention(chapter=chapter, by=author, content={"title": "Still a draft"})
    edition = publish(round, approver, question_deadline=DEADLINE - timedelta(days=21), response_deadline=DEADLINE)
    approved.refresh_from_db()
    round.refresh_from_db()
    assert edition.number == 1
    assert [entry.version for entry in edition.entries.all()] == [approved]
    assert (approved.status, approved.published_at) == (Status.PUBLISHED, NOON)
    assert approved.intention.published == approved
    assert (round.first_published_at, round.response_deadline) == (NOON, DEADLINE)
    assert events()[-1] == "edition.published"


def test_the_next_edition_holds_what_stands_and_what_is_new(edition, intention, chapter, round, author, approver):
    new = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "New"})
    actions.submit(version=new.latest, by=author)
    actions.approve(version=new.latest, by=approver, at=NOON)
    intention.refresh_from_db()
    actions.open_next_version(intention=intention, by=author)  # still being written
    second = publish(round, approver, at=NOON + timedelta(days=30))
    assert second.number == 2
    assert [str(one.version) for one in second.entries.order_by("order")] == ["UEC-01 version 1", "UEC-02 version 1"]


def test_a_withdrawn_intention_is_left_out_of_the_next_edition(edition, intention, chapter, round, author, approver):
    new = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "New"})
    actions.submit(version=new.latest, by=author)
    actions.approve(version=new.latest, by=approver, at=NOON)
    intention.refresh_from_db()
    actions.withdraw(version=actions.open_next_version(intention=intention, by=author), by=author, reason="Dropped")
    second = publish(round, approver, at=NOON + timedelta(days=30))
    assert [one.version.intention.reference for one in second.entries.all()] == ["UEC-02"]


def carry_over(chapter, author, approver):
    """As it stood on paper, with its faults."""
    version = actions.add_intention(chapter=chapter, by=author, content={"title": "Maternity"}).latest
    actions.submit(version=version, by=author, is_carried_over=True)
    actions.approve(version=version, by=approver, at=NOON, is_carried_over=True)


def test_what_must_be_fixed_stops_publishing(chapter, round, author, approver):
    carry_over(chapter, author, approver)
    with pytest.raises(actions.Blocked) as blocked:
        publish(round, approver)
    assert [problem.field for problem in blocked.value.problems] == ["description", "timescale", "providers"]
    assert not round.editions.exists()


def test_a_draft_that_must_be_fixed_stops_nothing(approved, chapter, round, author, approver):
    actions.add_intention(chapter=chapter, by=author, content={"title": "Maternity"})
    assert publish(round, approver).number == 1


def test_a_round_carried_over_from_paper_is_published_as_it_stood(chapter, round, author, approver):
    carry_over(chapter, author, approver)
    assert publish(round, approver, is_carried_over=True).number == 1


def test_nothing_approved_is_nothing_to_publish(version, round, approver):
    with pytest.raises(actions.Blocked, match="No intention is approved"):
        publish(round, approver)


def test_the_same_texts_are_not_published_twice(edition, round, approver):
    with pytest.raises(actions.Blocked, match=r"Nothing has been approved or withdrawn since edition 1 \(1 October 2018\)"):
        publish(round, approver, at=NOON + timedelta(days=1))


@pytest.mark.parametrize("late", [timedelta(0), timedelta(milliseconds=1)])
def test_a_deadline_that_is_not_after_publication_is_refused(approved, round, approver, late):
    with pytest.raises(actions.Blocked, match="The response deadline must be after publication"):
        publish(round, approver, response_deadline=NOON - late)


def test_an_edition_says_ever_after_what_it_said(edition, approved, chapter, borough, author, colleague):
    from intentions import documents

    before = documents.edition(edition)
    chapter.title = "Renamed"
    chapter.save()
    edition.refresh_from_db()
    assert documents.edition(edition) == before
    assert documents.hash_of(edition.content) == edition.sha256
    assert before["chapters"][0]["intentions"][0]["title"] == WHOLE["title"]
