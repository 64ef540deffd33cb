"""Draft: an intention is written by two people at once, and neither loses a word."""

import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.journey
ROUND = "/rounds/eastmere-live/draft/"


def test_an_author_drafts_an_intention_with_a_colleague_and_sends_it_for_approval(person):
    # Given an author before the draft of the live round
    author = person("author@eastmere.example")
    author.opens(ROUND)
    author.finds_no_barrier()

    # When she adds an intention with its text, place, time, providers and outcome
    reference = adds_an_intention(author)
    describes_it(author)

    # Then it is saved, and the page can be used by everybody
    author.finds_no_barrier()
    author.page.reload()
    author.sees("A paramedic and a therapist visit together.")

    # When a colleague who opened it at the same time changes the title too
    colleague = person("author2@eastmere.example")
    colleague.opens(f"{ROUND}{reference}/")
    author.opens(f"{ROUND}{reference}/")
    author.page.get_by_label("Title").fill("Falls response within an hour, day and night")
    author.presses("Save")
    author.sees("Saved")
    colleague.page.get_by_label("Title").fill("Urgent falls response")
    colleague.page.get_by_role("main").get_by_role("button", name="Save", exact=True).last.click()

    # Then the colleague is shown both texts, and chooses
    colleague.sees("Nothing is lost. Choose the text to keep.")
    colleague.sees("Falls response within an hour, day and night")
    assert "Urgent falls response" in colleague.page.content()
    colleague.finds_no_barrier()

    # When the author sends it for approval
    author.opens(f"{ROUND}{reference}/")
    author.presses("Send for approval")

    # Then it waits for an approver, who reads the whole text
    approver = person("approver@eastmere.example")
    approver.opens("/home/")
    approver.finds_no_barrier()
    approver.opens(f"{ROUND}{reference}/approve/")
    approver.sees("A paramedic and a therapist visit together.")
    approver.finds_no_barrier()


def adds_an_intention(author):
    """And its reference is the chapter's next free one."""
    author.opens(f"{ROUND}add/?chapter=UEC")
    author.finds_no_barrier()
    author.page.get_by_label("Title").fill("Falls response within one hour")
    author.presses("Add the intention")
    return re.search(r"draft/(UEC-\d+)/", author.page.url)[1]


def describes_it(author):
    author.page.locator(".ProseMirror").first.click()
    author.page.keyboard.type("A paramedic and a therapist visit together.")
    author.unfolds("timescale")
    author.page.get_by_role("textbox", name="When").fill("2027/28")
    author.unfolds("places")
    author.page.locator("[name=places]").first.check()
    author.unfolds("affects")
    author.page.get_by_label("It affects providers").check()
    author.unfolds("provider_kinds")
    author.page.get_by_label("Ambulance trust").check()
    author.presses("Save")
    author.sees("Saved")


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(person):
    # Given an author in an intention that is a draft
    author = person("author@eastmere.example")
    author.opens(f"{ROUND}PLAN-02/")

    # When the end lies before the start and the amount is no amount
    author.page.get_by_label("Title").fill("Manage waiting lists together, in every specialty")
    author.unfolds("from_date_day")
    for name, (day, month, year) in {"from_date": ("1", "4", "2027"), "to_date": ("1", "3", "2027")}.items():
        author.page.locator(f"[name={name}_day]").fill(day)
        author.page.locator(f"[name={name}_month]").fill(month)
        author.page.locator(f"[name={name}_year]").fill(year)
    author.page.get_by_role("main").get_by_role("button", name="Save", exact=True).last.click()

    # Then the page says so at the top and at the field, and keeps what was typed
    author.sees("There is a problem")
    author.sees("End date must be the same as or after the start date")
    assert author.page.title().startswith("Error:")
    assert author.page.get_by_label("Title").input_value() == "Manage waiting lists together, in every specialty"
    author.finds_no_barrier()


def test_an_intention_is_written_without_javascript(person):
    # Given an author whose browser runs no script
    author = person("author@eastmere.example", javascript=False)

    # When she adds an intention and saves its description
    author.opens(f"{ROUND}add/?chapter=CAN")
    author.page.get_by_label("Title").fill("Cancer nurse at the end of a telephone")
    author.presses("Add the intention")
    author.page.locator("textarea[name=description]").fill("One number, every day.\n\n- by telephone\n- by video")
    author.page.get_by_role("main").get_by_role("button", name="Save", exact=True).last.click()
    author.arrives()

    # Then it is there
    author.opens(urlsplit(author.page.url).path)
    assert "by video" in author.page.content()
