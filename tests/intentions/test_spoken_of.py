"""Comments on words of the front matter and of plans on a page: the same margin, the same threads, as on intentions."""

from datetime import timedelta

import pytest
from django.urls import reverse

from intentions import actions
from intentions.models import Comment, Enabler, Section, Thread
from portal.audit.models import Email
from portal.moves.clock import database_now
from portal.organisations.models import Membership

from .reading import DRAFT, banner, problems, soup, text

HTMX = {"HX-Request": "true"}
PLAN = "/plans/plan-of-the-lead/draft/"


@pytest.fixture
def passage(round):
    return Section.objects.get(round=round)


@pytest.fixture
def said_of(passage):
    return f"{DRAFT}front/section/{passage.pk}/comments/"


@pytest.fixture
def plan(lead, author):
    content = {"mission": "One team for all", "objectives": [{"number": 1, "name": "Beds", "statement": "Each ward opens"}]}
    return actions.add_plan(slug="plan-of-the-lead", title="Plan of the lead", form="ccg", organisation=lead, content=content, by=author)


def ask(desk, page, words, part, note="Sure? @Ann Author"):
    return desk.post(page, {"about": part, "words": words, "text": note, "beside": "1"}, headers=HTMX)


# ── A passage ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_words_of_a_passage_are_commented_on_in_its_margin(at_desk, viewer, author, passage, said_of):
    edit = soup(at_desk(author).get(said_of.replace("comments/", "")))
    assert edit.select_one("#beside")["data-ask"] == said_of
    assert edit.select_one("#beside")["data-boxes"] == "heading body"
    answer = ask(at_desk(viewer), said_of, "Money is", "body")
    note = soup(answer).select_one(".app-note")
    assert (note["data-part"], note["data-words"]) == ("body", "Money is")
    told = Email.objects.get(kind="named in a comment")
    assert (told.to, said_of in told.body) == (author, True)


def test_it_follows_its_words_through_saves_and_is_named_as_overtaken_when_they_are_gone(at_desk, viewer, author, passage, said_of):
    ask(at_desk(viewer), said_of, "Money is short", "body")
    saved = actions.edit_passage(passage=passage, by=author, revision=0, body="<p>As was said:</p><p>Money is very short.</p>")
    thread = Thread.objects.get()
    assert (thread.quote, thread.is_lost, thread.section) == ("Money is very short", False, passage)
    actions.edit_passage(passage=saved, by=author, revision=saved.revision, body="<p>Nothing of it.</p>")
    assert Thread.objects.get().is_lost
    assert "Overtaken." in text(soup(at_desk(viewer).get(said_of)).find("main"))


def test_answered_resolved_and_opened_again(at_desk, viewer, author, said_of):
    ask(at_desk(viewer), said_of, "Money is", "body")
    thread, desk = Thread.objects.get(), at_desk(author)
    page = soup(desk.get(said_of))
    reply, resolve = (form["action"] for form in page.select(f"#thread-{thread.pk} form"))
    assert "Your answer is there." in banner(desk.post(reply, {f"t{thread.pk.hex}-text": "Yes."}, follow=True))
    desk.post(resolve)
    thread.refresh_from_db()
    assert thread.resolved_by == author
    desk.post(soup(desk.get(said_of)).select(f"#thread-{thread.pk} form")[1]["action"])
    thread.refresh_from_db()
    assert thread.resolved_at is None


def test_what_is_removed_leaves_its_comments_in_the_list_of_the_round(at_desk, viewer, author, passage, said_of):
    """They are resolved by whoever removed it, and say what it was."""
    ask(at_desk(viewer), said_of, "Money is", "body")
    actions.remove_passage(passage=passage, by=author)
    thread = Thread.objects.get()
    assert (thread.of, thread.section, thread.quote, thread.is_lost, thread.resolved_by) == ("Context", None, "Money is", True, author)
    row = text(soup(at_desk(viewer).get(f"{DRAFT}comments/?state=resolved")).find("tbody"))
    assert "“Context”" in row
    assert "Removed from the draft" in row
    assert at_desk(viewer).post(f"{DRAFT}comments/{thread.pk}/reopen/").status_code == 404


def test_a_box_of_rows_is_commented_on_by_its_words(at_desk, viewer, author, round):
    sheet = actions.add_passage(
        round=round,
        model=Enabler,
        by=author,
        title="Staff",
        lead_role="",
        aims=["More nurses"],
        impact=[{"area": "Wards", "items": ["Open"]}],
    )
    page = f"{DRAFT}front/enabler/{sheet.pk}/comments/"
    assert ask(at_desk(viewer), page, "Wards. Open", "impact").status_code == 200
    actions.edit_passage(
        passage=sheet, by=author, revision=0, impact=[{"area": "Beds", "items": ["x"]}, {"area": "Wards", "items": ["Open"]}]
    )
    assert not Thread.objects.get().is_lost


def test_of_a_round_all_are_in_one_list_and_words_that_are_not_there_are_named(at_desk, viewer, version, said_of):
    desk = at_desk(viewer)
    ask(desk, said_of, "Money is", "body")
    actions.start_thread(about=version.intention, by=viewer, text="And this?")
    page = soup(desk.get(f"{DRAFT}comments/"))
    assert {text(one) for one in page.select("tbody td:first-child a")} == {"Context", "UEC-01"}
    answer = desk.post(said_of, {"about": "body", "words": "Not there", "text": "Why?"})
    assert (answer.status_code, len(problems(answer))) == (422, 1)


# ── A plan ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_words_of_a_plan_are_commented_on_answered_and_follow_it(at_desk, viewer, author, plan):
    page = f"{PLAN}comments/"
    assert soup(at_desk(author).get(PLAN)).select_one("#beside")["data-ask"] == page
    desk = at_desk(viewer)
    assert ask(desk, page, "team for all", "mission").status_code == 200
    thread = Thread.objects.get()
    assert (thread.plan, thread.round) == (plan, None)
    assert page in Email.objects.get(kind="named in a comment").body
    names = desk.get(f"{PLAN}readers/?q=Ann").json()["names"]
    assert names == ["Ann Author"]
    reply, resolve = (form["action"] for form in soup(desk.get(page)).select(f"#thread-{thread.pk} form"))
    desk.post(reply, {f"t{thread.pk.hex}-text": "I mean the wards."})
    desk.post(resolve)
    desk.post(resolve.replace("resolve", "reopen"))
    thread.refresh_from_db()
    assert (thread.comments.count(), thread.resolved_at) == (2, None)
    actions.edit_plan(plan=plan, by=author, revision=0, mission="Once more: one good team for all")
    thread.refresh_from_db()
    assert (thread.quote, thread.is_lost) == ("team for all", False)


def test_nobody_else_reads_or_writes_what_is_said_of_a_plan_or_a_passage(at_desk, viewer, stranger, colleague, plan, said_of):
    ask(at_desk(viewer), f"{PLAN}comments/", "team for all", "mission")
    ask(at_desk(viewer), said_of, "Money is", "body")
    of_plan = Thread.objects.get(plan=plan)
    for person in (stranger, colleague):  # a partner of the round writes no plan of its lead
        desk = at_desk(person)
        assert desk.get(f"{PLAN}comments/").status_code == 404
        assert desk.get(f"{PLAN}readers/").status_code == 404
        assert desk.post(f"{PLAN}comments/{of_plan.pk}/resolve/").status_code == 404
    assert at_desk(stranger).get(said_of).status_code == 404
    assert at_desk(colleague).get(said_of).status_code == 200
    assert not Thread.objects.visible_to(stranger).exists()
    assert set(Thread.objects.visible_to(colleague)) == set(Thread.objects.exclude(plan=plan))
    Membership.objects.filter(user=viewer).update(ended_at="2020-01-01T00:00Z")
    assert not Thread.objects.visible_to(viewer).exists()


def test_a_thread_of_one_plan_is_not_there_under_another_nor_under_a_round(at_desk, viewer, author, lead, plan):
    ask(at_desk(viewer), f"{PLAN}comments/", "team for all", "mission")
    thread = Thread.objects.get()
    actions.add_plan(slug="another", title="Another", form="ccg", organisation=lead, content={}, by=author)
    desk = at_desk(viewer)
    assert desk.post(reverse("intentions:plan_resolve", args=["another", thread.pk])).status_code == 404
    assert desk.post(f"{DRAFT}comments/{thread.pk}/resolve/").status_code == 404


def test_the_digest_speaks_of_plans_too(at_desk, viewer, author, plan):
    """Whoever has spoken in a thread is told of what others say there."""
    ask(at_desk(author), f"{PLAN}comments/", "team for all", "mission", note="Is it?")
    actions.reply(thread=Thread.objects.get(), by=viewer, text="It is.")
    Comment.objects.update(at=database_now() - timedelta(minutes=20))
    actions.send_digests(at=database_now())
    told = Email.objects.get(kind="comments", to=author)
    assert "Plan of the lead" in told.body
    assert f"{PLAN}comments/" in told.body
