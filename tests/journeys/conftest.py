"""A real browser before a real portal. Steps read Given, When, Then; every page a step opens may be judged by axe."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from portal.running.databases import fresh_database
from portal.running.demo.people import PASSWORD

from .stack import ROOT, Stack, running

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def stack(tmp_path_factory) -> Stack:
    redis = os.environ.get("JOURNEYS_REDIS_URL") or os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")  # several walk side by side, each before a portal of its own
    if worker:
        number = 1 + int(worker.removeprefix("gw"))
        redis = f"{redis}?db={number}" if redis.startswith("unix:") else urlsplit(redis)._replace(path=f"/{number}").geturl()
    name = f"{os.environ.get('PYTEST_DB', 'test_portal')}_journeys{worker}"
    template = os.environ.get("PYTEST_TEMPLATE") or "template1"
    with (
        fresh_database(os.environ["DATABASE_URL"], name, template=template) as url,
        running(url, redis, tmp_path_factory.mktemp("portal")) as stack,
    ):
        yield stack


@pytest.fixture(scope="session")
def browser() -> Browser:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


SETTLED = """async () => {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  const still = Promise.allSettled(document.getAnimations().map((one) => one.finished));
  await Promise.race([still, new Promise((done) => setTimeout(done, 300))]);
}"""  # a header that has just become narrow folds its links away in the next frames


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, browser: Browser, stack: Stack, email: str = "", viewport: dict[str, int] | None = None, javascript: bool = True):
        self.context = browser.new_context(
            base_url=stack.address, viewport=viewport or WIDE, java_script_enabled=javascript, accept_downloads=True, locale="en-GB"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda message: self.problems.append(message.text) if "Content Security Policy" in message.text else None)
        self.under_way: set[Request] = set()  # to another page
        self.page.on("request", lambda request: self.under_way.add(request) if request.is_navigation_request() else None)
        for ended in ("requestfinished", "requestfailed"):
            self.page.on(ended, lambda request: self.under_way.discard(request))
        if email:
            self.log_in(email)

    def log_in(self, email: str) -> None:
        self.page.goto("/login/")
        self.page.get_by_label("Email address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Log in").click()
        self.page.wait_for_url("**/home/")

    def opens(self, path: str) -> Page:
        answer = self.page.goto(path)
        assert answer is not None and answer.status == 200, f"{path}: {answer and answer.status}"
        return self.page

    def presses(self, name: str) -> Page:
        self.page.get_by_role("main").get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.click()
        return self.arrives()

    def follows(self, name: str) -> Page:
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()
        return self.arrives()

    def arrives(self) -> Page:
        """A press that leads to another page has led there: what is done next is done on that page, however slow the machine."""
        for _ in range(300):
            self.page.wait_for_timeout(50)
            if not self.under_way:
                break
        self.page.wait_for_load_state()
        return self.page

    def unfolds(self, name: str) -> None:
        """Opens what is folded around the field of this name."""
        closed = self.page.locator(f"details:not([open]):has([name={name}]) > summary")
        while closed.count():
            closed.first.click()

    def sees(self, words: str) -> None:
        """Waits until the page says so."""
        self.page.get_by_text(words, exact=False).first.wait_for(state="visible")

    def finds_no_barrier(self) -> None:
        """axe finds nothing, best practices included, wide and narrow; nothing scrolls sideways; no script failed."""
        for viewport in (WIDE, NARROW):
            self.page.set_viewport_size(viewport)
            self.page.evaluate(SETTLED)
            self.page.evaluate(AXE.read_text())
            found = self.page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
            barriers = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
            assert not barriers, f"{self.page.url} at {viewport['width']}: {barriers}"
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{self.page.url} scrolls {wide} px sideways at {viewport['width']}"
        self.page.set_viewport_size(WIDE)
        assert not self.problems, f"{self.page.url}: {self.problems}"


@pytest.fixture
def person(browser, stack):
    """`person("author@...")` opens a browser for somebody; nobody logged in without an email."""
    people: list[Person] = []

    def arrive(email: str = "", **how) -> Person:
        people.append(Person(browser, stack, email, **how))
        return people[-1]

    yield arrive
    for one in people:
        one.context.close()


def keep(name: str, content: bytes) -> Path:
    folder = ROOT / "build" / "journeys"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name
