"""Sending, approving, returning and withdrawing in the browser."""

import re

from intentions import actions
from intentions.models import Version
from intentions.states import Status

from .conftest import WHOLE
from .reading import DRAFT, EDIT, banner, problems, soup, text


# ── Approval ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_author_sends_and_takes_back(at_desk, author, version):
    desk = at_desk(author)
    answer = desk.post(f"{EDIT}submit/", follow=True)
    assert "UEC-01 is in review" in banner(answer)
    assert soup(answer).find("button", string=re.compile("Take back"))
    assert not soup(answer).find("form", id="edit")
    desk.post(f"{EDIT}take-back/")
    version.refresh_from_db()
    assert version.status == Status.DRAFT


def test_an_approver_reads_and_approves(at_desk, approver, in_review):
    desk = at_desk(approver)
    page = soup(desk.get(f"{EDIT}approve/"))
    assert "This is the first version." in text(page.find("main"))
    assert "Every acute site" in text(page.find("main"))
    desk.post(f"{EDIT}approve/")
    in_review.refresh_from_db()
    assert (in_review.status, in_review.approved_by) == (Status.APPROVED, approver)


def test_an_approver_goes_on_to_the_next(at_desk, approver, author, chapter, in_review):
    second = actions.add_intention(chapter=chapter, by=author, content=WHOLE)
    actions.submit(version=second.latest, by=author)
    own = actions.add_intention(chapter=chapter, by=approver, content=WHOLE)
    actions.submit(version=own.latest, by=author)
    desk = at_desk(approver)
    assert soup(desk.get(f"{EDIT}approve/")).find("button", attrs={"name": "next"}).text == "Approve and open the next (1 left)"
    assert desk.post(f"{EDIT}approve/", {"next": "1"}).url == f"{DRAFT}UEC-02/approve/"
    assert desk.post(f"{DRAFT}UEC-02/approve/", {"next": "1"}).url == DRAFT


def test_own_text_is_refused_in_words(at_desk, approver, chapter, author):
    own = actions.add_intention(chapter=chapter, by=approver, content=WHOLE)
    actions.submit(version=own.latest, by=author)
    desk = at_desk(approver)
    assert "You wrote this version. Another approver must approve it." in text(soup(desk.get(f"{EDIT}approve/")).find("main"))
    answer = desk.post(f"{EDIT}approve/")
    assert answer.status_code == 422
    assert "You wrote this version. Another approver must approve it." in text(soup(answer).find(class_="nhsuk-error-summary"))
    assert Version.objects.get().status == Status.IN_REVIEW


def test_the_redline_shows_what_changed_since_the_version_before(at_desk, approver, author, intention, edition):
    intention.refresh_from_db()
    second = actions.open_next_version(intention=intention, by=author)
    actions.save_version(version=second, by=author, content={"title": "Same day care every day"}, revision=0)
    actions.submit(version=second, by=author)
    page = soup(at_desk(approver).get(f"{EDIT}approve/"))
    assert "What changed since UEC-01 version 1" in text(page.find("main"))
    assert page.find("ins")
    assert page.find("del")


def test_a_return_needs_its_reason_and_tells_the_author(at_desk, approver, in_review):
    desk = at_desk(approver)
    empty = desk.post(f"{EDIT}return/", {"reason": " "})
    assert empty.status_code == 422
    assert problems(empty) == ["Enter what should change"]
    answer = desk.post(f"{EDIT}return/", {"reason": "Say by when"}, follow=True)
    assert "Returned to the author: Say by when" in text(soup(answer).find("main"))


def test_a_second_click_on_approve_says_who_was_first(at_desk, approver, in_review):
    desk = at_desk(approver)
    desk.post(f"{EDIT}approve/")
    answer = desk.post(f"{EDIT}approve/", follow=True)
    assert "Someone else did this first" in text(soup(answer).find("main")) or "Approved" in text(soup(answer).find("main"))
    assert Version.objects.get().approved_by == approver


def test_a_withdrawal_asks_why(at_desk, author, version):
    desk = at_desk(author)
    assert desk.post(f"{EDIT}withdraw/", {"reason": ""}).status_code == 422
    desk.post(f"{EDIT}withdraw/", {"reason": "Done elsewhere"})
    version.refresh_from_db()
    assert (version.status, version.reason) == (Status.WITHDRAWN, "Done elsewhere")


def test_a_published_version_is_read_and_the_next_is_started(at_desk, author, edition):
    desk = at_desk(author)
    page = soup(desk.get(EDIT))
    assert not page.find("form", id="edit")
    assert page.find("button", string=re.compile("Start version 2"))
    answer = desk.post(f"{EDIT}next/", follow=True)
    assert "UEC-01 version 2 is a draft. It says what version 1 says until you change it." in banner(answer)
    assert soup(answer).find("form", id="edit")
