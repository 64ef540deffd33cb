"""A one-person organisation, from the email to the receipt, in a real browser: each page she is shown is one screen."""

from __future__ import annotations

import shutil
from urllib.parse import urlsplit

from portal.audit.models import Email

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PASSWORD = "three words long enough"
MOST = 5


def link_to(email):
    """The address in the one email she has got."""
    body = Email.objects.get(to__email=email).body
    return urlsplit(next(word for word in body.split() if "/invitations/" in word)).path


def walks(playwright, address, link):
    """(screens before her first answer, the number of her receipt)."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    try:
        page = browser.new_context(base_url=address, locale="en-GB").new_page()
        page.set_default_timeout(30_000)
        screens = []
        page.on("framenavigated", lambda frame: screens.append(frame.url) if frame == page.main_frame else None)
        _answers(page, link)
        before = len(screens) - 1  # the last is the page after her answer was saved
        return before, _submits(page)
    finally:
        browser.close()


def _answers(page, link):
    page.goto(link)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_label("I accept the terms of use").check()
    page.get_by_role("main").get_by_role("button", name="Join").click()
    page.wait_for_url("**/responses/**")
    page.get_by_role("main").get_by_role("link", name="UEC-01").first.click()
    page.get_by_label("Support", exact=True).check()
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Save and back").click()


def _submits(page):
    response = page.url.split("/responses/")[1][:36]
    page.goto(f"/responses/{response}/check/")
    page.get_by_label("Your role").fill("Chief officer")
    page.locator("[name=is_signed]").check()
    page.get_by_label("Your password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Sign and submit").click()
    page.get_by_text("Response submitted").first.wait_for()
    return page.locator("main").inner_text()
