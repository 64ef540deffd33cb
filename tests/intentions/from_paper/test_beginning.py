"""Beginning one from the screen, and what the database holds of it."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from intentions import actions, checks
from intentions.models import Edition, Round

from ..conftest import NOON
from ..reading import problems, soup, text
from .papers import NO_DATE, PAPER, SENTENCE, typed


def test_a_round_of_2005_is_begun_from_the_screen_with_its_paper(at_desk, author, lead):
    answer = at_desk(author).post("/rounds/start/", typed(lead, 2005))
    assert answer.url == "/rounds/intentions-of-2005/draft/"
    round = Round.objects.get()
    assert (round.year_from, round.paper_in_words) == (2005, SENTENCE.replace("2008", "2005"))
    assert (round.notice_by_date, round.response_deadline) == (None, None)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"paper_title": ""}, "Enter the title of the paper"),
        ({"paper_publisher": ""}, "Enter who published the paper"),
        (
            NO_DATE,
            "Enter the date first: only then can it be one of month and year",
        ),
        ({"paper_date_day": "31", "paper_date_month": "2"}, "Date of the paper must be a real date"),
        ({"year_from": "2004"}, "Select one of the answers listed"),
        (
            {
                "response_deadline_day": "3",
                "response_deadline_month": "3",
                "response_deadline_year": "2027",
                "response_deadline_time": "5pm",
            },
            "A round carried over from paper asks for no answers: leave this empty",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_question_and_nothing_typed_is_lost(at_desk, author, lead, changes, says):
    answer = at_desk(author).post("/rounds/start/", typed(lead, **changes))
    assert answer.status_code == 422
    assert says in problems(answer)
    assert soup(answer).find("input", attrs={"name": "title"})["value"] == "Intentions of 2008"
    assert not Round.objects.exists()


def test_a_paper_is_not_of_tomorrow(at_desk, author, lead):
    answer = at_desk(author).post("/rounds/start/", typed(lead, paper_date_year="2099"))
    assert "Date of the paper must be" in problems(answer)[0]


def test_a_paper_may_state_no_date(at_desk, author, lead):
    sent = typed(lead, **NO_DATE)
    del sent["paper_is_month"]
    at_desk(author).post("/rounds/start/", sent)
    assert Round.objects.get().paper_in_words == "“Strategic plan”, published by Eastham Primary Care Trust, date not stated"


def test_what_is_typed_of_a_paper_is_forgotten_of_an_empty_round(at_desk, author, lead):
    at_desk(author).post("/rounds/start/", typed(lead, begin="empty"))
    assert Round.objects.get().is_from_paper is False


@pytest.mark.parametrize("wrong", [{"paper_publisher": ""}, {"response_deadline": NOON}, {"paper_date": None}])
def test_the_database_holds_what_a_paper_is(old, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=old.pk).update(**wrong)


def test_a_round_written_here_never_becomes_one_from_paper_nor_the_other_way(old, round):
    for one, said in ((round, PAPER), (old, {"paper_title": "", "paper_publisher": "", "paper_date": None, "paper_is_month": False})):
        with pytest.raises(InternalError), transaction.atomic():
            Round.objects.filter(pk=one.pk).update(**said)


def test_the_faults_of_a_paper_stop_nothing_but_a_title_is_asked_for(old, written, author):
    assert checks.problems(old)
    assert checks.blocking(old) == []
    actions.add_intention(chapter=written.chapter, by=author, content={"title": ""})
    with pytest.raises(actions.Blocked, match="title"):
        actions.publish(round=old, by=author, approving_body="", approved_date=None, at=NOON)
    assert not Edition.objects.exists()


def test_a_draft_from_paper_is_deleted_and_restored_as_others_are(old, author):
    actions.delete_round(round=old, by=author)
    assert not Round.objects.exists()
    actions.restore_round(round=Round.with_deleted.get(), by=author)
    assert Round.objects.get().is_from_paper


def test_its_facts_are_put_right_in_the_open(at_desk, author, public):
    desk = at_desk(author)
    page = soup(desk.get("/rounds/intentions-2008-09/draft/facts/"))
    assert page.find("input", attrs={"name": "paper_title"})["value"] == "Strategic plan"
    assert page.find("input", attrs={"name": "response_deadline_day"}) is None
    actions.edit_round(round=public.round, by=author, revision=public.round.revision, note="Misread", paper_title="Commissioning plan")
    page = text(soup(desk.get("/rounds/intentions-2008-09/")).main)
    assert "Title of the paper: was “Strategic plan”, is “Commissioning plan”. Misread" in page
    assert "“Commissioning plan”, published by" in page
