"""When a request arrived is asked of the kernel: waiting for a turn makes nobody late, and nobody early."""

import socket
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from portal.moves import clock

BY_THE_DATABASE = datetime(2026, 12, 18, 17, 0, 1, tzinfo=UTC)


@pytest.fixture
def wire():
    """Both ends of a connection: the browser's and ours, as gunicorn takes it in."""
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_connection(door.getsockname()) as browser:
        server, _ = door.accept()
        with server:
            yield browser, server


def test_what_waited_unread_arrived_when_its_last_byte_did(wire):
    browser, server = wire
    browser.sendall(b"POST")
    time.sleep(0.2)
    browser.sendall(b" the rest")
    time.sleep(0.1)

    assert timedelta(milliseconds=80) < clock.waited(server) < timedelta(milliseconds=190)


def test_what_has_just_come_is_never_called_early(wire):
    browser, server = wire
    for _ in range(20):
        browser.sendall(b"x")
        sent = time.monotonic()
        server.recv(1)
        waited = clock.waited(server)
        assert waited <= timedelta(seconds=time.monotonic() - sent)


def test_where_there_is_no_such_connection_nothing_is_taken_off():
    one, _ = socket.socketpair()

    assert clock.waited(None) == clock.waited(one) == timedelta(0)


def test_it_arrived_before_the_databases_clock_was_read_by_as_long_as_it_waited(wire, monkeypatch, db):
    browser, server = wire
    browser.sendall(b"all of it")
    time.sleep(0.3)
    monkeypatch.setattr(clock, "database_now", lambda: BY_THE_DATABASE)

    arrived = clock.arrived(RequestFactory().post("/", {"a": "b"}, **{"gunicorn.socket": server}))

    assert timedelta(milliseconds=280) < BY_THE_DATABASE - arrived < timedelta(milliseconds=600)


def test_a_clock_that_answers_slowly_is_asked_again_and_the_earliest_holds(wire, monkeypatch, db):
    _, server = wire
    answers = iter([(0.05, 90), (0.05, 30), (0, 60)])

    def slow():
        pause, late = next(answers)
        time.sleep(pause)
        return BY_THE_DATABASE + timedelta(milliseconds=late)

    monkeypatch.setattr(clock, "database_now", slow)
    monkeypatch.setattr(clock, "waited", lambda client: timedelta(0))

    assert clock.arrived(RequestFactory().post("/", {"a": "b"}, **{"gunicorn.socket": server})) == BY_THE_DATABASE + timedelta(
        milliseconds=30
    )
