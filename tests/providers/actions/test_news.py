"""Commissioners hear of every submission: at once, once a day or not at all, as they chose."""

import pytest

from portal.accounts.models import Told
from portal.audit.actions import join_the_day
from portal.audit.models import Email
from portal.audit.states import EmailStatus
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
    choose(approver, Told.NEVER)
    send()
    assert (join_the_day(person=author), join_the_day(person=author)) == (1, 0)

    email = Email.objects.get(kind="of the day")
    assert (email.to, email.subject) == (author, "1 thing for you: Eastham Acute Trust has submitted: South East London 2027/28")
    assert "CANARY" not in email.body
    assert not Email.objects.filter(to=approver, kind="submitted").exists()


def test_who_left_before_the_hour_is_told_nothing(send, author):
    choose(author, Told.DAILY)
    send()
    author.memberships.update(ended_at=database_now())
    assert join_the_day(person=author) == 0
    assert not Email.objects.filter(to=author, kind="of the day").exists()
    assert Email.objects.get(to=author, kind="submitted").status == EmailStatus.DROPPED


def test_the_choice_is_made_on_the_account_page(client, author):
    client.force_login(author)
    assert b"At once, each by itself" in client.get("/account/").content
    assert client.post("/account/responses/", {"told": "DAILY"}).status_code == 302
    assert client.post("/account/responses/", {"told": "SOMETIMES"}).status_code == 422
    author.refresh_from_db()
    assert author.told_of_responses == "DAILY"
