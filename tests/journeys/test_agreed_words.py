"""What is agreed is what reaches the contract: accepted in part, in a schedule, a memorandum and a paper; replied to, corrected."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from portal.running.demo.people import PASSWORD

pytestmark = pytest.mark.journey

ROUND = "/rounds/sel-2019-20/"
AGREED, AGAIN = "A GP is on site from 08:00 to 22:00 (lantern).", "A GP is on site from 08:00 to 23:00 (lantern)."
CHOSEN = {
    "form": "Responses and decisions",
    "committee": "Eastmere Health Scrutiny",
    "edition": "2019/20",
    "author": "Eastmere Demonstration Clinical",
}
SIGNATORY = "signatory@harbourside.example"


def point_that_waits(author):
    """The first point of Harbourside that is not decided; its address and reference."""
    author.opens(f"{ROUND}responses/?as=list&provider=demo-acute")
    for link in author.page.locator("#list-results tbody tr", has_text=re.compile("Needs a decision|Not needed")).get_by_role("link").all():
        address = link.get_attribute("href")
        if "/responses/" in address:
            return address, address.split("/responses/")[1].split("/")[0]
    raise AssertionError("every point is decided")


def accepts_in_part(author, point):
    author.opens(point)
    author.page.get_by_label("Accept in part", exact=True).check()
    author.page.locator("[name=agreed]").fill(AGREED)
    author.page.locator("[name=reason]").fill("Nights are quiet.")
    author.page.locator("[name=destination]").select_option("local-price")
    author.page.locator("[name=contract_label]").fill("Schedule 3A")
    for field in author.page.locator("[name^=amount_]").all():
        field.fill("")
    author.page.locator("[name^=amount_]").first.fill("400,000")
    author.presses("Save and back")
    author.sees("written, not published")


def publishes(approver):
    approver.opens(f"{ROUND}decisions/publish/")
    approver.sees(AGREED)
    approver.page.locator("[name=password]").fill(PASSWORD)
    approver.page.get_by_role("main").get_by_role("button", name="Publish").click()
    approver.page.wait_for_url(f"**{ROUND}decisions/")


def takes_replies(approver):
    approver.opens(f"{ROUND}negotiation/days/")
    until = localdate() + timedelta(days=14)
    for part in ("day", "month", "year"):
        approver.page.locator(f"[name=reply_by_date_{part}]").fill(str(getattr(until, part)))
    approver.presses("Set the days")


def paper_of_it(author, approver):
    """Drawn from the responses and decisions, cleared by another person; its address."""
    author.opens("/papers/make/")
    for name, words in CHOSEN.items():
        labels = author.page.locator(f"[name={name}] option").all_text_contents()
        author.page.locator(f"[name={name}]").select_option(label=next(one for one in labels if words in one))
    author.page.get_by_label("Title of the report").fill("What was decided (lantern)")
    author.presses("Make the paper")
    paper = author.page.url
    approver.opens(f"{paper}clear/")
    approver.presses("Clear")
    return paper


def replies(signatory, response, reference):
    signatory.opens(f"{response}{reference}/")
    signatory.sees(AGREED)
    signatory.follows("Reply to this decision")
    signatory.page.get_by_label("We disagree").check()
    signatory.page.get_by_label("Why you disagree").fill("Midnight was promised (lantern).")
    signatory.presses("Send the reply")
    signatory.sees("Your reply is with the commissioners.")


def corrects(approver, point):
    approver.opens(point)
    approver.follows("Correct this decision")
    approver.page.locator("[name=agreed]").fill(AGAIN)
    approver.page.locator("[name=why]").fill("The hour was typed wrongly.")
    approver.finds_no_barrier()
    approver.presses("Publish the correction")
    approver.sees("is corrected. Everybody who was told of it was emailed.")


def test_what_is_accepted_in_part_reaches_schedule_memorandum_and_paper_and_is_corrected_in_all(person):
    # Given an author before a point that waits
    author, approver = person("author@eastmere.example"), person("approver@eastmere.example")
    point, reference = point_that_waits(author)

    # When it is accepted in part, and published
    accepts_in_part(author, point)
    publishes(approver)

    # Then the schedule says what was agreed, with the sum and where it goes
    author.opens(f"{ROUND}after/schedules/")
    row = author.page.get_by_role("row").filter(has_text=AGREED)
    for words in (AGREED, "Accepted in part", "£400,000", "Schedule 3A", reference):
        assert words in row.first.inner_text()

    # And so do the memorandum and the paper
    author.opens(f"{ROUND}after/memoranda/draft/")
    for box in author.page.locator("[name=subjects]").all():
        box.uncheck()
    author.page.get_by_label(re.compile("Harbourside")).check()
    author.presses("Draft")
    author.sees(AGREED)
    paper = paper_of_it(author, approver)
    author.opens(f"{paper}preview/")
    author.sees(AGREED)

    # When the provider replies, and the decision is corrected
    takes_replies(approver)
    author.opens(point)
    response = author.page.get_by_role("link", name="Read the whole response").get_attribute("href")
    replies(person(SIGNATORY), response, reference)
    corrects(approver, point)

    # Then the schedule has the corrected words with a mark, and the paper is flagged and issued again with them
    author.opens(f"{ROUND}after/schedules/")
    row = author.page.get_by_role("row").filter(has_text=AGAIN).first.inner_text()
    assert "Corrected on" in row and AGREED not in author.page.locator("tbody").inner_text()
    author.opens(paper)
    author.sees("were corrected after this text was frozen")
    author.finds_no_barrier()
    author.presses("Issue this paper again")
    author.finds_no_barrier()
    author.presses("Issue it again")
    author.opens(f"{paper}preview/")
    author.sees(AGAIN)
    assert AGREED not in author.page.get_by_role("main").inner_text()
