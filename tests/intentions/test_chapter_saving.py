"""A chapter saves itself as an intention does, and overwrites nobody."""

import pytest

from intentions import actions
from intentions.models import Chapter

from .reading import DRAFT, soup, text, typed

CHAPTER = f"{DRAFT}UEC/"


@pytest.fixture
def desk(at_desk, author, chapter):
    return at_desk(author)


def autosave(desk, sent, **changes):
    return desk.post(CHAPTER, {**sent, "autosave": "1", **changes}, headers={"HX-Request": "true"})


def test_a_chapter_saves_itself_and_says_so_in_place(desk):
    sent = typed(desk.get(CHAPTER))
    answer = autosave(desk, sent, narrative="Beds open.", turn="1")
    assert "Saved at" in text(soup(answer).find(id="save-state"))
    assert Chapter.objects.get().narrative == "<p>Beds open.</p>"
    assert autosave(desk, sent, narrative="Beds open soon.", turn="2").status_code == 200  # its first answer was lost
    assert Chapter.objects.get().narrative == "<p>Beds open soon.</p>"
    assert autosave(desk, sent, narrative="Beds open.", turn="1").status_code == 200  # this one is late
    assert Chapter.objects.get().narrative == "<p>Beds open soon.</p>"


def test_an_autosave_of_a_chapter_overwrites_nobody(desk, colleague, chapter):
    sent = typed(desk.get(CHAPTER))
    actions.edit_chapter(chapter=chapter, by=colleague, revision=0, narrative="<p>Theirs.</p>")
    answer = autosave(desk, sent, narrative="Mine.")
    assert answer.status_code == 409
    assert "Col League changed Narrative after you opened it." in text(soup(answer))
    assert Chapter.objects.get().narrative == "<p>Theirs.</p>"


def test_an_autosave_that_is_wrong_says_why(desk):
    answer = autosave(desk, typed(desk.get(CHAPTER)), title="")
    assert (answer.status_code, text(soup(answer))) == (422, "Not saved. Enter a title.")
