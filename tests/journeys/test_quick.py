"""Fast answering: ten intentions by keyboard alone, and many in one step."""

import re
import time

import pytest

from tests import figures

from .conftest import NARROW

pytestmark = pytest.mark.journey
WORDS = "We can do this with our present staff"
MOST_STROKES = 450  # of which the words of ten comments are 370


class Keys:
    """A keyboard, and nothing else; it counts."""

    def __init__(self, page):
        self.page, self.strokes = page, 0

    def press(self, key):
        self.page.keyboard.press(key)
        self.strokes += 1

    def type(self, words):
        self.page.keyboard.type(words)
        self.strokes += len(words)


def starts(person):
    signatory = person("signatory@greenlane.example")
    signatory.opens("/responses/")
    signatory.follows("Eastmere commissioning intentions")
    if signatory.page.get_by_role("button", name="Start the response").count():
        signatory.presses("Start the response")
    signatory.page.wait_for_url(re.compile(r".*/responses/[0-9a-f-]{36}/$"))
    return signatory


def test_ten_intentions_are_answered_by_keyboard_alone_in_under_two_minutes(person):
    # Given a signatory before the list of a response
    signatory = starts(person)
    page, keys = signatory.page, Keys(signatory.page)
    response = page.url
    signatory.opens(f"{response}quick/")
    page.locator("#list select").first.focus()
    began = time.monotonic()

    # When they answer ten, each with a position and a comment
    for number in range(10):
        keys.press("S" if number % 2 else "C")
        keys.press("Tab")
        keys.type(WORDS)
        keys.press("Enter")
    page.locator("#list .app-save-state", has_text="Saved at").nth(9).wait_for()
    seconds = time.monotonic() - began

    # Then all ten are saved, and it took less than two minutes
    assert seconds < 120
    assert keys.strokes <= MOST_STROKES
    figures.proof("answering.ten", size=10, failed=0, strokes=keys.strokes, seconds=round(seconds, 1))
    signatory.opens(f"{response}quick/")
    assert page.locator("#list textarea").nth(9).input_value() == WORDS
    assert page.locator("#list select").nth(9).input_value() == "support"
    signatory.finds_no_barrier()

    # And the page of twenty-five is short, and a list on a phone
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < 6_000
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_many_are_answered_in_one_step_and_taken_back(person):
    # Given a signatory before the list
    signatory = starts(person)
    page = signatory.page
    signatory.opens(f"{page.url}quick/?show=left")

    # When they tick five and look at what these would say
    for box in page.locator("#list input[type=checkbox]").all()[:5]:
        box.check()
    page.get_by_label("Position for all that are ticked").select_option("support")
    page.get_by_label("Comment for all of them").fill("As the system agreed")
    signatory.presses("See what those ticked would say")
    signatory.sees("Support for 5 intentions")
    signatory.finds_no_barrier()
    signatory.presses("Answer them")

    # Then they are answered, and one press takes it back
    signatory.sees("5 intentions answered: Support.")
    signatory.finds_no_barrier()
    signatory.presses("Undo this step")
    signatory.sees("5 intentions say again what they said before.")
