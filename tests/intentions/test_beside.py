"""Comments on words beside the text, and calling people by @."""

from datetime import timedelta

import pytest

from intentions import actions
from intentions.models import Thread
from portal.audit.models import Email
from portal.moves.clock import database_now

from .commented import *  # noqa: F403  a draft and comments on it
from .commented import COMMENTS, THREE, save
from .reading import DRAFT, banner, problems, soup, text


# ── About words ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_comment_on_words_follows_them_and_says_what_they_were(at_desk, colleague, author, version):
    at_desk(colleague).post(COMMENTS, {"about": "description", "words": "follows every", "text": "Really?"})
    found = Thread.objects.get()
    assert (found.part, found.quote, found.is_lost) == ("description", "follows every", False)
    save(version, author, description=f"<p>First of all.</p>{THREE}".replace("follows every", "follows nearly every"))
    page = text(soup(at_desk(colleague).get(COMMENTS)).main)
    assert "paragraph 3 follows nearly every When the comment was made it said: follows every" in page


def test_a_comment_on_words_that_are_gone_is_named_as_overtaken_and_comes_back_with_them(at_desk, colleague, author, version):
    at_desk(colleague).post(COMMENTS, {"about": "", "words": "open in April", "text": "Early?"})
    save(version, author, description=THREE.replace("Beds open in April.", "Nothing opens yet."))
    overtaken = f"{DRAFT}comments/?state=overtaken"
    assert "Overtaken. These words are no longer in the text. They said: open in April" in text(soup(at_desk(colleague).get(COMMENTS)).main)
    assert "open in April" in text(soup(at_desk(colleague).get(overtaken)).find("tbody"))
    save(version, author, description=THREE)
    assert Thread.objects.get().is_lost is False
    assert soup(at_desk(colleague).get(overtaken)).find("tbody") is None


def test_a_comment_on_words_in_a_cell_follows_them_when_cells_are_merged_or_is_named(version, author, colleague):
    cells = "<tr><td>Ward A keeps twelve beds</td><td>Ward B closes in June</td></tr>"
    save(version, author, description=f"<table><tr><th>One</th><th>Two</th></tr>{cells}</table>")
    about = {"about": version.intention, "by": colleague, "text": "Sure?", "part": "description"}
    _, gone = (actions.start_thread(words=words, **about) for words in ("twelve beds", "closes in June"))
    merged = '<tr><td colspan="2">Ward A keeps twelve beds</td></tr>'
    save(version, author, description=f"<table><tr><th>One</th><th>Two</th></tr>{merged}</table>")
    assert [(one.quote, one.is_lost) for one in Thread.objects.order_by("started_at")] == [("twelve beds", False), ("closes in June", True)]
    save(version, author, description=f"<table><tr><th>One</th><th>Two</th></tr>{cells}</table>")
    gone.refresh_from_db()
    assert not gone.is_lost


def test_a_text_brought_back_over_an_edit_of_this_minute_keeps_its_comments(at_desk, version, author, colleague):
    about = {"about": version.intention, "by": colleague, "part": "description"}
    actions.start_thread(words="Nurses come", text="From where?", **about)
    save(version, author, description="<p>Beds open in April, wherever there is room.</p>")
    actions.start_thread(words="wherever there is room", text="Where?", **about)
    version.refresh_from_db()
    actions.save_version(version=version, by=colleague, content={"description": THREE}, revision=version.revision)
    assert [one.is_lost for one in Thread.objects.order_by("started_at")] == [False, True]
    page = text(soup(at_desk(author).get(COMMENTS)).main)
    assert "Overtaken. These words are no longer in the text. They said: wherever there is room" in page


def test_words_that_do_not_stand_there_are_asked_for_again(at_desk, colleague, version):
    answer = at_desk(colleague).post(COMMENTS, {"about": "title", "words": "Money follows", "text": "Which?"})
    assert answer.status_code == 422
    assert problems(answer) == ["“Money follows” does not stand in Title. Copy the words as they stand there"]
    assert soup(answer).title.text.count("Error:") == 1
    assert soup(answer).find("textarea", id="id_text").text.strip() == "Which?"


def test_words_selected_beside_the_text_and_deleted_meanwhile_keep_their_comment(at_desk, colleague, version):
    sent = {"about": "description", "words": "Porters sing", "text": "Why?", "beside": "1", "before": "\0x" * 99, "after": "\0"}
    answer = at_desk(colleague).post(COMMENTS, sent, headers={"HX-Request": "true"})
    assert answer["HX-Retarget"] == "#margin"
    assert soup(answer).find(id="margin-new", attrs={"hx-swap-oob": "true"})  # the question that was answered goes
    assert "Overtaken. These words are no longer in the text. They said: Porters sing" in text(soup(answer))


def test_the_question_beside_the_words_is_asked_in_place_and_says_what_is_missing(at_desk, colleague, version):
    desk, about = at_desk(colleague), {"about": "description", "words": "Nurses come"}
    form = soup(desk.get(COMMENTS, about, headers={"HX-Request": "true"})).find("form")
    assert (form["hx-post"], "Comment on Nurses come" in text(form)) == (COMMENTS, True)
    answer = desk.post(COMMENTS, {**about, "beside": "1", "text": ""}, headers={"HX-Request": "true"})
    assert (answer.status_code, "Enter a comment" in text(soup(answer))) == (422, True)


def test_what_was_resolved_is_opened_again_by_a_button(at_desk, author, thread):
    found = thread()
    actions.resolve(thread=found, by=author)
    desk = at_desk(author)
    assert banner(desk.post(f"{DRAFT}comments/{found.pk}/reopen/", follow=True)) == "Open again."
    assert text(soup(desk.get(COMMENTS)).find("h2", string="Open").find_next("h3")) == "Description, paragraph 2"


# ── @ ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("@Ann look", ["Ann Author"]),
        ("@ann author, look; @Abe Approver too", ["Abe Approver", "Ann Author"]),
        ("write to team@ann.example", []),
        ("@Sid Stranger look", []),
        ("(@Vi) and @Vi Viewer", ["Vi Viewer"]),
    ],
)
def test_an_at_names_who_may_read_and_nobody_else(at_desk, colleague, approver, viewer, stranger, version, typed, told):
    answer = at_desk(colleague).post(COMMENTS, {"text": typed}, follow=True)
    assert sorted(Email.objects.filter(kind="named in a comment").values_list("to__name", flat=True)) == told
    unknown = "Nobody who may read it is called @Sid, so nobody was told by that name." in banner(answer)
    assert unknown is ("Sid" in typed)


def test_a_name_that_two_have_is_asked_for(at_desk, colleague, author, version, lead):
    from .conftest import person

    other = person("Ann Otherwise", (lead, "VIEWER"))
    desk = at_desk(colleague)
    assert problems(desk.post(COMMENTS, {"text": "@Ann look"})) == ["“@Ann” could be Ann Author or Ann Otherwise. Write the whole name"]
    desk.post(COMMENTS, {"text": "@Ann look", "mentions": [str(other.pk)]})
    assert Email.objects.get(kind="named in a comment").to == other


def test_names_are_offered_of_those_who_may_read_alone(at_desk, author, colleague, viewer, stranger, version, client):
    def offered(q):
        return at_desk(author).get(f"{DRAFT}readers/", {"q": q}).json()["names"]

    assert offered("") == ["Col League", "Vi Viewer"]
    assert offered("leag") == ["Col League"]
    assert offered("stra") == []
    assert offered("\0leag") == ["Col League"]
    assert at_desk(stranger).get(f"{DRAFT}readers/").status_code == 404


def test_who_is_named_is_told_at_once_and_nobody_twice(thread, author, approver):
    thread(mentions=[author, approver])
    named = Email.objects.filter(kind="named in a comment")
    assert set(named.values_list("to__name", "status")) == {("Abe Approver", "WAITING"), ("Ann Author", "WAITING")}
    assert "Which?" not in named[0].body
    assert actions.send_digests(at=database_now() + timedelta(minutes=11)) == 0


@pytest.mark.parametrize(("chosen", "kept"), [("DAILY", ["HELD"]), ("NEVER", [])])
def test_who_is_named_is_told_as_they_chose(thread, author, chosen, kept):
    author.told_of_turns = chosen
    author.save()
    thread(mentions=[author])
    assert list(Email.objects.filter(to=author).values_list("status", flat=True)) == kept
    assert actions.send_digests(at=database_now() + timedelta(minutes=11)) == 0


def test_nobody_is_named_who_may_not_read_the_draft(thread, stranger):
    found = thread(mentions=[stranger])
    assert not Email.objects.filter(to=stranger).exists()
    assert not found.comments.get().mentions.exists()
