"""Real browsers before the intention editor: opened for somebody, typed in, and killed without a word."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

from django.test import Client

from intentions import actions
from intentions.models import Version

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync", "--headless=new"]
AWAKE = ["--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows"]


def session_of(user, address):
    """The cookie of somebody who is logged in."""
    client = Client()
    client.force_login(user)
    return [{"name": name, "value": cookie.value, "url": address} for name, cookie in client.cookies.items()]


class Killable:
    """A browser that can be killed like a process, since it is one."""

    def __init__(self, playwright):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.folder = tempfile.mkdtemp()
        words = [CHROMIUM, *QUIET, *AWAKE, f"--remote-debugging-port={port}", f"--user-data-dir={self.folder}", "about:blank"]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.browser = playwright.chromium.connect_over_cdp(self._ready(f"http://127.0.0.1:{port}"))

    def _ready(self, address):
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{address}/json/version", timeout=2)
                return address
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the browser did not start")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Writer:
    """A page in which somebody types numbered words, now and then pausing; it remembers when each was typed."""

    def __init__(self, browser, address, user, intention, chance):
        self.intention, self.chance, self.typed = intention, chance, []
        context = browser.new_context(base_url=address)
        context.add_cookies(session_of(user, address))
        self.page = context.new_page()
        self.page.goto(intention.get_draft_url())
        self.page.locator(".ProseMirror").wait_for()
        self.page.locator(".ProseMirror").first.click()
        self.next = time.monotonic() + chance.random() * 3

    def type(self):
        """The next word, if it is time for it."""
        if time.monotonic() < self.next:
            return
        self.page.keyboard.type(f"word{len(self.typed):03} ")
        self.typed.append(time.monotonic())
        self.next = time.monotonic() + (self.chance.uniform(3, 6) if self.chance.random() < 0.1 else self.chance.uniform(0.2, 0.7))

    def lost(self, killed):
        """How many seconds before the end the first word was typed that is not on the server; 0 if all are."""
        stands = Version.objects.get(latest_of=self.intention).description
        missing = [at for number, at in enumerate(self.typed) if f"word{number:03}" not in stands]
        return round(killed - min(missing), 2) if missing else 0.0


def killed_while_typing(playwright, address, user, chapter, *, pages, seed):
    """One browser with so many editors, killed at a random moment of their typing: the seconds lost in each."""
    chance, killable = random.Random(seed), Killable(playwright)
    try:
        intentions = [actions.add_intention(chapter=chapter, by=user, content={"title": f"Number {n}"}) for n in range(pages)]
        writers = [Writer(killable.browser, address, user, one, chance) for one in intentions]
        end = time.monotonic() + chance.uniform(4, 24)
        while time.monotonic() < end:
            for writer in writers:
                writer.type()
            time.sleep(0.01)
    finally:
        killable.kill()
    killed = time.monotonic()
    time.sleep(2)  # what was on its way arrives
    return [writer.lost(killed) for writer in writers]
