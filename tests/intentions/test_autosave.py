"""Saving by itself, and several saves of one page on their way."""

import json

import pytest

from .conftest import WHOLE
from .editing import autosave, carry, now, theirs
from .reading import EDIT, soup, text, typed


# ── Saving by itself ────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_autosave_says_so_in_place_and_the_page_goes_on(desk):
    sent = typed(desk.get(EDIT))
    answer = autosave(desk, sent, title="First")
    assert "Saved at" in text(soup(answer).find(id="save-state"))
    assert now().title == "First"
    again = autosave(desk, carry({**sent, "title": ["First"]}, answer), title="Second")
    assert "Saved at" in text(soup(again))
    assert now().title == "Second"


def test_an_autosave_overwrites_nothing_and_says_who(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs")
    answer = autosave(desk, sent, title="Mine")
    assert answer.status_code == 409
    says = "Not saved. Col League changed Title after you opened it. Press Save to choose the text to keep."
    assert text(soup(answer).find(id="save-state")) == says
    assert now().title == "Theirs"
    assert desk.post(EDIT, {**sent, "title": "Mine"}).status_code == 409


def test_after_an_autosave_an_old_text_still_on_the_page_overwrites_nothing(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs")
    page = carry({**sent, "theme": ["Mine"]}, autosave(desk, sent, theme="Mine"))
    assert desk.post(EDIT, page).status_code == 302  # the old title stands on the page, untouched
    assert (now().title, now().theme) == ("Theirs", "Mine")
    assert desk.post(EDIT, {**page, "title": "Mine too"}).status_code == 409


def test_an_autosave_of_something_wrong_says_why(desk):
    answer = autosave(desk, typed(desk.get(EDIT)), title="")
    assert answer.status_code == 422
    assert text(soup(answer)) == "Not saved. Enter a title."
    assert now().title == WHOLE["title"]


def test_the_page_carries_what_each_part_said(desk):
    carried = json.loads(typed(desk.get(EDIT))["opened"][0])
    assert {"title", "description", "timescale", "providers", "money"} <= set(carried)


def test_an_autosave_saves_what_nobody_else_touched_and_says_what_is_to_be_settled(desk, colleague):
    sent = typed(desk.get(EDIT))
    theirs(colleague, title="Theirs")
    answer = autosave(desk, sent, title="Mine", theme="Mine alone")
    assert answer.status_code == 409
    assert "Col League changed Title after you opened it" in text(soup(answer).find(id="save-state"))
    assert (now().title, now().theme) == ("Theirs", "Mine alone")
    again = autosave(desk, carry({**sent, "theme": ["Mine alone"]}, answer), theme="Mine still", title="Mine")
    assert (again.status_code, now().theme) == (409, "Mine still")


# ── One page, several saves on their way ────────────────────────────────────────────────────────────────────────────
def test_a_page_whose_answer_was_lost_is_not_asked_about_its_own_words(desk):
    sent = typed(desk.get(EDIT))
    autosave(desk, sent, title="First", turn="1")
    answer = autosave(desk, sent, title="First and second", turn="2")
    assert answer.status_code == 200
    assert now().title == "First and second"


def test_a_save_that_arrives_late_does_not_undo_a_later_one_of_its_page(desk):
    sent = typed(desk.get(EDIT))
    autosave(desk, sent, title="Second", turn="2")
    assert autosave(desk, sent, title="First", turn="1").status_code == 200
    assert now().title == "Second"


def test_two_pages_of_one_person_are_two_pages(desk):
    one, other = typed(desk.get(EDIT)), typed(desk.get(EDIT))
    autosave(desk, one, title="One", turn="1")
    assert autosave(desk, other, title="Other", turn="1").status_code == 409
    assert now().title == "One"


@pytest.mark.parametrize("page", ["", "x" * 32, "'; drop", "0" * 5000])
def test_a_page_without_a_name_is_judged_by_its_revisions(desk, page):
    sent = {**typed(desk.get(EDIT)), "page": page, "turn": "-1"}
    autosave(desk, sent, title="First")
    assert autosave(desk, sent, title="Second").status_code == 409
