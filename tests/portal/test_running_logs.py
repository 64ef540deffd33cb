"""What a log holds, and what it must not."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.test import RequestFactory

from portal.running.logs import Requests


@pytest.fixture
def log(monkeypatch):
    """Reads the lines that were logged meanwhile, formatted as in production."""
    words = io.StringIO()
    handler = logging.StreamHandler(words)
    line = dict(settings.LOGGING["formatters"]["line"])
    handler.setFormatter(line.pop("()")(**line))
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(root, "level", logging.INFO)
    return lambda: [json.loads(line) for line in words.getvalue().splitlines()]


def failing(request):
    secret = "what a provider wrote in confidence"
    raise RuntimeError(len(secret))


def test_a_request_is_one_line_of_json_with_an_id(client, log, db):
    client.get("/rounds/")
    (line,) = [line for line in log() if line["event"] == "request_finished"]
    assert (line["request"], line["code"], line["level"]) == ("GET /rounds/", 200, "info")
    assert line["request_id"]


def test_the_words_of_a_search_and_the_address_of_the_reader_are_not_logged(client, log, db):
    client.get("/search/?q=frailty", REMOTE_ADDR="198.51.100.7")
    assert log()
    assert "frailty" not in str(log())
    assert "198.51.100.7" not in str(log())


@pytest.mark.parametrize("path", ["/invitations/dWlk/the-key/", "/login/help/1x-the-key/"])
def test_the_key_in_a_letter_is_not_logged(path):
    assert "the-key" not in Requests.format_request(RequestFactory().get(path))


def test_a_failure_says_where_and_not_what_was_there(log):
    request = RequestFactory().get("/")
    watched = Requests(failing)
    try:
        failing(request)
    except RuntimeError:
        watched.process_got_request_exception(sender=None, request=request)
    (line,) = log()
    assert (line["event"], line["code"]) == ("request_failed", 500)
    assert "in failing" in line["exception"]
    assert "in confidence" not in str(line)


def test_what_a_library_logs_looks_the_same(log):
    logging.getLogger("some.library").warning("The queue is %s", "gone")
    (line,) = log()
    assert (line["event"], line["level"], line["logger"]) == ("The queue is gone", "warning", "some.library")
