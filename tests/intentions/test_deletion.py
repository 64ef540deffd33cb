"""What is deleted is nowhere, and comes back as it was for thirty days."""

from datetime import timedelta

import pytest

from intentions import actions
from intentions.models import Chapter, Intention, Version
from intentions.models.deletion import KEPT
from intentions.states import Status
from portal.audit.models import Event
from portal.moves.clock import database_now

from .reading import DRAFT, EDIT, banner, problems, soup, text, typed

DELETED = f"{DRAFT}deleted/"


def restored(desk, thing):
    return desk.post(f"{DELETED}{thing.pk}/restore/", follow=True)


def test_an_intention_is_deleted_and_restored_word_for_word(at_desk, author, intention, trust):
    actions.save_version(version=intention.latest, by=author, content={"providers": [trust], "affects_no_provider": False}, revision=1)
    desk, before = at_desk(author), Version.objects.get().content()
    answer = desk.post(f"{EDIT}delete/", follow=True)
    assert banner(answer) == "UEC-01 is deleted. You can restore it for 30 days."
    assert "UEC-01 Same day emergency care" in text(soup(answer).main)
    assert desk.get(EDIT).status_code == 404
    assert "UEC-01" not in text(soup(desk.get(DRAFT)).main)
    assert banner(restored(desk, intention)) == "UEC-01 is restored, as it was."
    assert Version.objects.get().content() == before
    assert desk.get(EDIT).status_code == 200
    assert list(Event.objects.filter(name__contains="elet").values_list("says", flat=True)) == ["deleted UEC-01"]


def test_a_deleted_intention_is_nowhere(intention, author, round, chapter, in_review, edition):
    new = actions.add_intention(chapter=chapter, by=author, content={"title": "Gone soon"})
    actions.delete_intention(intention=new, by=author)
    for rows in (Intention.objects.filter(pk=new.pk), round.intentions.filter(pk=new.pk), Version.objects.filter(intention=new)):
        assert not rows.exists()


def test_its_reference_is_never_given_to_another(intention, author, chapter):
    actions.delete_intention(intention=intention, by=author)
    assert actions.add_intention(chapter=chapter, by=author, content={"title": "Next"}).reference == "UEC-02"


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN])
def test_what_was_ever_sent_on_is_withdrawn_and_not_deleted(at_desk, author, at_status, status):
    version = at_status(status)
    answer = at_desk(author).post(f"{EDIT}delete/", follow=True)
    assert "Only drafts are deleted; withdraw UEC-01 instead." in banner(answer)
    assert Intention.objects.filter(pk=version.intention_id).exists()


def test_a_chapter_takes_its_intentions_along_and_brings_them_back(at_desk, author, intention, chapter):
    earlier = actions.add_intention(chapter=chapter, by=author, content={"title": "Deleted before"})
    actions.delete_intention(intention=earlier, by=author)
    desk = at_desk(author)
    assert banner(desk.post(f"{DRAFT}UEC/delete/", follow=True)).endswith("is deleted. You can restore it for 30 days.")
    assert not Chapter.objects.exists()
    assert not Intention.objects.exists()
    restored(desk, chapter)
    assert [one.reference for one in Intention.objects.all()] == ["UEC-01"]
    restored(desk, earlier)
    assert Intention.objects.count() == 2


def test_a_chapter_with_something_approved_is_not_deleted(at_desk, author, approved):
    assert "Only drafts are deleted" in banner(at_desk(author).post(f"{DRAFT}UEC/delete/", follow=True))
    assert Chapter.objects.exists()


def test_a_chapter_whose_programme_came_back_stays_deleted(at_desk, author, chapter, round, programme):
    actions.delete_chapter(chapter=chapter, by=author)
    actions.add_chapter(round=round, programme=programme, code="UEC", title="Again", by=author)
    assert "The round has another chapter for UEC" in banner(restored(at_desk(author), chapter))


def test_an_intention_of_a_deleted_chapter_waits_for_its_chapter(at_desk, author, chapter, intention):
    actions.delete_intention(intention=intention, by=author)
    actions.delete_chapter(chapter=chapter, by=author)
    assert "Restore the chapter first" in banner(restored(at_desk(author), intention))


def test_what_is_typed_into_a_deleted_intention_is_still_on_the_page(at_desk, author, colleague, intention):
    desk = at_desk(author)
    sent = typed(desk.get(EDIT))
    actions.delete_intention(intention=intention, by=colleague)
    answer = desk.post(EDIT, {**sent, "title": "Typed too late"})
    assert answer.status_code == 409
    assert "UEC-01 version 1 is deleted, and can be restored for 30 days." in problems(answer)[0]
    assert typed(answer)["title"] == ["Typed too late"]


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_only_writers_delete_and_restore(at_desk, request, who, intention, author):
    desk = at_desk(request.getfixturevalue(who))
    assert desk.post(f"{EDIT}delete/").status_code in (403, 404)
    actions.delete_intention(intention=intention, by=author)
    assert desk.post(f"{DELETED}{intention.pk}/restore/").status_code in (403, 404)
    assert not Intention.objects.exists()


def test_after_thirty_days_it_is_forgotten(intention, chapter, author):
    actions.delete_chapter(chapter=chapter, by=author)
    soon, late = database_now() + KEPT - timedelta(hours=1), database_now() + KEPT + timedelta(hours=1)
    assert actions.forget_deleted(at=soon) == 0
    assert actions.forget_deleted(at=late) == 2
    assert not Intention.with_deleted.exists()
    assert not Chapter.with_deleted.exists()


def test_what_something_still_speaks_of_is_kept_unseen(intention, author, round, lead):
    new = actions.roll_forward(round=round, title="Next", slug="next", lead=lead, participants=[], year_from=2020, year_to=2020, by=author)
    old = Intention.objects.get(round=round)
    actions.delete_intention(intention=old, by=author)
    assert actions.forget_deleted(at=database_now() + 2 * KEPT) == 0
    assert Intention.objects.get(round=new).rolled_from == old


def test_what_was_not_deleted_is_not_restored(at_desk, author, intention):
    assert at_desk(author).post(f"{DELETED}{intention.pk}/restore/").status_code == 404
