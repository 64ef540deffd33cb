"""A paste on the desk, in a real browser: saved at once or by itself, it is stored as it was shown."""

import pytest
from playwright.sync_api import expect

from intentions.models import Version
from tests.portal.test_richtext_outside import BLOCKS

from .browsers import CHROMIUM, session_of
from .reading import EDIT
from .scripts import PASTE
from .test_browser_killed import playwright  # noqa: F401  a fixture

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KEPT = (
    '<ol start="3"><li><p>Beds</p><p>3.1 Forty are opened</p></li><li>Staff, as in 3.1</li></ol><p>The trust may close a ward. By June.</p>'
)


@pytest.fixture
def desk(playwright, live_server, author, version):  # noqa: F811
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies(session_of(author, live_server.url))
    page = context.new_page()
    page.goto(EDIT)
    page.get_by_role("textbox", name="Description").click()
    page.keyboard.press("Control+a")
    yield page
    browser.close()


def test_a_paste_that_is_saved_at_once_is_stored_as_it_was_shown(desk):
    desk.evaluate(PASTE, BLOCKS["numbers"] + BLOCKS["struck"])
    with desk.expect_navigation():
        desk.locator("#bar").get_by_role("button", name="Save").click()
    assert Version.objects.get().description == KEPT
    desk.goto(EDIT)
    expect(desk.locator(".ProseMirror ol").first).to_have_attribute("start", "3")


def test_a_paste_that_saves_itself_is_told_of_until_it_is_closed(desk):
    desk.evaluate(PASTE, BLOCKS["numbers"] + BLOCKS["struck"])
    told = desk.get_by_role("region", name="Not all of what was pasted could be kept as it was")
    expect(told).to_contain_text("Struck out, so left out: “not”.")
    expect(desk.locator("#save-state")).to_contain_text("Saved at", timeout=12_000)
    assert Version.objects.get().description == KEPT
    expect(told).to_be_visible()
    told.get_by_role("button", name="Close").click()
    expect(told).to_have_count(0)
