"""R3: Redis is killed under a running portal. No page fails, nothing ordered meanwhile is lost, and the queue drains."""

from __future__ import annotations

import os
import subprocess
import time

import psycopg2
import pytest
import redis

from portal.running.demo.people import PASSWORD
from portal.running.setup.machine import redis_servers
from tests import figures
from tests import smoke_steps as steps
from tests.journeys.stack import free_port, running
from tests.smoke import Smoke
from tests.visitor import Visitor

from .measured import sized

pytestmark = [pytest.mark.slow, pytest.mark.idle]

OUTAGE = sized(600)  # seconds
DRAINS_IN, BETWEEN = 120, 5  # seconds; those between two rounds of all pages
PAGES = ["/", "/meetings/", "/rounds/", "/outcomes/", "/search/?q=cancer", "/receipts/", "/help/", "/health/ready"]
PRIVATE = ["/home/", "/meetings/", "/history/"]
WAITING = "SELECT count(*) FROM printing_document WHERE status IN ('ORDERED', 'PRINTING')"
ORDERED = "SELECT count(*) FROM printing_document"
PRINTED = "SELECT count(*) FROM printing_document WHERE status = 'READY'"
PEOPLE = [
    {"role": "Committee clerk", "organisation": "", "email": "clerk@eastmere-council.example", "password": PASSWORD},
    {"role": "Approver", "organisation": steps.EASTMERE, "email": "approver@eastmere.example", "password": PASSWORD},
]


class Queue:
    """A Redis of its own, which can be killed and come back with what it had written down."""

    def __init__(self, folder):
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.command = [str(redis_servers()[0]), "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(folder)]
        self.command += ["--appendonly", "yes", "--save", ""]

    def start(self):
        self.running = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                return redis.from_url(self.url).ping()
            except redis.ConnectionError:
                time.sleep(0.1)
        raise AssertionError("Redis did not start")

    def kill(self):
        self.running.kill()
        self.running.wait()


@pytest.fixture
def queue(tmp_path):
    queue = Queue(tmp_path)
    queue.start()
    yield queue
    queue.kill()


def one(url, question):
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]
    finally:
        connection.close()


def wait_until_nothing_waits(url, seconds):
    started = time.monotonic()
    while time.monotonic() < started + seconds:
        if one(url, WAITING) == 0:
            return time.monotonic() - started
        time.sleep(0.5)
    return None


def person(stack, email):
    visitor = Visitor(stack.address)
    visitor.log_in({"email": email, "password": PASSWORD})
    return visitor


def issues_a_pack(smoke):
    """A paper made, cleared and put on the agenda, and the pack issued: each page on the way answers as it does with Redis."""
    steps.report(smoke)
    clerk, meeting = smoke.visitor("Committee clerk"), smoke.found["meeting"]
    if "Publish the agenda" in clerk.open(meeting).words:
        clerk.open(f"{meeting}publish/")
        steps.expect(clerk.send("Publish the agenda"))
    issue = clerk.open(f"{meeting}issue/").title.rpartition(" ")[2]
    steps.expect(clerk.send(f"Issue pack {issue}"))


def opens_pages(stack):
    """(address, status, seconds) of pages open to all, then of those of somebody who logs in now."""
    for visitor, addresses in ((Visitor(stack.address), PAGES), (person(stack, "author@eastmere.example"), PRIVATE)):
        for address in addresses:
            begun = time.monotonic()
            yield address, visitor.open(address).status, time.monotonic() - begun


def test_no_page_fails_while_redis_is_gone_and_the_queue_drains_after_it(queue, tmp_path):
    database = os.environ["DATABASE_URL"]
    with running(database, queue.url, tmp_path) as stack:
        assert wait_until_nothing_waits(database, 240) is not None
        smoke, before = Smoke(stack.address, PEOPLE), one(database, ORDERED)
        queue.kill()
        started, opened = time.monotonic(), []
        issues_a_pack(smoke)
        while not opened or time.monotonic() < started + OUTAGE:  # a short outage may be over before the pack is issued
            opened += opens_pages(stack)
            time.sleep(BETWEEN)
        issues_a_pack(smoke)
        waiting = one(database, WAITING)
        queue.start()
        drained = wait_until_nothing_waits(database, DRAINS_IN)
        orders, printed = one(database, ORDERED), one(database, PRINTED)
    failed = [(address, status) for address, status, _ in opened if status >= 500]
    slowest = max(seconds for *_, seconds in opened)
    figures.proof(
        "R3", size=len(opened), failed=len(failed) + (orders - printed), outage_s=OUTAGE, orders=orders - before, waited=waiting,
        drained_s=drained and round(drained, 1), slowest_page_s=round(slowest, 2),
    )  # fmt: skip
    assert waiting > 0
    assert (failed, drained is not None, orders) == ([], True, printed)
