"""The page with the editor on it, in a real browser that notices faults."""

import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import sync_playwright

TABLE = (
    "<table><caption>Beds</caption><thead><tr><th>What</th><th>When</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
)


@pytest.fixture(scope="module")
def chromium():
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv(
            "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
        )  # playwright holds a loop in this thread; the database is used from it all the same
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server, settings):
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    contexts, faults = [], []

    def open_page(text="", width=1280, address="", **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
        page.goto(live_server.url + (address or f"/editor/?text={quote(text)}"))
        if options.get("java_script_enabled", True):
            page.locator(".ProseMirror").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def editor(page):
    return page.get_by_role("textbox", name="Description")


def settle(page):
    """The editor knows what is chosen: a browser tells it with its next picture, and it sets what it had 20 ms after a focus."""
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 60))")


def enter(page):
    editor(page).focus()
    settle(page)


def key(page, *names):
    """Keys as a hand presses them: each after the editor knows where the one before has put the caret."""
    for name in names:
        settle(page)
        page.keyboard.press(name)


def paste(page, html="", words=""):
    """As a hand would: after the caret stands where it was set."""
    settle(page)
    page.evaluate(
        """([html, words]) => { const clipboard = new DataTransfer();
        if (html) clipboard.setData("text/html", html);
        if (words) clipboard.setData("text/plain", words);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true})) }""",
        [html, words],
    )


def press(page, *names):
    for name in names:
        page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def save(page):
    page.get_by_role("button", name="Save").click()
    return page.locator("#kept .app-rich").inner_html()
