"""The clock of a deadline in a real browser, before a server whose clock the test moves: the computer's own may jump or sleep."""

from datetime import UTC, datetime, timedelta

import pytest

from .stack import ROOT

pytestmark = pytest.mark.journey

DEADLINE = datetime(2026, 12, 18, 17, 0, tzinfo=UTC)
APP = "window.said = []; document.addEventListener('announce', (event) => window.said.push(event.detail));"
SCRIPTS = "".join(f'<script type="module" src="/{name}.js"></script>' for name in ("app", "clock"))


def ms(moment):
    return int(moment.timestamp() * 1000)


class Server:
    """What stands behind the page: a clock of its own, a deadline, and how often it was asked."""

    def __init__(self, page, left):
        self.page, self.now, self.deadline, self.asked = page, DEADLINE - left, DEADLINE, 0
        page.clock.install(time=DEADLINE - timedelta(days=400))  # the computer's clock is wrong by more than a year
        page.route("**/*", self.answer)
        page.goto("http://portal.test/")
        page.wait_for_function("document.querySelector('#due').innerText.includes('clock says') || window.said")

    def answer(self, route):
        path = route.request.url.removeprefix("http://portal.test")
        if path in ("/clock.js", "/app.js"):
            body = APP if path == "/app.js" else (ROOT / "static" / "clock.js").read_text()
            return route.fulfill(content_type="text/javascript", body=body)
        self.asked += path == "/clock/"
        return route.fulfill(content_type="text/html", body=self.due() + SCRIPTS)

    def due(self):
        if self.now > self.deadline:
            said = 'The deadline was 5pm. <a href="/time/">Ask for more time</a>'
            return f'<div id="due"><p data-now="{ms(self.now)}" data-ask="/clock/">{said}</p></div>'
        said = "Our clock said 3pm when this page was made."
        return f'<div id="due"><p data-now="{ms(self.now)}" data-deadline="{ms(self.deadline)}" data-ask="/clock/">{said}</p></div>'

    def passes(self, seconds):
        """Time passes here and there, so little at once that a question on the way is answered in its time."""
        while seconds > 0:
            step = min(seconds, 30)
            seconds -= step
            self.now += timedelta(seconds=step)
            self.page.clock.run_for(step * 1000)

    def sleeps(self, seconds):
        """The lid is shut: the computer counts nothing meanwhile, and its timers fire once when it wakes."""
        self.now += timedelta(seconds=seconds)
        self.page.clock.fast_forward(6_000)

    def reads(self, pattern):
        """Real milliseconds pass too: a second more or less is the test's own."""
        self.page.wait_for_function("pattern => new RegExp(pattern).test(document.querySelector('#due').innerText)", arg=pattern)

    def said(self):
        return self.page.evaluate("window.said")


@pytest.fixture
def portal(browser):
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield lambda left: Server(page, left)
    context.close()


def test_it_counts_the_seconds_of_the_server_and_not_of_the_computer(portal):
    server = portal(timedelta(hours=2))
    server.passes(5)
    server.reads("1 hour 59 minutes 5[2-5] seconds left. Our clock says 3:00:0[5-8]pm.")

    server.page.clock.set_system_time(DEADLINE + timedelta(days=3))
    server.passes(5)
    server.reads("1 hour 59 minutes (50|4[6-9]) seconds left. Our clock says 3:00:1[0-3]pm.")


def test_it_warns_three_times_and_not_every_second(portal):
    server = portal(timedelta(hours=1, seconds=5))
    for seconds in (10, 50 * 60, 9 * 60):
        server.passes(seconds)
    assert server.said() == ["1 hour left to submit.", "10 minutes left to submit.", "1 minute left to submit."]


def test_a_computer_that_slept_asks_again_and_is_right(portal):
    server = portal(timedelta(hours=3))
    server.passes(2)
    asked = server.asked
    server.sleeps(2 * 3600)
    server.page.clock.run_for(1_000)
    server.reads("59 minutes 5")
    assert server.asked > asked


def test_after_the_deadline_it_says_so_without_a_reload_and_offers_to_ask(portal):
    server = portal(timedelta(seconds=4))
    server.passes(8)
    server.reads("The deadline was 5pm. Ask for more time")
    assert "Ask for more time" in server.said()[-1]


def test_more_time_that_is_given_meanwhile_is_counted(portal):
    server = portal(timedelta(seconds=30))
    server.deadline += timedelta(days=1)
    server.passes(70)
    server.reads("23 hours 5[89] minutes")
