"""Commissioners hear of every submission: at once, once a day or not at all, as they chose."""

from datetime import timedelta

import pytest

from portal.accounts.models import Told
from portal.audit.models import Email
from portal.moves.clock import database_now
from providers import actions
from providers.models import Response

from ..conftest import IN_TIME


def choose(person, told):
    type(person).objects.filter(pk=person.pk).update(told_of_responses=told)


@pytest.fixture
def send(answered, signatory):
    def submit(at=IN_TIME):
        response = Response.objects.get(pk=answered.pk)
        return actions.submit(response=response, by=signatory, arrived_at=at, role="Chief executive")

    return submit


def test_who_wants_it_at_once_is_emailed_with_the_organisation_in_the_subject(send, author, approver, viewer):
    choose(author, Told.NEVER)
    send()

    email = Email.objects.get(kind="submitted")
    assert (email.to, email.subject) == (approver, "Eastham Acute Trust has submitted: South East London 2027/28")
    assert "CANARY" not in email.body


def test_once_a_day_all_come_together_and_twice_is_once(send, author, approver):
    choose(author, Told.DAILY)
    choose(approver, Told.DAILY)
    now = database_now()
    send(at=now - timedelta(hours=3))
    assert actions.tell_of_the_day(person=author, at=now) == 1
    assert actions.tell_of_the_day(person=author, at=now) == 0

    email = Email.objects.get(kind="submitted_today")
    assert (email.to, email.subject) == (author, "1 response submitted: Eastham Acute Trust")
    assert not Email.objects.filter(kind="submitted").exists()


def test_a_day_without_responses_sends_nothing(author, edition):
    choose(author, Told.DAILY)
    assert actions.tell_of_the_day(person=author, at=database_now()) == 0
    assert not Email.objects.filter(kind="submitted_today").exists()


def test_the_clock_tells_each_who_chose_it(send, author, approver):
    from providers.tasks import tell_of_the_day

    choose(author, Told.DAILY)
    send(at=database_now() - timedelta(minutes=1))
    tell_of_the_day()
    assert Email.objects.get(kind="submitted_today").to == author


def test_the_choice_is_made_on_the_account_page(client, author):
    client.force_login(author)
    assert b"At once, each by itself" in client.get("/account/").content
    assert client.post("/account/responses/", {"told": "DAILY"}).status_code == 302
    assert client.post("/account/responses/", {"told": "SOMETIMES"}).status_code == 422
    author.refresh_from_db()
    assert author.told_of_responses == "DAILY"
