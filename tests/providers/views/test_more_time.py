"""The clock of a deadline, and asking for more time, on the page."""

import re
from datetime import timedelta

import pytest

from providers import actions

from ..conftest import DEADLINE, IN_TIME
from ..reading import entering, problems, read, typed, words

AFTER = DEADLINE + timedelta(minutes=5)
UNTIL = {"until_0": "21", "until_1": "12", "until_2": "2026", "until_3": "5pm", "reason": "The board met late."}


@pytest.fixture
def now(monkeypatch):
    def set_to(moment):
        for place in ("answering", "more_time", "publishing"):
            monkeypatch.setattr(f"providers.views.{place}.database_now", lambda: moment)

    set_to(IN_TIME)
    return set_to


def clock(invitation):
    return f"/responses/to/{invitation.pk}/clock/"


def until(page):
    """What is typed for "until when", by the names its fields have on this page."""
    names = [field["name"] for field in page.select("main form input") if field["name"].startswith("until")]
    return dict(zip(names, ["21", "12", "2026", "5pm"], strict=True))


def ms(moment):
    return str(int(moment.timestamp() * 1000))


def test_the_clock_says_the_servers_instant_and_the_deadline(client, invitation, contributor, now):
    answer = entering(client, contributor).get(clock(invitation))
    line = read(answer).select_one("#due [data-now]")

    assert (line["data-now"], line["data-deadline"], line["data-ask"]) == (ms(IN_TIME), ms(DEADLINE), clock(invitation))
    assert "no-store" in answer["Cache-Control"]


def test_without_script_the_page_says_at_what_time_it_was_made(client, invitation, contributor, now):
    page = read(entering(client, contributor).get(invitation.get_absolute_url()))

    assert re.search(r"Submit by 5pm today\. Our clock said 4:58:00pm when this page was made\.", words(page))


def test_after_the_deadline_the_clock_says_so_and_offers_to_ask(client, invitation, contributor, now):
    now(AFTER)
    page = read(entering(client, contributor).get(clock(invitation)))

    assert "The deadline was 5pm" in words(page) and page.select_one("[data-deadline]") is None
    assert page.select_one("a[href$='/time/']").get_text() == "Ask for more time"


def test_time_is_asked_for_and_given_on_the_page(client, invitation, contributor, approver, now):
    ask = f"/responses/to/{invitation.pk}/time/"
    page = read(entering(client, contributor).get(ask))
    assert client.post(ask, typed(page, **until(page), reason="The board met late.")).status_code == 302
    assert "It is not answered yet." in words(read(client.get(invitation.get_absolute_url())))

    entering(client, approver)
    assert "Answer 1 request for more time" in words(read(client.get("/home/")))
    assert "Asks for more time" in words(read(client.get("/rounds/sel-2027/providers/?time=on")))
    give = read(client.get("/rounds/sel-2027/providers/acute/time/"))
    assert "The board met late." in words(give)
    assert client.post("/rounds/sel-2027/providers/acute/time/", typed(give, reason="Granted.")).status_code == 302
    entering(client, contributor)
    assert "until" not in words(read(client.get(clock(invitation)))).lower().split("submit by")[0]
    assert "This is an extension for Eastham Acute Trust alone: Granted." in words(read(client.get(clock(invitation))))


def test_a_refusal_is_read_where_it_was_asked(client, invitation, contributor, approver, now):
    actions.ask_for_time(invitation=invitation, by=contributor, until=AFTER, reason="Late board.", at=IN_TIME)
    refuse = "/rounds/sel-2027/providers/acute/time/refuse/"
    entering(client, approver)
    assert problems(read(client.post(refuse, {"reason": ""}), 422)) == ["Enter why it gets no more time"]
    assert client.post(refuse, {"reason": "The panel meets."}).status_code == 302
    assert client.get(refuse).status_code == 404

    page = words(read(entering(client, contributor).get(invitation.get_absolute_url())))
    assert "More time was refused" in page and "The panel meets." in page and "Ask for more time" in page


def test_a_time_before_the_deadline_keeps_what_was_typed(client, invitation, contributor, now):
    ask = f"/responses/to/{invitation.pk}/time/"
    page = read(entering(client, contributor).get(ask))
    early = {**until(page), **dict(zip(list(until(page))[:1], ["17"], strict=True))}
    page = read(client.post(ask, typed(page, **early, reason="WHY WE ASK")), 422)

    assert "Ask for a time after" in problems(page)[0] and "WHY WE ASK" in words(page)


def test_home_says_what_was_missed(client, invitation, contributor, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    page = words(read(entering(client, contributor).get("/home/")))

    assert "You missed the deadline: ask for more time" in page and "Nothing needs you now" not in page


def test_home_says_nothing_of_what_was_sent(client, submitted, contributor, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    assert "missed" not in words(read(entering(client, contributor).get("/home/")))
