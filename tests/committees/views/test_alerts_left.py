"""Emails are left by one click, or changed on a page with a secret link."""

import re

import pytest
from django.test import Client

from portal.alerts import links
from portal.alerts.documents import key_of
from portal.alerts.models import Letter, Line, Subscriber, Subscription
from portal.alerts.states import Pace

from ..alerts import READER, link_in, subscribed, turn
from ..reading import main

pytestmark = pytest.mark.django_db


def test_every_email_can_be_left_by_one_click_of_the_mail_program(client, committee, published):
    subscribed(committee)
    [message] = turn()
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/emails/leave/.+)>", message.extra_headers["List-Unsubscribe"]).group(1)
    assert address in message.body
    assert max(map(len, message.message().as_bytes().splitlines())) < 998  # as long as a line of an email may be

    assert "Stop these emails?" in main(client.get(address))
    assert Subscription.objects.count() == 1  # a scanner opened it
    program = Client(enforce_csrf_checks=True)
    answer = program.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert "You get no more of these emails" in main(answer)
    assert not Subscriber.objects.exists() and not Letter.objects.exists() and not Line.objects.exists()
    assert "You get none of these emails" in main(program.post(address))  # twice is once


def test_leaving_one_keeps_the_others(client, committee, elsewhere, published):
    subscribed(committee)
    subscribed(elsewhere)
    [message] = turn()
    client.post(link_in(message.body, "leave"))
    assert [one.key for one in Subscription.objects.all()] == [key_of(elsewhere)]


def test_the_secret_page_shows_changes_and_ends_them(client, committee, elsewhere, published):
    first, second = subscribed(committee), subscribed(elsewhere)
    [message] = turn()
    address = link_in(message.body, "yours")
    said = main(client.get(address))
    assert READER in said and committee.name in said and elsewhere.name in said
    assert "Your choice is saved." in main(client.post(address, {"of": first.pk, "pace": "DAILY"}, follow=True))
    assert Subscription.objects.get(pk=first.pk).pace == Pace.DAILY
    client.post(address, {"of": first.pk, "pace": "HOURLY"})
    client.post(address, {"of": "no id", "leave": "1"})
    assert Subscription.objects.get(pk=first.pk).pace == Pace.DAILY and Subscription.objects.count() == 2
    client.post(address, {"of": second.pk, "leave": "1"})
    assert Subscription.objects.get().pk == first.pk
    assert "forgotten your address" in main(client.post(address, {"all": "1"}, follow=True))
    assert not Subscriber.objects.exists()
    assert "You get none of these emails" in main(client.get(address))


def test_a_link_for_one_purpose_opens_nothing_else(client, committee):
    one = subscribed(committee)
    token = links.to_yours(one.subscriber).rstrip("/").rpartition("/")[2]
    for purpose in ("leave", "confirm"):
        assert client.post(f"/emails/{purpose}/{token}/").status_code == 404
    for purpose in ("leave", "confirm", "yours"):
        assert client.get(f"/emails/{purpose}/made-up:x:y/").status_code == 404
    assert Subscription.objects.count() == 1


def test_another_readers_subscription_is_not_changed_by_ones_own_link(client, committee, elsewhere):
    mine, theirs = subscribed(committee), subscribed(committee, "other@example.org")
    client.post(links.to_yours(mine.subscriber).partition("8000")[2], {"of": theirs.pk, "leave": "1"})
    assert Subscription.objects.filter(pk=theirs.pk).exists()
