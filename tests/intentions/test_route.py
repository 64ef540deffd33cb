"""Approval by the organisation's own route, and many texts read and approved at once."""

import pytest

from intentions import actions
from intentions.models import Endorsement
from intentions.states import Status
from portal.organisations.states import Role

from .conftest import NOON, WHOLE, person
from .reading import DRAFT, EDIT, banner, problems, queries_of, soup, text, typed

MANY = f"{DRAFT}approve/"


@pytest.fixture
def clinician(lead):
    return person("Cleo Clinician", (lead, Role.APPROVER))


@pytest.fixture
def route(round, clinician, approver):
    return actions.set_route(round=round, steps=[("Clinical lead", clinician), ("Governing body", None)], by=approver)


def approve(version, by):
    return actions.approve(version=version, by=by, at=NOON)


# ── The route ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_text_is_approved_when_the_last_step_has_approved_it(route, in_review, clinician, approver):
    assert approve(in_review, clinician).status == Status.IN_REVIEW
    done = approve(in_review, approver)
    assert (done.status, done.approved_by) == (Status.APPROVED, approver)
    assert [one.step for one in Endorsement.objects.order_by("at", "step")] == ["Clinical lead", "Governing body"]


def test_the_steps_are_taken_in_their_order_by_who_speaks_for_them(route, in_review, approver):
    with pytest.raises(actions.NotYourStep, match=r"The next step is Clinical lead\. Cleo Clinician speaks for it\."):
        approve(in_review, approver)
    assert not Endorsement.objects.exists()


def test_what_is_sent_anew_begins_its_route_anew(route, in_review, clinician, author, approver):
    approve(in_review, clinician)
    actions.return_(version=in_review, by=approver, reason="Say by when")
    sent = actions.submit(version=in_review, by=author)
    assert [step.name for step in actions.steps_left(sent)] == ["Clinical lead", "Governing body"]


def test_nobody_approves_their_own_text_on_any_step(route, chapter, clinician):
    own = actions.add_intention(chapter=chapter, by=clinician, content=WHOLE)
    sent = actions.submit(version=own.latest, by=clinician)
    with pytest.raises(actions.OwnText):
        approve(sent, clinician)


def test_without_a_route_one_approver_approves(in_review, approver):
    assert approve(in_review, approver).status == Status.APPROVED


def test_the_route_is_typed_and_shown_where_one_approves(at_desk, round, in_review, clinician, approver):
    desk = at_desk(approver)
    sent = typed(desk.get(f"{DRAFT}route/")) | {"name_1": "Clinical lead", "person_1": str(clinician.pk), "name_3": "Board"}
    assert "The route is saved" in banner(desk.post(f"{DRAFT}route/", sent, follow=True))
    assert [(step.name, step.person) for step in round.steps.order_by("order")] == [("Clinical lead", clinician), ("Board", None)]
    page = text(soup(desk.get(f"{EDIT}approve/")).find("ol", class_="nhsuk-list--number"))
    assert page == "Clinical lead: waits for Cleo Clinician Board: waits for any approver"
    refused = desk.post(f"{EDIT}approve/")
    assert (refused.status_code, problems(refused)) == (422, ["The next step is Clinical lead. Cleo Clinician speaks for it."])


def test_a_step_without_a_name_or_named_twice_is_refused(at_desk, round, clinician, approver):
    sent = {"person_1": str(clinician.pk), "name_2": "Board", "name_3": "Board"}
    answer = at_desk(approver).post(f"{DRAFT}route/", sent)
    assert problems(answer) == ["Enter the name of step 1, or choose nobody for it", "“Board” is already a step. Enter another name"]


def test_only_an_approver_sets_the_route(at_desk, author, round):
    assert at_desk(author).get(f"{DRAFT}route/").status_code == 403


# ── Many at once ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def second(chapter, author):
    made = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": "Frailty"})
    return actions.submit(version=made.latest, by=author)


def ticks(desk):
    return [box["value"] for box in soup(desk.get(MANY)).find_all("input", attrs={"name": "read"})]


def test_only_what_is_ticked_as_read_is_approved(at_desk, approver, in_review, second):
    desk = at_desk(approver)
    assert banner(desk.post(MANY, {"read": ticks(desk)[:1]}, follow=True)) == "You approved UEC-01."
    in_review.refresh_from_db()
    second.refresh_from_db()
    assert (in_review.status, second.status) == (Status.APPROVED, Status.IN_REVIEW)


def test_the_page_shows_what_changed_before_it_asks(at_desk, approver, author, approved):
    following = actions.open_next_version(intention=approved.intention, by=author)
    actions.save_version(version=following, by=author, content={"title": "Same day care, seven days"}, revision=0)
    actions.submit(version=following, by=author)
    page = text(soup(at_desk(approver).get(MANY)).find("main"))
    assert "Compared with UEC-01 version 1." in page
    assert "seven days" in page
    assert "I have read UEC-01 and approve it" in page


def test_what_was_sent_anew_after_the_page_was_opened_is_not_approved(at_desk, approver, author, in_review):
    desk = at_desk(approver)
    read = ticks(desk)
    back = actions.take_back(version=in_review, by=author)
    actions.save_version(version=back, by=author, content={"title": "Something else"}, revision=back.revision)
    actions.submit(version=back, by=author)
    answer = desk.post(MANY, {"read": read}, follow=True)
    assert problems(answer) == ["Tick what you have read and approve"]
    in_review.refresh_from_db()
    assert in_review.status == Status.IN_REVIEW


def test_nothing_ticked_is_said(at_desk, approver, in_review):
    answer = at_desk(approver).post(MANY)
    assert (answer.status_code, problems(answer)) == (422, ["Tick what you have read and approve"])


def test_nothing_waits_is_said(at_desk, approver, round):
    assert "Nothing waits for your approval" in text(soup(at_desk(approver).get(MANY)).find("main"))


def test_the_page_of_many_asks_the_same_of_the_database_however_many_wait(at_desk, approver, author, chapter, in_review):
    desk = at_desk(approver)
    with_one = queries_of(desk, MANY)
    for title in ("Two", "Three"):
        actions.submit(version=actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": title}).latest, by=author)
    assert queries_of(desk, MANY) == with_one <= 12
