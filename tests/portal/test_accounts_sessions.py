"""How long one stays logged in: half an hour from the last click, and never longer than twelve hours."""

from datetime import timedelta

import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from .test_accounts_entrance import log_in, priya

__all__ = ["priya"]


def test_half_an_hour_without_a_click_ends_it(client, priya):
    log_in(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get("/account/")["Location"] == "/login/?next=/account/"


def test_every_click_begins_the_half_hour_anew(client, priya):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(client)
        for _ in range(4):
            clock.shift(timedelta(minutes=20))
            assert client.get("/account/").status_code == 200


def test_typing_begins_it_anew_too(client, priya):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(client)
        for _ in range(3):
            clock.shift(timedelta(minutes=20))
            assert client.post("/account/stay/").status_code == 204


def test_what_a_page_asks_by_itself_is_no_click(client, priya):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(client)
        for _ in range(2):
            clock.shift(timedelta(minutes=14))
            assert client.get("/account/", headers={"By-Itself": "1"}).status_code == 200
        clock.shift(timedelta(minutes=14))
        assert client.get("/account/")["Location"] == "/login/?next=/account/"


def test_twelve_hours_end_it_whatever_happens(client, priya):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(client)
        for _ in range(12 * 3):
            clock.shift(timedelta(minutes=20))
            assert client.get("/account/").status_code == 200
        clock.shift(timedelta(minutes=1))
        assert client.get("/account/").status_code == 302


def test_no_old_session_comes_back(client, priya):
    log_in(client)
    key = client.session.session_key
    client.post("/logout/")
    assert not Session.objects.filter(pk=key).exists()


def test_clicks_within_a_minute_write_the_session_once(client, priya):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(client)
        client.get("/account/")
        ends = Session.objects.get().expire_date
        clock.shift(59)
        client.get("/account/")
        assert Session.objects.get().expire_date == ends
        clock.shift(2)
        client.get("/account/")
        assert Session.objects.get().expire_date == ends + timedelta(seconds=61)
