"""A disk that is full, read-only, or has lost a file: said in words, with what was kept and what to do."""

import errno

import pytest
from django.test import Client

from portal.views import standing


def failing(number):
    def view(*asked, **more):
        raise OSError(number, "as the disk says it")

    return view


@pytest.mark.parametrize(("number", "status", "says"), [
    (errno.ENOSPC, 507, "There is no room left for files"),
    (errno.EROFS, 507, "What you sent just now was not saved"),
    (errno.ENOENT, 404, "This file is missing"),
])  # fmt: skip
def test_what_the_disk_refuses_is_said_in_words(db, monkeypatch, number, status, says):
    monkeypatch.setattr(standing, "render", failing(number))

    answer = Client(raise_request_exception=False).get("/help/")

    assert answer.status_code == status
    assert says in answer.content.decode()
    assert "as the disk says it" not in answer.content.decode()


def test_another_error_is_not_taken_for_the_disk(db, monkeypatch):
    monkeypatch.setattr(standing, "render", failing(errno.ECONNREFUSED))

    assert Client(raise_request_exception=False).get("/help/").status_code == 500
