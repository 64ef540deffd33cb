"""Must fix means it, and whose turn it is now is told: sending, approving step by step, returning, sending again."""

import pytest

from intentions import actions
from intentions.states import Status
from portal.audit.models import Email
from portal.organisations.states import Role

from .conftest import NOON, WHOLE, person
from .reading import DRAFT, EDIT, banner, soup, text, typed

FAULTS = "UEC-02 has no description; UEC-02 has no timescale"


@pytest.fixture
def faulty(chapter, author, intention):
    return actions.add_intention(chapter=chapter, by=author, content={"title": "Maternity", "affects_no_provider": True}).latest


def told(kind):
    return {email.to for email in Email.objects.filter(kind=kind)}


# ── Must fix ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_must_be_fixed_is_not_sent_and_is_named(faulty, author, at_desk):
    with pytest.raises(actions.Blocked, match=FAULTS):
        actions.submit(version=faulty, by=author)

    answer = at_desk(author).post(f"{DRAFT}UEC-02/submit/", follow=True)
    assert f"Not sent. {FAULTS}. Fix this and save" in banner(answer)
    faulty.refresh_from_db()
    assert faulty.status == Status.DRAFT


def test_save_and_send_saves_and_says_what_must_be_fixed(faulty, author, at_desk):
    desk = at_desk(author)
    page = typed(desk.get(f"{DRAFT}UEC-02/"))

    answer = desk.post(f"{DRAFT}UEC-02/", {**page, "theme": "Kept", "then": "submit"}, follow=True)

    assert f"Saved. Not sent. {FAULTS}" in banner(answer)
    faulty.refresh_from_db()
    assert (faulty.theme, faulty.status) == ("Kept", Status.DRAFT)


@pytest.fixture
def waits(faulty, author):
    """Sent before the rule there is now."""
    return actions.submit(version=faulty, by=author, is_carried_over=True)


def test_what_must_be_fixed_is_not_approved_and_the_page_says_by_whom(waits, approver, author, at_desk):
    answer = at_desk(approver).post(f"{DRAFT}UEC-02/approve/")

    assert answer.status_code == 422
    assert f"{FAULTS}. {author} must fix this: return it" in text(soup(answer).find(class_="nhsuk-error-summary"))
    waits.refresh_from_db()
    assert waits.status == Status.IN_REVIEW


def test_of_many_what_must_be_fixed_stays_and_the_rest_is_approved(waits, in_review, approver, author, at_desk):
    desk = at_desk(approver)
    ticks = [box["value"] for box in soup(desk.get(f"{DRAFT}approve/")).select("[name=read]")]

    answer = desk.post(f"{DRAFT}approve/", {"read": ticks}, follow=True)

    said = text(soup(answer).find("main"))
    assert "You approved UEC-01." in text(soup(answer))
    assert f"{FAULTS} (to be fixed by {author}: return it)" in text(soup(answer))
    assert "UEC-02" in said


def test_a_return_begins_with_what_must_be_fixed(waits, approver, at_desk):
    page = soup(at_desk(approver).get(f"{DRAFT}UEC-02/return/"))
    assert page.find("textarea", attrs={"name": "reason"}).text.strip() == f"Must fix: {FAULTS}"


def test_what_is_approved_can_be_published(chapter, author, approver, round):
    for title in ("One", "Two", "Three"):
        version = actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": title}).latest
        actions.submit(version=version, by=author)
        actions.approve(version=version, by=approver, at=NOON)
    assert actions.publish(round=round, by=approver, approving_body="Board", approved_date=NOON.date(), at=NOON).number == 1


# ── Whose turn ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_those_who_approve_are_told_but_nobody_who_wrote_in_it(version, author, approver, lead, viewer):
    second = person("Bo Approver", (lead, Role.APPROVER))
    actions.save_version(version=version, by=second, content={"theme": "x"}, revision=version.revision)

    actions.submit(version=version, by=author)

    email = Email.objects.get(kind="to approve")
    assert email.to == approver
    assert email.subject == "Read and approve UEC-01: Intentions 2019/20"
    assert EDIT in email.body


def test_on_a_route_the_one_who_speaks_next_is_told(round, version, author, approver, lead):
    clinician = person("Cleo Clinician", (lead, Role.APPROVER))
    actions.set_route(round=round, steps=[("Clinical lead", clinician), ("Governing body", approver)], by=approver)
    sent = actions.submit(version=version, by=author)
    assert told("to approve") == {clinician}

    actions.approve(version=sent, by=clinician, at=NOON)
    assert told("to approve") == {clinician, approver}
    assert told("approved") == set()
    actions.approve(version=sent, by=approver, at=NOON)
    assert told("approved") == {author}


def test_a_text_sent_again_is_read_against_what_was_returned_and_why(in_review, author, approver, at_desk):
    returned = actions.return_(version=in_review, by=approver, reason="Say by when")
    actions.save_version(version=returned, by=author, content={"title": "Same day care by July"}, revision=returned.revision)
    actions.submit(version=returned, by=author)

    page = soup(at_desk(approver).get(f"{EDIT}approve/"))

    assert "It was returned because: Say by when" in text(page.find("main"))
    assert any("July" in text(added) for added in page.find_all("ins"))
    assert "This is the first version" not in text(page.find("main"))
