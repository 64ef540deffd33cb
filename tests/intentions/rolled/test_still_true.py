"""What was carried over and not yet looked at: still true for many at once, and taken back."""

import pytest

from intentions import actions
from intentions.models import Intention, Many

from ..conftest import WHOLE
from ..reading import banner, problems, queries_of, soup, text

NEXT = "/rounds/next/draft/"
STILL = f"{NEXT}still-true/"


@pytest.fixture
def carried(round, chapter, author, lead):
    """A round of 30 intentions, carried over."""
    for number in range(30):
        actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": f"Number {number}"})
    later = {"title": "Next", "slug": "next", "lead": lead, "participants": [], "year_from": 2020, "year_to": 2020}
    return actions.roll_forward(round=round, by=author, **later)


def tokens(answer):
    return {box["value"].partition(":")[0]: box["value"] for box in soup(answer).find_all("input", attrs={"name": "seen"})}


def answers(round):
    return dict(Intention.objects.filter(round=round).values_list("reference", "still_true"))


def test_those_ticked_are_still_true_and_the_others_are_asked_about_still(at_desk, author, carried):
    desk = at_desk(author)
    seen = tokens(desk.get(STILL))
    assert len(seen) == 25
    answer = desk.post(f"{STILL}many/", {"seen": [seen["UEC-01"], seen["UEC-03"]]}, follow=True)
    assert banner(answer).startswith("Say that they are still true: 2 intentions. You can undo this step.")
    said = answers(carried)
    assert (said["UEC-01"], said["UEC-02"], said["UEC-03"]) == ("yes", "", "yes")
    assert Intention.objects.get(round=carried, reference="UEC-01").still_true_by == author
    assert "30 intentions were carried over. 28 still to answer." in text(soup(answer).main)


def test_all_of_them_on_every_page_are_still_true_in_one_step(at_desk, author, carried):
    desk = at_desk(author)
    every = soup(desk.get(STILL)).find("input", attrs={"name": "all"})["value"]
    desk.post(f"{STILL}many/", {"every": "on", "all": every})
    assert set(answers(carried).values()) == {"yes"}
    assert Many.objects.count() == 1


def test_it_is_taken_back_but_for_what_was_answered_since(at_desk, author, carried):
    desk = at_desk(author)
    seen = tokens(desk.get(STILL))
    desk.post(f"{STILL}many/", {"seen": [seen["UEC-01"], seen["UEC-02"]]})
    actions.confirm(intention=carried.intentions.get(reference="UEC-02"), by=author, answer="changed")
    page = soup(desk.get(STILL))
    undo = next(form["action"] for form in page.find_all("form") if form["action"].endswith("/undo/"))
    answer = desk.post(undo, follow=True)
    assert "Undone for 1 intention." in text(soup(answer).main)
    assert "Left as it is. Changed since: UEC-02." in text(soup(answer).main)
    said = answers(carried)
    assert (said["UEC-01"], said["UEC-02"]) == ("", "changed")


def test_what_was_changed_after_it_was_looked_at_is_left(at_desk, author, carried):
    desk = at_desk(author)
    seen = tokens(desk.get(STILL))
    version = carried.intentions.get(reference="UEC-01").latest
    actions.save_version(version=version, by=author, content={"title": "Other"}, revision=version.revision)
    answer = desk.post(f"{STILL}many/", {"seen": [seen["UEC-01"], seen["UEC-02"]]}, follow=True)
    assert "Left as it is. Changed after you looked, last by Ann Author: UEC-01." in text(soup(answer).main)
    said = answers(carried)
    assert (said["UEC-01"], said["UEC-02"]) == ("", "yes")


def test_nothing_ticked_says_nothing(at_desk, author, carried):
    answer = at_desk(author).post(f"{STILL}many/", {})
    assert (answer.status_code, problems(answer)) == (422, ["Tick the intentions that are still true"])
    assert set(answers(carried).values()) == {""}


def test_who_only_reads_answers_nothing(at_desk, viewer, carried):
    desk = at_desk(viewer)
    assert tokens(desk.get(STILL)) == {}
    assert desk.post(f"{STILL}many/", {"seen": "UEC-01:x"}).status_code == 403


def test_the_draft_finds_what_was_carried_and_not_looked_at(at_desk, author, carried, round):
    actions.confirm(intention=carried.intentions.get(reference="UEC-01"), by=author, answer="yes")
    page = soup(at_desk(author).get(f"{NEXT}many/?carried=on"))
    assert "29 intentions" in text(page.find(id="list-count"))


def test_what_was_not_carried_over_cannot_be_still_true(at_desk, author, carried, round):
    page = soup(at_desk(author).post(f"/rounds/{round.slug}/draft/many/", {"kind": "still", "tick": ["UEC-01"]}))
    assert "Not carried over from another round (1): UEC-01" in text(page.main)


def test_the_page_asks_the_database_no_more_for_thirty(at_desk, author, carried, round, lead):
    later = {"title": "Small", "slug": "small", "lead": lead, "participants": [], "year_from": 2020, "year_to": 2020}
    left_out = [f"UEC-{number:02}" for number in range(2, 31)]
    actions.roll_forward(round=round, by=author, left_out=left_out, **later)
    desk = at_desk(author)
    desk.get(STILL)
    assert queries_of(desk, STILL) == queries_of(desk, "/rounds/small/draft/still-true/") <= 12
