"""Some script strings in a real browser, among them what the policy would report; all four hundred in tests/proof/test_browsers.py."""

import pytest

from .scripts import Watched, harm_everywhere, harms
from .test_browser_killed import playwright  # noqa: F401  a fixture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_no_script_that_is_typed_saved_or_pasted_runs(playwright, live_server, author, version):  # noqa: F811
    watched = Watched(playwright, live_server.url, author)
    every = harms(400)
    for harm in [*every[::50], *(one for one in every if one.startswith(("<base", "<form><math")))]:
        harm_everywhere(watched, harm, version=version, by=author)
    watched.visits("", "comments/")
    watched.close()
    assert (watched.ran, watched.reports) == ([], [])


def test_the_browser_notices_what_runs(playwright, live_server, author, version):  # noqa: F811
    watched = Watched(playwright, live_server.url, author)
    watched.visits("UEC-01/")
    watched.page.evaluate("alert('planted')")
    watched.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    watched.page.wait_for_timeout(100)
    watched.close()
    assert watched.ran == ["planted"]
    assert watched.reports
