"""A plan on a page has its page, PDF and Word file while it is a draft: for those who may read it, marked as a draft with the hour."""

import io
import subprocess
from datetime import datetime
from zoneinfo import ZoneInfo

import docx
import pytest

from intentions import actions, documents
from intentions.documents.paper.plan import plan_page
from intentions.models import Plan
from portal.audit.models import Event
from portal.moves import CannotMove
from portal.printing.press import print_document

from .reading import banner, soup, text
from .test_plan import CCG
from .twins import twins

PAGE = "/plans/plan-of-the-lead/draft/page/"
FILES = {kind: f"/plans/plan-of-the-lead/draft/{kind}/" for kind in ("pdf", "word", "progress")}
HOUR = datetime(2026, 11, 30, 14, 5, tzinfo=ZoneInfo("Europe/London"))
MARKED = "Draft, 30 November 2026 at 2:05pm"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("intentions.views.plans.database_now", lambda: HOUR)


@pytest.fixture
def plan(lead, author):
    return actions.add_plan(slug="plan-of-the-lead", organisation=lead, title="Plan of the lead", form="ccg", content=dict(CCG), by=author)


@pytest.fixture
def printed(at_desk, viewer, plan):
    """By a viewer, who may read the draft and change nothing."""
    answer = at_desk(viewer).post("/plans/plan-of-the-lead/draft/print/", follow=True)
    assert banner(answer) == "The draft is being printed as it is now. What is changed after this is not in it."
    assert "Ordered" in text(soup(answer).find("main"))
    print_document(document_id=str(Plan.objects.get().drafted_id))
    return Plan.objects.get()


def test_the_page_says_that_it_is_a_draft_and_of_which_hour(at_desk, viewer, plan):
    page = text(soup(at_desk(viewer).get(PAGE)).find("main"))
    assert f"Plan on a page, {MARKED}" in page
    assert "Only people of " in page and "can open this page and these files" in page


def test_the_pdf_is_marked_on_every_page_and_says_what_was_written_at_that_hour(printed, client, author):
    actions.edit_plan(plan=printed, by=author, revision=0, title="Another title")
    link = soup(client.get(PAGE)).find("a", href=FILES["pdf"])
    assert "PDF" in link.text and MARKED in text(link.parent)
    file = b"".join(client.get(FILES["pdf"]).streaming_content)
    *pages, _ = subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True).stdout.decode().split("\f")
    assert [MARKED in page for page in pages] == [True]
    assert "Plan of the lead" in pages[0] and "Another title" not in pages[0]


def test_the_word_file_is_marked_and_says_what_is_written_now(at_desk, viewer, plan, author):
    actions.edit_plan(plan=plan, by=author, revision=0, title="Another title")
    answer = at_desk(viewer).get(FILES["word"])
    file = docx.Document(io.BytesIO(answer.content))
    head = " ".join(one.text for one in file.sections[0].header.paragraphs)
    assert MARKED in head
    assert "Another title" in " ".join(one.text for one in file.paragraphs)
    assert "plan-of-the-lead-draft.docx" in answer["Content-Disposition"]


def test_page_pdf_and_word_of_a_draft_say_the_same_words(plan):
    assert twins(plan_page(plan, HOUR), plan.title, documents.PLAN) == (1, [])


@pytest.mark.parametrize("kind", ["pdf", "word", "progress"])
def test_to_others_no_draft_is_there(printed, at_desk, stranger, client, kind):
    assert at_desk(stranger).get(FILES[kind]).status_code == 404
    client.logout()
    assert client.get(FILES[kind]).status_code == 302


def test_a_stranger_has_nothing_printed(plan, at_desk, stranger):
    assert at_desk(stranger).post("/plans/plan-of-the-lead/draft/print/").status_code == 404
    assert Plan.objects.get().drafted is None


@pytest.mark.parametrize("kind", ["pdf", "progress"])
def test_before_anything_is_printed_there_is_no_file(plan, at_desk, viewer, kind):
    assert at_desk(viewer).get(FILES[kind]).status_code == 404


@pytest.mark.parametrize("kind", ["pdf", "word", "progress"])
def test_a_public_plan_has_no_draft_files_any_more(printed, at_desk, author, approver, kind):
    plan = actions.publish_plan(plan=printed, by=approver)
    assert at_desk(author).get(FILES[kind]).status_code == 404
    with pytest.raises(CannotMove):
        actions.print_draft_plan(plan=plan, by=author, at=HOUR)
    assert "Draft" not in plan.document.facts["marking"]


def test_a_print_that_waits_says_so_and_then_offers_the_file(at_desk, viewer, plan):
    desk = at_desk(viewer)
    actions.print_draft_plan(plan=plan, by=viewer, at=HOUR)
    assert "Ordered" in text(soup(desk.get(FILES["progress"])))
    print_document(document_id=str(Plan.objects.get().drafted_id))
    assert soup(desk.get(FILES["progress"])).find("a", href=FILES["pdf"])


def test_the_history_says_who_had_it_printed(printed, viewer):
    event = Event.objects.get(name="plan.printed")
    assert (event.by, event.says) == (viewer, "had the draft of the plan on a page Plan of the lead printed")
