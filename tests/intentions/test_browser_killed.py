"""A browser that dies takes at most ten seconds of typing with it; at full size in tests/proof/test_browsers.py."""

import pytest
from playwright.sync_api import sync_playwright

from .browsers import killed_while_typing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MOST = 10


@pytest.fixture
def playwright(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright holds a loop in this thread
    with sync_playwright() as playwright:
        yield playwright


def test_a_browser_killed_while_three_people_type_loses_ten_seconds_at_most(playwright, live_server, author, chapter):
    lost = killed_while_typing(playwright, live_server.url, author, chapter, pages=3, seed=5)
    assert max(lost) <= MOST
