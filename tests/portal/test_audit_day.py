"""Who wants one email a day gets one: what was handed to them is kept, joined and sent together, and nothing of it is lost."""

import pytest

from portal.accounts.models import Told, User
from portal.audit import tasks
from portal.audit.actions import join_the_day, tell
from portal.audit.models import Email
from portal.audit.states import EmailStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user("approver@example.org", name="Ann Approver")


def hand(person, subject):
    facts = {"by": "Bo Author", "version": subject, "page": "/intentions/1/"}
    return tell("to approve", to=[person], subject=subject, template="emails/to_approve.txt", facts=facts, choice="told_of_turns")


def choose(person, told):
    person.told_of_turns = told
    person.save()


def test_at_once_each_goes_by_itself(person):
    hand(person, "Read and approve UEC-01")
    assert Email.objects.get().status == EmailStatus.WAITING


def test_once_a_day_all_go_together_and_twice_is_once(person, django_capture_on_commit_callbacks):
    choose(person, Told.DAILY)
    with django_capture_on_commit_callbacks() as sent:
        hand(person, "Read and approve UEC-01")
        hand(person, "Read and approve UEC-02")
    assert not sent
    assert (join_the_day(person=person), join_the_day(person=person)) == (2, 0)

    joined = Email.objects.get(status=EmailStatus.WAITING)
    assert joined.subject == "2 things for you: Read and approve UEC-01"
    assert "UEC-01" in joined.body and "UEC-02" in joined.body
    assert Email.objects.filter(status=EmailStatus.JOINED).count() == 2


def test_who_wants_none_gets_none(person):
    choose(person, Told.NEVER)
    assert hand(person, "Read and approve UEC-01") == []
    assert not Email.objects.exists()


def test_an_email_nobody_may_choose_about_is_not_kept_back(person):
    choose(person, Told.DAILY)
    facts = {"by": "Bo Author", "version": "UEC-01", "page": "/"}
    tell("to approve", to=[person], subject="Now", template="emails/to_approve.txt", facts=facts)
    assert Email.objects.get().status == EmailStatus.WAITING


def test_the_clock_sends_what_was_kept_though_the_choice_has_changed(person):
    choose(person, Told.DAILY)
    hand(person, "Read and approve UEC-01")
    choose(person, Told.AT_ONCE)
    tasks.tell_of_the_day()
    tasks.tell_of_the_day()
    assert Email.objects.get(kind="of the day").subject == "1 thing for you: Read and approve UEC-01"


def test_the_choice_is_made_on_the_account_page(client, person):
    client.force_login(person)
    assert b"When are you emailed that something waits for you?" in client.get("/account/turns/").content
    assert client.post("/account/turns/", {"told": "DAILY"}).status_code == 302
    person.refresh_from_db()
    assert (person.told_of_turns, person.told_of_responses) == (Told.DAILY, Told.AT_ONCE)
    assert client.post("/account/turns/", {"told": "SOMETIMES"}).status_code == 422
