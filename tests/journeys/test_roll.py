"""Roll forward: a round of years ago is looked at, ticked and made again, what is still true is said at once, and it is published."""

import re
from datetime import date

import pytest

from portal.running.demo.people import PASSWORD

pytestmark = pytest.mark.journey

TITLE = "Eastmere commissioning intentions rolled forward"
ROUND = "/rounds/eastmere-commissioning-intentions-rolled-forward/"


def test_a_round_is_rolled_forward_looked_through_and_published(person):
    # Given an author who copies the round of South East London
    author = person("author@eastmere.example")
    starts_a_copy(author)

    # Then she sees what moves by itself, what is proposed and what is left, before anything is made
    author.sees("Everything moves by 10 years. Nothing is changed yet.")
    author.finds_no_barrier()

    # When she leaves one sentence as it is, leaves out what was over before, and rolls it forward
    author.page.locator("[name=take][value='section-3.body.1']").uncheck()
    author.page.locator("[name=leave][value='PC-01']").check()
    author.presses("Moves by itself")
    author.finds_no_barrier()
    author.presses("Roll forward")

    # Then the round is hers, with its dates, money and sentences of the new years
    author.sees("is started")
    author.opens(f"{ROUND}draft/PLAN-01/")
    assert "The 2029/30 agreements" in author.page.content()
    author.opens(f"{ROUND}draft/money/")
    assert "2019/20" not in author.page.get_by_role("main").inner_text()
    author.opens(f"{ROUND}draft/front/")
    author.sees("signed 2019/20 contracts")

    # When she says of all that was carried over that it is still true
    author.opens(f"{ROUND}draft/still-true/")
    author.finds_no_barrier()
    author.page.locator("[name=every]").check()
    author.presses("Those ticked are still true")
    author.sees("Everything carried over is answered.")

    # And one is sent, approved and published
    author.opens(f"{ROUND}draft/PLAN-01/")
    author.presses("Send for approval")
    publishes(person("approver@eastmere.example"))

    # Then everybody reads what only moved by the years, and what is left out
    reader = person()
    reader.opens(f"{ROUND}compare/?with=last-year")
    reader.sees("0 truly changed, 77 left out, 1 only moved by the years.")
    reader.finds_no_barrier()


def starts_a_copy(author):
    author.opens("/rounds/start/")
    author.page.get_by_label("As a copy of another round").check()
    author.page.locator("[name=source]").select_option(label="South East London commissioning intentions 2019/20")
    author.page.locator("[name=title]").fill(TITLE)
    author.page.get_by_label("Annual intentions").check()
    for name in ("year_from", "year_to"):
        author.page.locator(f"[name={name}]").select_option(label="2029/30")
    author.presses("Start the round")


def publishes(approver):
    approver.opens(f"{ROUND}draft/approve/")
    approver.page.get_by_label(re.compile("I have read PLAN-01")).check()
    approver.presses("Approve what is ticked")
    approver.opens(f"{ROUND}publish/")
    approver.page.locator("[name=approving_body]").fill("Governing body")
    for part in ("day", "month", "year"):
        approver.page.locator(f"[name=approved_date_{part}]").fill(str(getattr(date.today(), part)))
    approver.page.get_by_label("No", exact=True).check()
    approver.page.locator("[name=password]").fill(PASSWORD)
    approver.presses("Publish")
    approver.sees("Edition 1 is public")
