"""What stands beside a round from paper: what leads to it, what it leads to, and what its facts take."""

import pytest

from intentions import actions
from outcomes.models import Outcome

from ..conftest import NOON, WHOLE
from ..reading import problems, soup, text, typed
from .papers import MARK

HERE = "/rounds/intentions-2008-09/"
NAMED = f"Intentions 2008/09 ({MARK})"


@pytest.fixture
def outcome(lead):
    return Outcome.objects.create(slug="at-home", statement="I live at home", owner=lead, is_published=True)


def test_its_public_page_leads_to_no_responses_and_no_decisions(at_desk, public, edition, approver):
    for address, is_there in ((HERE, False), ("/rounds/intentions-2019-20/", True)):
        said = text(soup(at_desk(approver).get(address)))
        for words in ("See the responses", "You said, we did: the decisions"):
            assert (words in said) is is_there, (address, words)


def test_the_history_names_it_where_it_was_published(at_desk, public, approver):
    assert f"published edition 1 of {NAMED}" in text(soup(at_desk(approver).get("/history/")).main)


def test_what_hangs_on_it_names_it(client, at_desk, public, written, author, approver):
    about = {"title": "Now", "slug": "now", "lead": public.round.lead, "participants": [], "year_from": 2027, "year_to": 2027}
    fresh = actions.roll_forward(round=public.round, by=author, seen=None, **about)
    version = fresh.intentions.get().latest
    version.intention.related.add(written)
    version = actions.save_version(version=version, by=author, content=WHOLE, revision=version.revision)
    actions.approve(version=actions.submit(version=version, by=author), by=approver, at=NOON)
    actions.publish(round=fresh, by=approver, approving_body="The board", approved_date=None, at=NOON, is_carried_over=True)

    page = soup(client.get(f"/rounds/now/{version.intention.reference}/"))
    assert text(page).count(NAMED) >= 2  # rolled over from it, and related to it
    assert f"Compare with {NAMED}" in text(soup(client.get("/rounds/now/")))
    assert f"{NAMED} compared with Now" in text(soup(client.get("/rounds/now/compare/?with=last-year")))
    assert f"Compare with {NAMED}" in text(soup(at_desk(author).get("/rounds/now/draft/")))


def test_an_outcome_names_it_beside_its_intentions(client, old, written, author, approver, outcome):
    version = written.latest
    actions.save_version(version=version, by=author, content={"outcomes": [outcome]}, revision=version.revision)
    actions.publish(round=old, by=approver, approving_body="The board", approved_date=None, at=NOON)
    assert NAMED in text(soup(client.get(outcome.get_absolute_url())))


def test_its_facts_take_no_deadline_and_no_month_without_a_date(at_desk, old, author):
    desk, here = at_desk(author), f"{HERE}draft/facts/"
    sent = typed(desk.get(here))
    late = {f"response_deadline_{part}": value for part, value in (("day", "3"), ("month", "3"), ("year", "2027"), ("time", "5pm"))}
    desk.post(here, {**sent, **late})
    old.refresh_from_db()
    assert old.response_deadline is None

    undated = {f"paper_date_{part}": "" for part in ("day", "month", "year")}
    answer = desk.post(here, {**typed(desk.get(here)), **undated, "paper_is_month": "on"})
    assert "Enter the date first: only then can it be one of month and year" in problems(answer)


def test_what_was_withdrawn_is_not_in_it(old, written, approver, author):
    other = actions.add_intention(chapter=written.chapter, by=author, content={"title": "Not in the paper"})
    actions.withdraw(version=other.latest, by=author, reason="It is of another paper")
    edition = actions.publish(round=old, by=approver, approving_body="", approved_date=None, at=NOON)
    assert [one["title"] for one in edition.content["chapters"][0]["intentions"]] == ["A walk-in centre"]


@pytest.mark.parametrize("name", ["question_deadline", "response_deadline"])
def test_either_deadline_stops_it(written, approver, name):
    with pytest.raises(actions.Blocked, match="asks for no answers"):
        actions.publish(round=written.round, by=approver, approving_body="", approved_date=None, at=NOON, **{name: NOON.replace(year=2030)})
