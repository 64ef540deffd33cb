import json
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from portal.cache import RedisOrMemory
from portal.running import health, tasks


@pytest.fixture(autouse=True)
def nothing_heard():
    cache.delete(health.HEARD)
    yield
    cache.delete(health.HEARD)


def test_life_is_shown_to_anybody_without_the_database(client):
    answer = client.get("/health/live")

    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_readiness_is_said_in_words_to_anybody(client):
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {"database": "answers", "cache": "answers", "queue": "not heard of yet"}
    assert answer["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db
def test_a_heartbeat_through_the_queue_is_heard(client):
    tasks.heartbeat()

    words, seconds = told_of_the_queue(client)

    assert (words, 0 <= seconds < 60) == ("last heard ... seconds ago", True)


@pytest.mark.django_db
def test_a_queue_that_fell_silent_is_named_and_pages_go_on(client):
    cache.set(health.HEARD, timezone.now().timestamp() - 90)

    words, seconds = told_of_the_queue(client)

    assert (words, 90 <= seconds < 150) == ("silent for ... seconds", True)


def told_of_the_queue(client):
    """(the words, the seconds in them), of a page that stays ready: a busy machine may need seconds between two lines of a test."""
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    said = answer.json()["queue"]
    seconds = re.search(r"\d+", said)[0]
    return said.replace(seconds, "..."), int(seconds)


@pytest.mark.django_db
def test_a_cache_that_is_away_stops_no_page(client, monkeypatch):
    monkeypatch.setattr(health, "cache", RedisOrMemory("redis://127.0.0.1:1/0", {}))

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["cache"]) == (200, "does not answer")


def test_a_database_that_is_away_is_not_ready(client, monkeypatch):
    def away():
        raise DatabaseError("password=secret host=10.0.0.1")

    monkeypatch.setattr(health.connection, "cursor", away)

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["database"]) == (503, "does not answer")
    assert "secret" not in answer.content.decode()


@pytest.mark.django_db
def test_a_database_that_waits_for_a_migration_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["0002"])

    assert client.get("/health/ready").status_code == 503


@pytest.mark.django_db
def test_health_tells_no_secret(client):
    words = json.dumps(client.get("/health/ready").json())

    for secret in (settings.SECRET_KEY, settings.REDIS_URL, settings.DATABASES["default"]["NAME"]):
        assert secret not in words


def test_the_clock_sends_the_heartbeat():
    sent = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert sent[tasks.heartbeat.name] * 2 < health.SILENCE
