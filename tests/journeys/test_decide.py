"""Decide: point by point, condition by condition; published together; what was agreed becomes a memorandum that its parties sign."""

import re
from datetime import date, timedelta

import pytest

from portal.running.demo.people import PASSWORD

from . import keyboard
from .conftest import NARROW

pytestmark = pytest.mark.journey

ROUND = "/rounds/sel-2019-20/"


def test_the_table_is_walked_by_keyboard_and_is_a_list_on_a_phone(person):
    # Given an author before the table, with no mouse
    author = person("author@eastmere.example")
    author.opens(f"{ROUND}responses/")

    # When they tab to the first point that waits, and press Enter
    table = author.page.get_by_role("region", name="Positions of each provider on each intention")
    keyboard.presses(author.page, words(table.get_by_role("link").first), "A")

    # Then they are at that point
    assert re.search(r"/responses/[A-Z]+-\d+/[a-z-]+/$", author.page.url)
    author.sees("What they said")

    # And on a phone every position is a line of a list, nothing hangs over the edge, and the keyboard leads there too
    author.page.set_viewport_size(NARROW)
    author.opens(f"{ROUND}responses/?as=list")
    assert author.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    author.finds_no_barrier()
    keyboard.presses(author.page, "PREV-01 Four Rivers", "A")
    author.sees("What they said")


def test_a_table_that_its_box_cuts_says_so_and_one_that_fits_does_not(person):
    author = person("author@eastmere.example")
    for width, height, is_cut in ((800, 900, True), (4000, 4000, False)):
        author.page.set_viewport_size({"width": width, "height": height})
        author.opens(f"{ROUND}responses/?q=CBC-03")
        author.page.locator("#grid-cue").wait_for(state="visible" if is_cut else "hidden")


def words(element):
    return " ".join(element.text_content().split())


def test_a_point_is_decided_published_and_goes_into_the_memorandum(person):
    # Given an author before the table of providers and intentions
    author = person("author@eastmere.example")
    author.opens(f"{ROUND}responses/")
    author.page.locator("summary", has_text="By programme").click()
    author.finds_no_barrier()

    # When a point is decided anew, with the wording of an earlier decision
    point = f"{ROUND}responses/CBC-03/demo-community/"
    author.opens(point)
    author.finds_no_barrier()
    author.page.locator("summary", has_text="Wording used on similar points").click()
    author.page.get_by_role("button", name="Use this wording").first.click()
    author.arrives()
    assert author.page.locator("[name=reason]").input_value()
    author.page.get_by_label("Accept in part", exact=True).check()
    author.page.locator("[name=agreed]").fill("Clinics on weekdays from July.")
    author.page.locator("[name=reason]").fill("From July, on weekdays.")
    author.page.locator("[name=owner]").fill("Director of urgent care")
    author.presses("Save and back")

    # Then it is written and not published, and the public reads nothing of it
    author.sees("written, not published")
    reader = person()
    reader.opens(f"{ROUND}decisions/?q=From+July")
    assert "From July, on weekdays." not in reader.page.content()

    # When an approver publishes everything together
    approver = person("approver@eastmere.example")
    approver.opens(f"{ROUND}decisions/publish/")
    approver.finds_no_barrier()
    approver.page.locator("[name=password]").fill(PASSWORD)
    approver.page.get_by_role("main").get_by_role("button", name="Publish").click()
    approver.page.wait_for_url(f"**{ROUND}decisions/")

    # Then everybody reads what was said and done, and the point can be decided no more
    reader.opens(f"{ROUND}decisions/?q=From+July")
    reader.sees("From July, on weekdays.")
    reader.sees("Agreed: Clinics on weekdays from July.")
    reader.finds_no_barrier()
    author.page.goto(point)
    assert author.page.locator("[name=verdict]").count() == 0

    # And what was agreed becomes a memorandum
    agree_on_a_memorandum(person, author, approver)


def leaves_out_who_closed(author):
    """Of a round of long ago most commissioners are no more: whoever cannot sign is named, and taken out with a reason."""
    author.sees("Who cannot sign yet")
    author.follows("Choose the parties")
    author.finds_no_barrier()
    for box in author.page.locator("[name=parties]").all():
        label = author.page.locator(f"label[for={box.get_attribute('id')}]").inner_text()
        box.set_checked("Eastmere" in label or "Greenlane" in label)
    author.page.locator("[name=because]").fill("They closed, and Eastmere signs alone.")
    author.presses("Save")
    author.sees("The parties are saved.")


def opens_the_clause(author, words):
    links = author.page.get_by_role("link", name=re.compile("Change clause"))
    for address in [link.get_attribute("href") for link in links.all()]:
        author.opens(address)
        if words in author.page.locator("[name=text]").input_value():
            return
    raise AssertionError(f"no clause says: {words}")


def agree_on_a_memorandum(person, author, approver):
    # When what was agreed is drafted as a memorandum and offered
    author.opens(f"{ROUND}after/")
    author.finds_no_barrier()
    author.presses("Draft memoranda")
    author.finds_no_barrier()
    for box in author.page.locator("[name=subjects]").all():
        box.uncheck()
    author.page.get_by_label(re.compile("Greenlane")).check()
    author.presses("Draft")
    author.finds_no_barrier()
    leaves_out_who_closed(author)
    author.follows("Change terms and commitments")
    author.finds_no_barrier()
    author.page.locator("[name=commitments-0-action]").fill("Open at weekends from July.")
    author.page.locator("[name=commitments-0-organisation]").select_option(index=1)
    author.presses("Save the memorandum")
    author.sees("Open at weekends from July.")
    author.sees("Clinics on weekdays from July.")
    memorandum = author.page.url
    opens_the_clause(author, "Clinics on weekdays from July.")
    author.finds_no_barrier()
    author.page.locator("[name=text]").fill("Clinics on weekdays from July, at every site.")
    author.presses("Save")
    author.sees("Changed from what was agreed")
    approver.opens(memorandum)
    approver.finds_no_barrier()
    day = date.today() + timedelta(days=30)
    for name in ("day", "month", "year"):
        approver.page.locator(f"[name=until_{name}]").fill(str(getattr(day, name)))
    approver.presses("Offer for signature")
    approver.sees("To be signed by")

    # Then a party reads the frozen text and signs it for itself, and a stranger does not find it
    signatory = person("signatory@greenlane.example")
    signatory.opens(memorandum)
    signatory.finds_no_barrier()
    signatory.sees("Changed from what was agreed")
    signatory.page.locator("[name=role]").fill("Chief executive")
    signatory.page.locator("[name=is_signed]").check()
    signatory.page.locator("[name=password]").fill(PASSWORD)
    signatory.presses("Sign")
    signatory.sees("You signed for")
    stranger = person("clerk@eastmere-council.example")
    assert stranger.page.goto(memorandum).status == 404
