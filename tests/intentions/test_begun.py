"""Starting a round is a task list that says what is next; lists begin with one's own."""

import pytest
from django.urls import reverse

from intentions import actions
from intentions.models import Programme
from portal.organisations.models import Organisation, Place
from portal.organisations.states import PlaceKind

from .conftest import WHOLE
from .reading import DRAFT, queries_of, soup, text


def steps(answer):
    """[(what, how far)] of the task list, and what it says is next."""
    page = soup(answer)
    items = [text(item) for item in page.select(".nhsuk-task-list__item")]
    ahead = page.select_one("#starting ~ a.nhsuk-button")
    return items, ahead and text(ahead)


def test_a_new_round_says_what_is_done_and_what_is_next(at_desk, author, round, approver, borough, programme):
    items, ahead = steps(at_desk(author).get(DRAFT))
    assert ahead == "Places"
    states = [item.rpartition(" ")[2] for item in items]
    assert states == ["Completed", "Completed", "started", "started", "Completed", "Optional", "started"]

    actions.edit_round(round=round, by=author, revision=0, places=[borough])
    assert steps(at_desk(author).get(DRAFT))[1] == "Chapters"
    chapter = actions.add_chapter(round=round, programme=programme, code="UEC", title="UEC", by=author)
    assert steps(at_desk(author).get(DRAFT))[1] == "Intentions"
    actions.add_intention(chapter=chapter, by=author, content=WHOLE, owner=author)
    assert steps(at_desk(author).get(DRAFT)) == ([], None)


def test_nobody_who_could_approve_is_said_first(at_desk, author, round):
    assert steps(at_desk(author).get(DRAFT))[1] == "People"


def test_who_only_reads_is_given_no_tasks(at_desk, viewer, round):
    assert steps(at_desk(viewer).get(DRAFT)) == ([], None)


def test_home_says_what_is_next_in_a_round_that_begins(at_desk, author, round, approver):
    page = soup(at_desk(author).get("/home/"))
    link = page.find("a", href=f"{DRAFT}#starting")
    assert text(link).startswith("Go on with starting the round: places")


def test_programmes_begin_with_ones_own(at_desk, author, round, lead, programme, elsewhere):
    Programme.objects.create(slug="aaa", name="Another programme of care", kind="other", order=0)
    more = {"kind": "annual", "lead": lead, "participants": [], "year_from": 2018, "year_to": 2018, "by": author}
    before = actions.start_round(title="Before", slug="before", **more)
    actions.add_chapter(round=before, programme=programme, code="UEC", title="UEC", by=author)

    page = soup(at_desk(author).get(reverse("intentions:create_chapter", args=[round.slug])))
    names = [text(option) for option in page.select("select[name=programme] option")][1:]
    assert names[:2] == ["Urgent and emergency care", "Another programme of care"]


@pytest.mark.usefixtures("round")
def test_places_begin_with_ones_own(at_desk, author, lead, round):
    places = [Place(slug=f"p{n}", name=f"Place {n:02}", short_name=f"Place {n:02}", kind=PlaceKind.BOROUGH) for n in range(12)]
    Place.objects.bulk_create(places)
    Organisation.objects.filter(pk=lead.pk).update(place=places[7])

    page = soup(at_desk(author).get(reverse("providers:facts", args=[round.slug])))
    boxes = [box["value"] for box in page.select("input[name=places]")]
    assert boxes[0] == str(places[7].pk) and len(boxes) == 12
    assert page.select_one("details input[name=places]")["value"] == str(places[0].pk)


def test_the_years_of_a_new_round_begin_with_2005(at_desk, author, lead):
    page = soup(at_desk(author).get("/rounds/start/"))
    assert text(page.select("select[name=year_from] option")[1]) == "2005/06"


def test_the_task_list_costs_the_same_whatever_is_done(at_desk, author, round, borough):
    desk = at_desk(author)
    before = queries_of(desk, DRAFT)
    actions.edit_round(round=round, by=author, revision=0, places=[borough])
    assert queries_of(desk, DRAFT) == before
