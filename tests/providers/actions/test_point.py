"""Points of one's own: what a response says that hangs on no intention."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from intentions.models import FrozenChapter, Intention
from portal.moves import CannotMove
from portal.revisions.models import Revision
from providers import actions
from providers.documents.unsent import mark, unsent
from providers.models import Position
from tests.at_once import at_once

from ..conftest import IN_TIME, TABLE, add_point


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def save(point, by, revision=None, **content):
    return actions.save_point(response=point.response, point=point.pk, by=by, content=content, revision=revision)


def test_a_point_with_words_is_whole_and_has_a_reference(response, contributor):
    point = add_point(response, contributor, words=TABLE)

    assert (point.own_reference, point.stance, str(point)) == ("OWN-01", "own", "OWN-01, Eastham Acute Trust")
    assert "<table>" in point.words


def test_the_next_has_the_next_number_and_never_that_of_an_intention(response, first, contributor):
    Intention.objects.filter(pk=first.pk).update(reference="OWN-07")
    add_point(response, contributor)

    assert add_point(response, contributor).own_reference == "OWN-09"


def test_the_same_save_sent_twice_makes_one_point(response, contributor):
    page = {"response": response, "point": uuid4(), "by": contributor, "content": {"subject": "MONEY", "words": "<p>Uplift.</p>"}}

    assert actions.save_point(**page) == actions.save_point(**page)
    assert response.positions.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"words": ""},
        {"words": "<p> </p>"},
        {"subject": "PROPOSED", "title": " "},
        {"subject": "CHAPTER"},
    ],
)
def test_what_lacks_a_part_of_itself_is_half_said_and_kept(response, contributor, said):
    point = add_point(response, contributor, **said)

    assert (point.stance, point.is_answered) == ("", False)


def test_a_point_on_a_chapter_names_it_and_forgets_it_with_another_subject(response, contributor):
    chapter = FrozenChapter.objects.get()
    point = add_point(response, contributor, subject="CHAPTER", frozen_chapter=chapter)

    assert (point.about, point.stance) == ("A chapter: Urgent and emergency care", "own")
    assert save(point, contributor, subject="MONEY").frozen_chapter is None


def test_two_people_change_different_parts_and_both_stay(response, contributor, signatory):
    point = add_point(response, contributor)

    save(point, contributor, {"words": 1}, words="<p>Mine.</p>")
    saved = save(point, signatory, {"title": 1}, title="Hers")

    assert (saved.words, saved.title) == ("<p>Mine.</p>", "Hers")


def test_words_by_two_people_at_once_overwrite_nothing(response, contributor, signatory):
    point = add_point(response, contributor)
    save(point, signatory, {"words": 1}, words="<p>Hers.</p>")

    with pytest.raises(actions.Stale) as stale:
        save(point, contributor, {"words": 1}, words="<p>Mine.</p>")

    conflict = stale.value.conflicts["words"]
    assert (conflict.mine, conflict.theirs, conflict.by) == ("<p>Mine.</p>", "<p>Hers.</p>", signatory)


@pytest.mark.django_db(transaction=True)
def test_one_of_two_at_the_same_moment_is_asked(response, contributor, signatory):
    point = add_point(response, contributor)

    def change(number):
        try:
            save(point, contributor if number else signatory, {"words": 1}, words=f"<p>Text {number}.</p>")
        except actions.Stale:
            return "asked"
        return "saved"

    assert sorted(at_once(change, people=2)) == ["asked", "saved"]


def test_what_a_colleague_removed_is_not_made_again_by_halves(response, contributor, signatory):
    point = add_point(response, contributor)
    actions.remove_point(point=point, by=signatory)

    with pytest.raises(actions.Refused, match="A colleague removed this point"):
        save(point, contributor, {"words": 1}, words="<p>More.</p>")


def test_nobody_writes_in_the_point_of_another_response(response, rival_invitation, contributor, competitor):
    point = add_point(response, contributor)
    theirs = actions.start(invitation=rival_invitation, by=competitor)

    with pytest.raises(CannotMove):
        actions.save_point(response=theirs, point=point.pk, by=competitor, content={"words": "<p>Theirs.</p>"})


def test_a_change_lapses_the_signature_and_keeps_the_state_before(answered, proposal, signatory, acute, contributor):
    actions.sign(response=answered, by=signatory, organisation=acute, at=IN_TIME, role="Chief executive")

    save(proposal, contributor, words="<p>Two hubs.</p>")

    assert answered.signatures.get().lapsed_because == "the text of OWN-01 changed"
    assert [state.said["words"] for state in Revision.objects.of(proposal).order_by("number")][-2:] == [proposal.words, "<p>Two hubs.</p>"]


def test_a_point_is_removed_with_its_files(proposal, contributor):
    attachment = actions.attach(response=proposal.response, point=proposal, by=contributor, file=SimpleUploadedFile("plan.pdf", b"%PDF"))
    storage, name = attachment.file.storage, attachment.file.name

    with pytest.MonkeyPatch.context() as now:
        now.setattr(transaction, "on_commit", lambda do: do())
        actions.remove_point(point=proposal, by=contributor)

    assert not Position.objects.filter(pk=proposal.pk).exists()
    assert not storage.exists(name)


def test_a_response_of_points_alone_can_be_submitted(response, contributor, signatory):
    add_point(response, contributor)

    receipt = actions.submit(response=response, by=signatory, arrived_at=IN_TIME, role="Chief executive")

    assert (receipt.content["items"], [one["reference"] for one in receipt.content["points"]]) == ([], ["OWN-01"])


def test_a_half_said_point_is_named_before_and_kept_after(answered, contributor, signatory):
    point = add_point(answered, contributor, subject="PROPOSED", title="A hub", words="")

    with pytest.raises(actions.HalfSaid, match="OWN-01"):
        actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive")
    left = unsent(answered)
    receipt = actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive", without=mark(left))

    assert left == [{"reference": "OWN-01", "title": "A hub", "part": "Title", "said": "A hub"}]
    assert "points" not in receipt.content
    assert Position.objects.get(pk=point.pk).title == "A hub"


def test_what_is_submitted_is_frozen(proposal, receipt, contributor):
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Position.objects.filter(pk=proposal.pk).update(words="<p>Other.</p>")
    with pytest.raises(CannotMove):
        save(proposal, contributor, words="<p>Other.</p>")


def test_the_next_response_begins_with_the_points_of_the_last(proposal, receipt, invitation, contributor):
    again = actions.start(invitation=invitation, by=contributor)

    assert again.positions.beside().get().words == proposal.words


@pytest.mark.parametrize(
    "broken",
    [
        {"intention": None, "version": None},
        {"subject": "MONEY"},
        {"stance": "own"},
        {"own_reference": "OWN-05"},
    ],
)
def test_a_position_hangs_on_an_intention_or_says_what_it_is_about(answered, first, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        answered.positions.filter(intention=first).update(**broken)


@pytest.mark.parametrize("broken", [{"words": ""}, {"title": ""}, {"subject": ""}, {"subject": "CHAPTER"}, {"own_reference": ""}])
def test_the_database_holds_what_makes_a_point(proposal, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.filter(pk=proposal.pk).update(**broken)
