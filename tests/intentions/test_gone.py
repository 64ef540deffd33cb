"""A draft round deleted, restored within thirty days, and forgotten after them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from intentions import actions, tasks
from intentions.models import Chapter, Intention, Round, Version
from portal.audit.models import Event
from portal.moves.clock import database_now

from .reading import problems, soup, text

DAY = timedelta(days=1)


@pytest.fixture
def address(round):
    return reverse("intentions:delete_round", args=[round.slug])


def test_a_draft_round_goes_from_every_page_and_comes_back_word_for_word(desk, address, round, intention, version):
    doors = [
        round.get_draft_url(), version.get_absolute_url(), reverse("intentions:draft_document", args=[round.slug]),
        reverse("preview_round", args=[round.slug]), f"/api/v1/rounds/{round.slug}/",
    ]  # fmt: skip
    assert [desk.get(door).status_code for door in doors] == [200] * 5

    assert desk.post(address, {"is_meant": "on"}).url == "/rounds/deleted/"
    assert [desk.get(door).status_code for door in doors] == [404] * 5
    assert round.title not in text(soup(desk.get("/rounds/")).find("main"))
    assert "Intentions 2019/20 Deleted" in text(soup(desk.get("/rounds/deleted/")).find("main"))

    assert desk.post(reverse("intentions:restore_round", args=[round.pk])).url == round.get_draft_url()
    assert [desk.get(door).status_code for door in doors] == [200] * 5
    assert Version.objects.get().title == version.title


def test_it_must_be_meant(desk, address):
    answer = desk.post(address, {"is_meant": ""})
    assert answer.status_code == 422 and problems(answer) == ["Tick that you mean to delete it"]
    assert Round.objects.exists()


def test_who_writes_in_it_is_named_and_it_stays(desk, address, intention, colleague):
    actions.be_here(thing=intention, user=colleague)
    answer = desk.post(address, {"is_meant": "on"})

    assert answer.status_code == 422 and problems(answer) == ["Col League has it open. Ask them to leave it first."]
    assert Round.objects.exists()


def test_a_published_round_stays(desk, address, edition):
    answer = desk.post(address, {"is_meant": "on"})
    assert "A published round stays" in problems(answer)[0]


def test_only_writers_of_its_lead_delete_or_restore_it(at_desk, address, round, colleague, viewer, stranger, author):
    assert [at_desk(person).get(address).status_code for person in (colleague, viewer, stranger)] == [403, 403, 404]
    actions.delete_round(round=round, by=author)
    restore = reverse("intentions:restore_round", args=[round.pk])
    assert [at_desk(person).post(restore).status_code for person in (colleague, viewer, stranger)] == [403, 403, 404]


def test_after_thirty_days_the_clock_removes_it_and_the_history_stays(round, approved, intention, author, at_desk):
    actions.delete_round(round=round, by=author)
    actions.forget_rounds(at=database_now() + 29 * DAY)
    assert Round.with_deleted.exists()

    Round.with_deleted.update(deleted_at=database_now() - 31 * DAY)
    assert at_desk(author).post(reverse("intentions:restore_round", args=[round.pk])).status_code == 404
    tasks.forget_deleted()

    assert not Round.with_deleted.exists() and not Chapter.with_deleted.exists()
    assert not Intention.with_deleted.exists() and not Version._base_manager.exists()
    assert Event.objects.filter(target_id=round.pk, name__in=["round.deleted", "round.forgotten"]).count() == 2


def test_what_another_round_was_made_of_is_kept_out_of_sight(round, intention, author, lead):
    more = {"title": "Next", "slug": "next-year", "lead": lead, "participants": [], "year_from": 2020, "year_to": 2020}
    actions.roll_forward(round=round, by=author, **more)
    actions.delete_round(round=round, by=author)

    assert actions.forget_rounds(at=database_now() + 31 * DAY) == 0
    assert Round.with_deleted.filter(pk=round.pk).exists() and not Round.objects.filter(pk=round.pk).exists()


def test_an_edition_that_was_planned_is_planned_no_more(round, approved, author, approver):
    at = database_now() + DAY
    about = {"approving_body": "The board", "approved_date": None, "question_deadline": None, "response_deadline": None, "invited": []}
    planned = actions.plan_edition(round=round, by=approver, publish_at=at, **about)
    actions.delete_round(round=round, by=author)
    planned.refresh_from_db()
    assert planned.status == "CANCELLED"
