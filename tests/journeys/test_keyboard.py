"""Draft, approve and publish by keyboard alone, with a colleague in a second browser at the same time."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from intentions.checks import not_a_working_day
from portal.running.demo.people import PASSWORD

from .keyboard import presses, reaches, types, unfolds

pytestmark = pytest.mark.journey
ROUND = "/rounds/eastmere-live/draft/"


def test_an_intention_is_drafted_by_two_at_once_approved_and_published_by_keyboard_alone(person):
    # Given an author who adds an intention without a mouse
    author = person("author@eastmere.example")
    reference = adds(author, "A nurse by telephone at night")
    address = f"{ROUND}{reference}/"

    # And a colleague who has the same page open in another browser
    colleague = person("author2@eastmere.example")
    colleague.opens(address)

    # When both write: the author the text and who it is for, the colleague the theme
    author.page.locator(".ProseMirror").wait_for()
    types(author.page, "Description", "A nurse answers within a minute.")
    unfolds(author.page, "When:")
    types(author.page, "When", "2027/28", "INPUT")
    unfolds(author.page, "Providers affected:")
    reaches(author.page, "It affects providers")
    author.page.keyboard.press("ArrowDown")  # one stop for a group of answers; arrows move within it
    assert author.page.get_by_label("No provider is affected").is_checked()
    colleague.page.locator(".ProseMirror").wait_for()
    unfolds(colleague.page, "Theme:")
    types(colleague.page, "Theme", "Telephone")

    # Then each page saves itself, and each is told of the other
    author.sees("Saved at")
    colleague.sees("Saved at")
    author.opens(address)
    author.sees("is also here")
    author.finds_no_barrier()

    # When the author asks a question about the text, and answers it
    talks(author, address)

    # And sends it for approval, with what both wrote
    author.opens(address)
    assert author.page.get_by_label("Theme").input_value() == "Telephone"
    presses(author.page, "Send for approval")

    # When an approver reads what changed and approves it
    approver = person("approver@eastmere.example")
    approver.opens(f"{address}approve/")
    approver.sees("A nurse answers within a minute.")
    presses(approver.page, "Approve")

    publishes(approver)

    # Then everybody can read it
    reader = person()
    reader.opens(f"/rounds/eastmere-live/{reference}/")
    reader.sees("A nurse answers within a minute.")


def test_a_table_is_written_by_keyboard_alone(person):
    # Given an author whose caret is in the description
    author = person("author@eastmere.example")
    address = f"{ROUND}{adds(author, 'Beds for the winter')}/"
    page = author.opens(address)
    page.locator(".ProseMirror").first.wait_for()
    reaches(page, "Title")
    page.keyboard.press("Enter")
    assert page.url.endswith(address), "Enter in a field of one line sent the page"

    # When a table is asked for from the toolbar, which is one stop, and filled from cell to cell
    reaches(page, "Bold")
    page.keyboard.press("End")
    while page.evaluate("document.activeElement.textContent") != "Table":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    for words in ("Site", "Opens", "Beds", "North", "April", "12", "South", "May", "8", "East", "June", "4"):
        if words != "Site":  # the first head's words are chosen
            page.keyboard.press("Tab")
        page.keyboard.type(words)

    # Then the page has said how to leave, and it is left so
    author.sees("To leave it, press Escape and then Tab")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ProseMirror')") is None
    page.locator("#save-state", has_text="Saved at").wait_for()

    # And the table is kept, with the row that the last Tab made
    author.opens(address)
    page.locator(".ProseMirror table").wait_for()
    assert page.locator(".ProseMirror tr").last.inner_text().split() == ["East", "June", "4"]
    author.finds_no_barrier()


def test_words_are_replaced_across_the_round_and_taken_back_by_keyboard_alone(person):
    # Given an intention that says a word which is wrong all over
    author = person("author@eastmere.example")
    reference = adds(author, "Quokka beds for quokkas")

    # When the author finds it everywhere, whole or not, and leaves one place as it is
    page = author.opens(f"{ROUND}many/replace/")
    types(page, "Find", "quokka", "INPUT")
    types(page, "Replace with", "winter", "INPUT")
    presses(page, "Find")
    author.sees("2 places would change")
    author.finds_no_barrier()
    reaches(page, f"Title of {reference}, place 2")
    page.keyboard.press("Space")
    presses(page, "Replace what is ticked")

    # Then the other one is changed
    author.sees("Replace “quokka” with “winter”: 1 text. You can undo this step.")
    author.opens(f"{ROUND}{reference}/")
    assert page.get_by_label("Title", exact=True).input_value() == "winter beds for quokkas"

    # And it is taken back
    author.opens(f"{ROUND}many/replace/")
    presses(page, "Undo")
    author.sees("Undone for 1 text.")
    author.opens(f"{ROUND}{reference}/")
    assert page.get_by_label("Title", exact=True).input_value() == "Quokka beds for quokkas"


def adds(author, title):
    """A new intention without a mouse; its reference."""
    author.opens(f"{ROUND}add/?chapter=UEC")
    types(author.page, "Title", title)
    presses(author.page, "Add the intention")
    return re.search(r"draft/(UEC-\d+)/", author.page.url)[1]


def talks(author, address):
    """A question about the text, and its answer."""
    author.opens(f"{address}comments/")
    types(author.page, "Comment", "Every night of the week?")
    presses(author.page, "Add comment")
    author.finds_no_barrier()
    presses(author.page, "Resolve")
    author.sees("Resolved. It stays below, to be read.")


def publishes(approver):
    """The edition, with a deadline."""
    approver.opens("/rounds/eastmere-live/publish/")
    approver.finds_no_barrier()
    page, today = approver.page, datetime.now(UTC)
    due = next(day for day in (today + timedelta(days=28 + more) for more in range(9)) if not not_a_working_day(day))
    types(page, "Approving body", "Governing body")
    for part, words in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        types(page, part, str(words))
    types(page, "What was changed, and why", "What the pilot taught us.")
    reaches(page, "Yes")
    page.keyboard.press("Space")
    for _ in range(2):  # the deadline for questions, and the deadline for responses
        for part, words in (("Day", due.day), ("Month", due.month), ("Year", due.year), ("Time", "5pm")):
            types(page, part, str(words))
    types(page, "Your password", PASSWORD)
    presses(page, "Publish edition")
