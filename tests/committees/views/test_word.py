"""A paper as a Word file is ordered, written by a worker and downloaded; nothing is written while somebody waits for a page."""

import io

import docx
import pytest

from committees import actions, documents
from committees.models import WordFile
from committees.tasks import write_lost_words, write_word

from ..conftest import IN_TIME
from ..reading import entering, main, soup


@pytest.fixture
def door(client, clerk, paper, files):
    entering(client, clerk)
    return f"{paper.get_draft_url()}word/"


def said(client, door):
    return "\n".join(one.text for one in docx.Document(io.BytesIO(b"".join(client.get(f"{door}file/").streaming_content))).paragraphs)


def test_it_is_ordered_on_its_page_and_written_by_the_worker(client, door, monkeypatch):
    monkeypatch.setattr(documents, "word", lambda ordered: pytest.fail("written while somebody waits"))
    client.post(door)
    page = soup(client.get(door))
    assert "The Word file is being written." in main(client.get(door))
    assert page.find(attrs={"hx-get": True})["hx-get"].startswith(f"{door}progress/")
    assert client.get(f"{door}file/").status_code == 404


def test_the_order_is_sent_when_it_is_committed(client, door, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(write_word, "delay", lambda **ids: sent.append(ids))
    with django_capture_on_commit_callbacks() as callbacks:
        client.post(door)
    assert len(callbacks) >= 1


def test_once_written_it_is_downloaded_with_its_words(client, door):
    client.post(door)
    write_word(word=str(WordFile.objects.get().pk))

    assert "The Word file is ready." in main(client.get(door))
    assert "Says what is to be bought." in said(client, door)


def test_it_says_what_the_paper_said_when_it_was_ordered(client, door, paper, author):
    client.post(door)
    actions.save_paper(paper=paper, by=author, revision=0, purpose="<p>Other words.</p>")
    write_word(word=str(WordFile.objects.get().pk))

    assert "Says what is to be bought." in said(client, door)
    assert "The paper has changed since." in main(client.get(door))
    client.post(door)
    write_word(word=str(WordFile.objects.get().pk))
    assert "Other words." in said(client, door)


def test_equal_words_are_not_ordered_again(client, door):
    client.post(door)
    first = WordFile.objects.get().pk
    client.post(door)
    assert WordFile.objects.get().pk == first


def test_progress_says_nothing_until_there_is_something_new(client, door):
    client.post(door)
    poll = soup(client.get(door)).find(attrs={"hx-get": True})["hx-get"]
    assert client.get(poll).status_code == 204
    write_word(word=str(WordFile.objects.get().pk))
    assert "The Word file is ready." in client.get(poll).content.decode()


def test_one_that_cannot_be_written_says_so_and_can_be_ordered_again(client, door, monkeypatch):
    def stumble(ordered):
        raise ValueError

    client.post(door)
    monkeypatch.setattr(documents, "word", stumble)
    write_word(word=str(WordFile.objects.get().pk))
    assert "The Word file could not be written: Writing it stopped. Try again, or contact the operator." in main(client.get(door))
    monkeypatch.undo()
    client.post(door)
    write_word(word=str(WordFile.objects.get().pk))
    assert "The Word file is ready." in main(client.get(door))


def test_one_whose_message_was_lost_is_written_by_the_clock(client, door):
    client.post(door)
    write_lost_words()
    assert WordFile.objects.get().is_moving  # its message may still come
    WordFile.objects.update(ordered_at=IN_TIME)
    write_lost_words()
    assert not WordFile.objects.get().is_moving


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_nobody_else_has_the_file(client, door, who, request):
    client.post(door)
    write_word(word=str(WordFile.objects.get().pk))
    entering(client, request.getfixturevalue(who))
    for address in ("", "progress/", "file/"):
        assert client.get(f"{door}{address}").status_code == 404
