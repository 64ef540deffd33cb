"""Emails of what is published are asked for by anybody, and confirmed before anything is sent."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from committees import actions as committees
from portal.alerts import actions, tasks
from portal.alerts.models import Letter, Subscriber, Subscription
from portal.alerts.states import Pace

from ..alerts import LONG_AGO, READER, ask, link_in, subscribed, turn
from ..conftest import IN_TIME
from ..reading import entering, main, problems, soup

pytestmark = pytest.mark.django_db


def test_the_page_of_a_committee_a_meeting_a_round_and_the_front_lead_to_it(client, published, edition):
    address = f"/emails/committee/{published.committee.slug}/"
    assert soup(client.get(published.committee.get_absolute_url())).find("a", href=address)
    assert soup(client.get(published.get_absolute_url())).find("a", href=address)
    page = soup(client.get(edition.round.get_absolute_url()))
    assert page.find("a", href=f"/emails/round/{edition.round.slug}/")
    assert page.find("a", href="/emails/programme/cancer/")
    assert soup(client.get("/search/?place=eastham")).find("a", href="/emails/place/eastham/")
    assert soup(client.get("/")).find("a", href="/emails/")
    listed = soup(client.get("/emails/"))
    assert listed.find("a", href="/emails/place/eastham/") and listed.find("a", href="/emails/programme/cancer/")


def test_nothing_is_sent_before_the_link_is_pressed(client, committee, meeting, cleared, clerk):
    said = main(ask(client, committee))
    assert "Check your email" in said and "Until then nothing is sent to it but this." in said
    tasks.send_letters()
    [question] = mail.outbox
    assert question.to == [READER] and question.subject == f"Confirm that you want emails about {committee.name}"
    committees.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)
    assert turn() == [question]

    address = link_in(question.body, "confirm")
    assert f"Do you want emails about {committee.name}?" in main(client.get(address))
    assert Subscription.objects.get().confirmed_at is None  # a scanner opened it
    for _ in range(2):  # pressing twice is pressing once
        assert f"You get emails about {committee.name}" in main(client.post(address))
    assert f"You get emails about {committee.name}" in main(client.get(address))
    assert Subscription.objects.get().confirmed_at is not None


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(client, committee, member):
    subscribed(committee, member.email)
    answers = [main(ask(Client(), committee, email)).replace(email, "") for email in (member.email, "new@example.org")]
    assert answers[0] == answers[1]
    tasks.send_letters()
    said = {message.to[0]: message for message in mail.outbox}
    assert "You get them already" in said[member.email].body and "/confirm/" not in said[member.email].body
    assert Subscription.objects.get(subscriber__email=member.email).pace == Pace.AT_ONCE


def test_somebody_else_cannot_change_what_a_reader_chose(client, committee):
    subscribed(committee, pace=Pace.DAILY)
    ask(client, committee, pace="AT_ONCE")
    assert Subscription.objects.get().pace == Pace.DAILY


def test_one_address_is_asked_three_times_a_day_and_one_machine_waits(client, committee, elsewhere):
    for thing in (committee, elsewhere) * 3:
        assert ask(client, thing).status_code == 200
    assert Letter.objects.count() == 3
    answers = [ask(client, committee, f"reader{number}@example.org").status_code for number in range(16)]
    assert answers[-1] == 429


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your email address"),
        ("reader", "Enter an email address in the correct format, like name@example.com"),
        ("reader@example.org\nBcc: all@example.org", "Enter an email address in the correct format, like name@example.com"),
        ("re\u0430der@example.org", "Email has a letter that only looks like one of an address: “\u0430”. Type the address again"),
    ],
)
def test_an_address_that_is_none_is_said_and_kept(client, committee, typed, said):
    answer = ask(client, committee, typed)
    assert said in problems(soup(answer, 422))
    assert not Subscriber.objects.exists() and not mail.outbox


def test_an_invisible_character_is_not_a_second_reader(client, committee):
    ask(client, committee, "Reader@example.org\u200b")
    ask(client, committee, "\u202areader@example.org")
    assert [one.email for one in Subscriber.objects.all()] == [READER]


def test_when_they_come_must_be_chosen(client, committee):
    page = soup(ask(client, committee, pace=""), 422)
    assert problems(page) == ["Select when you want them"]
    assert page.find("input", {"name": "email"})["value"] == READER


def test_what_is_closed_private_or_of_no_kind_cannot_be_subscribed_to(client, committee, round_, clerk, ccg, author):
    assert client.get(f"/emails/round/{round_.slug}/").status_code == 404  # no edition of it is published
    assert client.get("/emails/programme/cancer/").status_code == 404  # nor of this programme
    committees.close(committee=committee, by=clerk, at=IN_TIME)
    assert client.get(f"/emails/committee/{committee.slug}/").status_code == 404
    assert client.get("/emails/organisation/eastham-ccg/").status_code == 404
    assert ask(client, committee).status_code == 404 and not Subscriber.objects.exists()


def test_a_link_ends_after_a_week_and_so_does_the_address(client, committee, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False)
    ask(client, committee)
    Letter.objects.update(created_at=timezone.now())
    Subscriber.objects.update(made_at=timezone.now())
    Subscription.objects.update(asked_at=timezone.now())
    tasks.send_letters()
    address = link_in(mail.outbox[0].body, "confirm")
    time_machine.move_to(datetime(2026, 3, 9, 10, tzinfo=UTC), tick=False)
    assert "This link does not work" in main(client.get(address), 404)
    assert client.post(address).status_code == 404
    actions.forget(at=timezone.now())
    assert not Subscriber.objects.exists() and not Letter.objects.exists()


def test_a_confirmed_address_is_not_forgotten(committee):
    subscribed(committee)
    Subscriber.objects.update(made_at=LONG_AGO)
    actions.forget(at=timezone.now())
    assert Subscription.objects.count() == 1


def test_somebody_logged_in_confirms_nothing(client, committee, member):
    page = entering(client, member).get(f"/emails/committee/{committee.slug}/")
    assert f"They go to {member.email}." in main(page)
    said = client.post(f"/emails/committee/{committee.slug}/", {"pace": "DAILY"}, follow=True)
    assert f"You get emails about {committee.name} at {member.email}." in main(said)
    one = Subscription.objects.get()
    assert (one.subscriber.email, one.pace, bool(one.confirmed_at)) == (member.email, Pace.DAILY, True)
    assert not Letter.objects.exists()
    held = client.get("/account/held/").json()
    assert [row["about"] for row in held["emails of what is published"]] == [committee.name]
