"""Comments on a field, a paragraph, a bullet or a row: they follow the text, and stay when it is gone."""

from datetime import timedelta

import pytest

from intentions import actions
from intentions.documents.passages import texts_of
from intentions.models import Comment, Thread
from portal.audit.models import Email
from portal.moves.clock import database_now
from portal.richtext.clean import blocks

from .commented import *  # noqa: F403  a draft and comments on it
from .commented import COMMENTS, THREE, passage, save
from .reading import DRAFT, EDIT, banner, problems, soup, text


def place(thread):
    """The words its passage has now, or None if it is gone."""
    thread.refresh_from_db()
    return None if thread.is_lost else passage(thread.intention, thread.part, thread.quote).text


# ── Following the text ──────────────────────────────────────────────────────────────────────────────────────────────
def test_a_comment_follows_its_paragraph_when_it_is_reworded_and_moved(thread, version, author):
    found = thread()
    save(version, author, description=THREE.replace("every patient", "each patient soon"))
    assert place(found) == "Money follows each patient soon."
    save(version, author, description="<p>Money follows each patient soon.</p><p>Beds open in April.</p>")
    assert place(found) == "Money follows each patient soon."


def test_a_comment_on_a_paragraph_that_is_deleted_keeps_its_words_and_comes_back_with_them(thread, version, author):
    found = thread()
    save(version, author, description="<p>Beds open in April.</p>")
    assert place(found) is None
    assert found.quote == "Money follows every patient."
    save(version, author, description=THREE)
    assert place(found) == "Money follows every patient."


def test_a_comment_follows_a_bullet_and_a_row_of_money(thread, version, author):
    bullet, row = thread("Doctors"), thread("Cost pressure", "money")
    save(version, author, description=THREE.replace("<li>Nurses come.</li>", ""), money=[{"kind": "pressure", "amount": 8}])
    assert place(bullet) == "Doctors stay."
    assert place(row) == "Cost pressure: £8"


def test_a_comment_follows_the_lines_of_a_chapter(chapter, author, colleague):
    actions.edit_chapter(chapter=chapter, by=author, revision=0, objectives=["Shorter waits", "Fewer falls"])
    chapter.refresh_from_db()
    anchor = next(one for one in blocks(texts_of(chapter)["objectives"]) if "falls" in one.text).anchor
    thread = actions.start_thread(about=chapter, by=colleague, text="How many?", part="objectives", anchor=anchor)
    actions.edit_chapter(chapter=chapter, by=author, revision=1, objectives=["Far fewer falls", "Shorter waits"])
    thread.refresh_from_db()
    assert (thread.quote, thread.is_lost) == ("Far fewer falls", False)


def test_a_comment_stays_through_approval_and_the_next_version(thread, version, author, approver):
    found = thread()
    actions.submit(version=version, by=author)
    approved = actions.approve(version=version, by=approver, at=database_now())
    opened = actions.open_next_version(intention=approved.intention, by=author)
    save(opened, author, description=THREE.replace("Money", "Much money"))
    assert place(found) == "Much money follows every patient."


# ── On the page ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_passage_is_commented_on_answered_and_resolved(at_desk, author, colleague, version):
    desk = at_desk(colleague)
    about = soup(desk.get(COMMENTS)).find("option", string=lambda words: words and "paragraph 2" in words)["value"]
    answer = desk.post(COMMENTS, {"about": about, "text": "From when?\nAnd where?"}, follow=True)
    assert "Description, paragraph 2 Money follows every patient. Col League" in text(soup(answer).main)
    thread = Thread.objects.get()
    desk = at_desk(author)
    desk.post(f"{DRAFT}comments/{thread.pk}/reply/", {f"t{thread.pk.hex}-text": "From April."})
    page = soup(desk.get(COMMENTS))
    assert ["From when?" in text(page.main), "From April." in text(page.main)] == [True, True]
    assert banner(desk.post(f"{DRAFT}comments/{thread.pk}/resolve/", follow=True)) == "Resolved. It stays below, to be read."
    assert text(soup(desk.get(COMMENTS)).find("h2", string="Resolved").find_next("h3")) == "Description, paragraph 2"


def test_a_comment_on_text_that_was_deleted_meanwhile_is_kept_with_what_was_read(at_desk, colleague, author, version):
    desk = at_desk(colleague)
    about = soup(desk.get(COMMENTS)).find("option", string=lambda words: words and "paragraph 2" in words)["value"]
    save(version, author, description="<p>Beds open in April.</p>")
    answer = desk.post(COMMENTS, {"about": about, "text": "From when?"}, follow=True)
    assert "This passage is no longer in the text. It said: Money follows every patient." in text(soup(answer).main)


def test_answering_a_resolved_thread_opens_it_again(thread, author):
    found = thread()
    actions.resolve(thread=found, by=author)
    actions.resolve(thread=found, by=author)
    actions.reply(thread=found, by=author, text="One more thing")
    found.refresh_from_db()
    assert found.resolved_at is None


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"text": " "}, "Enter a comment"),
        ({"text": "x" * 4001}, "Comment must be 4,000 characters or less"),
        ({"text": "a", "about": "description:nonsense"}, "Select one of the answers listed"),
        ({"text": "a", "about": "secrets:paragraph-0123456789:x"}, "Select one of the answers listed"),
        ({"text": "a", "mentions": ["7b7c0f2c-8a5e-4c58-9d4a-000000000000"]}, "Select one of the answers listed"),
    ],
)
def test_a_comment_that_cannot_be_kept_says_why_and_stays_typed(at_desk, colleague, version, sent, says):
    answer = at_desk(colleague).post(COMMENTS, sent)
    assert answer.status_code == 422
    assert problems(answer) == [says]
    assert soup(answer).find("textarea", id="id_text").text.strip() == sent["text"].strip()
    assert not Comment.objects.exists()


def test_a_script_in_a_comment_is_only_words(at_desk, colleague, version):
    desk = at_desk(colleague)
    desk.post(COMMENTS, {"text": "<script>steal()</script><b>bold</b>"})
    assert b"<script>steal()" not in desk.get(COMMENTS).content
    assert "<script>steal()" in text(soup(desk.get(COMMENTS)).main)


@pytest.mark.parametrize("who", ["stranger", "trust_person"])
def test_nobody_else_reads_or_writes_comments(at_desk, request, thread, who, trust, edition_of_thread):
    from .conftest import person

    user = person("Tru Stee", (trust, "CONTRIBUTOR")) if who == "trust_person" else request.getfixturevalue(who)
    desk, found = at_desk(user), edition_of_thread
    assert desk.get(COMMENTS).status_code == 404
    assert desk.post(f"{DRAFT}comments/{found.pk}/reply/", {f"t{found.pk.hex}-text": "In"}).status_code == 404
    assert b"Which?" not in desk.get("/rounds/intentions-2019-20/UEC-01/").content


@pytest.fixture
def edition_of_thread(thread, version, author, approver, round):
    """A thread on what is public by now."""
    found = thread()
    actions.submit(version=version, by=author)
    actions.approve(version=version, by=approver, at=database_now())
    actions.publish(round=round, by=approver, approving_body="Governing body", approved_date=None, at=database_now())
    return found


def test_a_viewer_may_ask(at_desk, viewer, version):
    at_desk(viewer).post(COMMENTS, {"text": "Why?"})
    assert Comment.objects.get().by == viewer


# ── Of a round ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_open_comments_of_a_round_are_listed_and_filtered(at_desk, author, thread):
    kept, done = thread(mentions=[author]), thread("Doctors")
    actions.resolve(thread=done, by=author)
    desk = at_desk(author)
    listed = soup(desk.get(f"{DRAFT}comments/")).find("tbody").find_all("tr")
    assert len(listed) == 1
    assert kept.quote in text(listed[0])
    assert "Doctors stay." in text(soup(desk.get(f"{DRAFT}comments/?state=resolved")).find("tbody"))
    assert len(soup(desk.get(f"{DRAFT}comments/?named=on")).find("tbody").find_all("tr")) == 1


def test_the_list_takes_the_same_queries_for_one_and_three(at_desk, author, thread, django_assert_max_num_queries):
    desk = at_desk(author)
    for words in ("Money", "Doctors", "Nurses"):
        thread(words)
        with django_assert_max_num_queries(12):
            assert desk.get(f"{DRAFT}comments/").status_code == 200


def test_the_editor_says_how_many_are_open(at_desk, author, thread):
    thread()
    page = soup(at_desk(author).get(EDIT))
    assert text(page.find("a", href=COMMENTS)) == "1 open comment"


# ── Email ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def digests(minutes):
    return actions.send_digests(at=database_now() + timedelta(minutes=minutes))


def test_many_comments_are_one_email_once_the_talk_pauses(thread, version, author, colleague):
    for _ in range(12):
        thread()
    assert digests(0) == 0
    assert digests(11) == 1
    assert digests(12) == 0
    email = Email.objects.get(kind="comments")
    assert (email.to, email.subject) == (author, "12 comments to read")
    assert "UEC-01: Col League" in email.body
    assert "Which?" not in email.body


def test_a_person_has_at_most_one_digest_in_four_hours(thread, author):
    thread()
    assert digests(11) == 1
    thread()
    Comment.objects.filter(pk=Comment.objects.latest("at").pk).update(at=database_now() + timedelta(minutes=20))
    assert digests(60) == 0
    assert digests(252) == 1


def test_nobody_is_told_of_their_own_words_or_after_leaving(thread, colleague, author):
    thread(mentions=[colleague])
    author.memberships.update(ended_at=database_now())
    assert digests(11) == 0
