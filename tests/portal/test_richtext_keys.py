"""Keys as people know them from Word, in a real browser; and what the editor says of the text under it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .richtext_desk import TABLE, editor, enter, key, press, save

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.portal.richtext_pages"), pytest.mark.django_db(transaction=True)]


def test_tab_goes_from_cell_to_cell_and_makes_a_row_after_the_last(open_page):
    page = open_page(TABLE)
    page.get_by_role("cell", name="a", exact=True).click()
    key(page, "Shift+Tab")  # the head's last cell, whose words are chosen
    page.keyboard.type("By when")
    for words in ("c", "d", "e"):
        key(page, "Tab")
        page.keyboard.type(words)
    save(page)
    expect(page.locator("#kept thead th")).to_have_text(["What", "By when"])
    expect(page.locator("#kept tbody td")).to_have_text(["c", "d", "e", ""])


def test_tab_puts_a_bullet_further_in_and_shift_tab_out(open_page):
    page = open_page("<ul><li>one</li><li>two</li></ul>")
    editor(page).click()
    key(page, "Control+End")
    key(page, "Tab")
    assert page.locator(".ProseMirror ul ul").count() == 1
    key(page, "Shift+Tab")
    page.keyboard.type("!")
    assert save(page) == "<ul><li>one</li><li>two!</li></ul>"


@pytest.mark.parametrize(("text", "last"), [(TABLE, "b"), ("<ul><li>one</li><li>two</li></ul>", "two")])
def test_escape_and_then_tab_leaves_a_table_or_a_list_which_the_page_says_once(open_page, text, last):
    page = open_page(text)
    page.locator(".ProseMirror p").get_by_text(last, exact=True).click()
    said = page.get_by_text("To leave it, press Escape and then Tab")
    expect(said).to_be_visible()
    key(page, "Tab")
    expect(editor(page)).to_be_focused()
    key(page, "Escape")
    key(page, "Tab")
    expect(page.get_by_role("button", name="Save")).to_be_focused()
    key(page, "Shift+Tab")
    expect(editor(page)).to_be_focused()
    key(page, "Escape")
    page.keyboard.type("x")  # any other key, and Tab stays again
    key(page, "Tab")
    expect(editor(page)).to_be_focused()
    expect(said).to_have_count(1)


def test_ctrl_k_asks_for_a_link_and_ctrl_shift_z_does_again_what_was_undone(open_page):
    page = open_page("<p>our plan</p>")
    editor(page).click()
    key(page, "Control+a")
    key(page, "Control+k")
    page.keyboard.type("https://example.org/plan")
    key(page, "Enter")
    link = page.get_by_role("button", name="Link", exact=True)
    expect(link).to_have_attribute("aria-pressed", "true")
    key(page, "Control+z")
    expect(link).to_have_attribute("aria-pressed", "false")
    key(page, "Control+Shift+z")
    assert save(page) == '<p><a href="https://example.org/plan" rel="noopener noreferrer">our plan</a></p>'


def test_the_words_are_counted_and_those_that_are_chosen(open_page):
    page = open_page("<p>Seven-day cover – by 2019.</p><ul><li>A&amp;E</li></ul>")
    expect(page.get_by_text("5 words.", exact=True)).to_be_visible()
    enter(page)
    key(page, "Control+Home")
    key(page, "Shift+End")
    expect(page.get_by_text("4 of 5 words.", exact=True)).to_be_visible()


def test_a_new_table_has_words_in_its_heads(open_page):
    page = open_page()
    editor(page).click()
    press(page, "Table")
    assert page.locator(".ProseMirror th").all_inner_texts() == ["Heading 1", "Heading 2", "Heading 3"]
    page.keyboard.type("Site")
    key(page, "Tab")
    page.keyboard.type("Beds")
    assert page.locator(".ProseMirror th").all_inner_texts() == ["Site", "Beds", "Heading 3"]
    assert Axe().run(page).response["violations"] == []
