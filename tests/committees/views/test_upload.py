"""At the door: page and words that nobody sees are shown to the clerk, who decides without selecting the file again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ...portal.annotated import blank, mark, saved
from ..conftest import a_pdf
from ..reading import entering, problems, soup, typed, words


@pytest.fixture
def draft(meeting):
    return meeting.get_draft_url()


def with_a_box():
    file = blank()
    mark(file, "Square")
    return SimpleUploadedFile("Letter.pdf", saved(file))


def asked_about(client, clerk, draft):
    return soup(entering(client, clerk).post(f"{draft}add/?as=upload", {"title": "Letter", "part": "1", "upload": with_a_box()}), 422)


def test_the_clerk_sees_page_and_words_that_nobody_sees_and_nothing_typed_is_lost(client, clerk, draft, meeting, files):
    page = asked_about(client, clerk, draft)

    assert words(page.select_one(".nhsuk-summary-list__row")) == "Page 1 “Mr Canary has a rare illness”"
    assert problems(page) == ["Select what becomes of what nobody sees"]
    assert page.find("input", {"name": "title"})["value"] == "Letter"
    assert not meeting.items.exists()


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("REMOVED", "What nobody saw on page 1 was taken out of the file by"),
        ("KEPT", "Words or pictures that nobody sees on page 1 can be read in the file:"),
    ],
)
def test_the_clerk_decides_without_selecting_the_file_again(client, clerk, draft, meeting, files, choice, said):
    form = asked_about(client, clerk, draft)
    client.post(f"{draft}add/?as=upload", typed(form, unseen=choice))

    item = meeting.items.get()
    assert (item.upload_name, item.upload_unseen, item.upload_unseen_by) == ("Letter.pdf", choice, clerk)
    assert said in words(soup(client.get(f"/items/{item.pk}/edit/")))


def test_another_file_may_be_selected_instead(client, clerk, draft, meeting, files):
    form = typed(asked_about(client, clerk, draft))
    client.post(f"{draft}add/?as=upload", {**form, "upload": SimpleUploadedFile("Map.pdf", a_pdf())})

    assert (meeting.items.get().upload_name, meeting.items.get().upload_unseen) == ("Map.pdf", "")


def test_a_decision_that_comes_too_late_asks_for_the_file_again(client, clerk, draft, meeting, files):
    form = typed(asked_about(client, clerk, draft), unseen="KEPT", held_file="gone")
    page = soup(client.post(f"{draft}add/?as=upload", form), 422)

    assert problems(page) == ["Select a PDF"]
    assert not meeting.items.exists()
