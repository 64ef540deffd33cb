"""Pasting into the editor in a real browser: what stands there before saving is stored; what was not kept is said, and undone."""

import pytest
from playwright.sync_api import expect

from .pasted_alike import shown as shown_lines
from .richtext_desk import editor, key, paste, press, save, settle
from .test_richtext_outside import BLOCKS, item

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.portal.richtext_pages"), pytest.mark.django_db(transaction=True)]
TOLD = ".app-editor__told"


def shown(page):
    """What stands in the editor, as it would be sent."""
    return page.locator("textarea[name=description]").evaluate("box => box.value")


@pytest.fixture
def begun(open_page):
    page = open_page("<p>Before it.</p>")
    editor(page).click()
    page.evaluate("document.querySelector('.ProseMirror').editor.commands.focus('end')")
    key(page, "Enter")
    expect(editor(page).locator("p")).to_have_count(2)
    return page


def test_what_is_shown_before_saving_is_stored_with_its_numbers(begun):
    paste(begun, BLOCKS["numbers"])
    expect(editor(begun).locator("ol")).to_have_attribute("start", "3")
    before = editor(begun).inner_text()
    stored = save(begun)
    assert stored == '<p>Before it.</p><ol start="3"><li><p>Beds</p><p>3.1 Forty are opened</p></li><li>Staff, as in 3.1</li></ol>'
    assert before.split() == begun.locator("#kept").inner_text().split()
    assert begun.locator("#kept ol").evaluate("list => getComputedStyle(list).listStyleType") == "decimal"


def test_letters_and_roman_numbers_are_shown_as_they_were(begun):
    paste(begun, item(1, "C.", "one") + item(1, "D.", "two") + "<p>x</p>" + item(1, "iv.", "three"))
    look = "lists => lists.map((list) => [list.start, getComputedStyle(list).listStyleType])"
    expect(editor(begun).locator("ol")).to_have_count(2)
    in_editor = editor(begun).locator("ol").evaluate_all(look)
    save(begun)
    assert begun.locator("#kept ol").evaluate_all(look) == in_editor == [[3, "upper-alpha"], [4, "lower-roman"]]


def test_what_a_paste_could_not_keep_is_said_beside_the_text_and_undone(begun):
    before = shown(begun)
    paste(begun, BLOCKS["struck"] + BLOCKS["picture"])
    told = begun.locator(TOLD)
    expect(told.locator("li").first).to_have_text("Deleted by tracked changes, so left out: “By April”.")
    expect(told).to_contain_text("Struck out, so left out: “not”.")
    expect(told).to_contain_text("Left out, 1 picture: “Map of wards”")
    expect(editor(begun)).to_contain_text("The trust may close a ward. By June.")
    told.get_by_role("button", name="Undo the paste").click()
    assert shown(begun) == before
    expect(told).to_have_count(0)
    expect(editor(begun)).to_be_focused()


def test_undoing_a_paste_leaves_what_was_typed_after_it(begun):
    paste(begun, BLOCKS["symbols"])
    expect(begun.locator(TOLD)).to_be_visible()
    key(begun, "Control+Home")
    begun.keyboard.type("Typed. ")
    begun.get_by_role("button", name="Undo the paste").click()
    assert save(begun) == "<p>Typed. Before it.</p>"


def test_one_undo_of_the_keyboard_takes_back_the_paste_alone(begun):
    begun.keyboard.type("mine")
    before = shown(begun)
    paste(begun, "<p>theirs</p>")
    expect(editor(begun)).to_contain_text("theirs")
    press(begun, "Undo")
    assert shown(begun) == before


def test_what_is_typed_on_while_a_paste_is_read_stands_after_it(begun):
    paste(begun, "<p>pasted </p>")
    begun.keyboard.type("typed on")
    expect(editor(begun)).to_contain_text("pasted")
    assert save(begun) == "<p>Before it.</p><p>pastedtyped on</p>"


def test_saving_at_once_waits_for_the_paste(begun):
    begun.route("**/pasted/", lambda route: (begun.wait_for_timeout(300), route.continue_()))
    paste(begun, "<p>late</p>")
    assert save(begun) == "<p>Before it.</p><p>late</p>"


def test_a_paste_that_cannot_be_read_is_not_pasted_and_said(begun):
    before = shown(begun)
    begun.route("**/pasted/", lambda route: route.abort())
    paste(begun, "<p>lost</p>")
    expect(begun.locator(TOLD)).to_contain_text("The portal could not be reached. Nothing was pasted.")
    assert shown(begun) == before
    begun.unroute("**/pasted/")
    paste(begun, "<p>" + "x" * 200_001 + "</p>")
    expect(begun.locator(TOLD)).to_contain_text("What was pasted must be 200 kB or less. Nothing was pasted.")
    assert shown(begun) == before


def test_a_paste_of_only_a_picture_says_so(begun):
    before = shown(begun)
    settle(begun)
    begun.evaluate(
        """() => { const clipboard = new DataTransfer(); clipboard.items.add(new File(["x"], "wards.png", {type: "image/png"}));
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true})) }"""
    )
    expect(begun.locator(TOLD)).to_contain_text("Left out, 1 picture: “wards.png”")
    assert shown(begun) == before


def test_plain_words_keep_their_lines_and_stars(begun):
    paste(begun, words="5 *of* 6\n<TBC>\n\n4. Fourth\n5. Fifth")
    expect(editor(begun).locator("ol")).to_have_attribute("start", "4")
    assert save(begun) == (
        '<p>Before it.</p><p>5 *of* 6<br>&lt;TBC&gt;</p><ol start="4"><li>Fourth</li><li>Fifth</li></ol>'
    )  # fmt: skip


def test_a_copy_of_ones_own_text_goes_in_as_it_is(begun):
    key(begun, "Control+Home")
    key(begun, "Shift+Control+ArrowRight")
    settle(begun)
    html = begun.evaluate(
        """() => { const clipboard = new DataTransfer();
        document.activeElement.dispatchEvent(new ClipboardEvent("copy", {clipboardData: clipboard, bubbles: true, cancelable: true}));
        return clipboard.getData("text/html") }"""
    )
    assert "data-pm-slice" in html
    key(begun, "Control+End")
    begun.route("**/pasted/", lambda route: route.abort())
    paste(begun, html)
    assert save(begun) == "<p>Before it.</p><p>Before</p>"


def test_a_heading_in_a_cell_is_shown_as_it_is_stored(begun):
    paste(begun, "<table><tr><td><h2>Beds</h2></td><td>When</td></tr><tr><td>a</td><td>b</td></tr></table>")
    expect(editor(begun).locator("table")).to_be_visible()
    assert editor(begun).locator("table h3, table h4").count() == 0
    before = editor(begun).locator("td, th").all_inner_texts()
    save(begun)
    assert begun.locator("#kept td, #kept th").all_inner_texts() == before


@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_said_has_room_and_a_name(open_page, width):
    page = open_page("<p>Before it.</p>", width=width)
    editor(page).click()
    paste(page, BLOCKS["struck"] + BLOCKS["picture"] + f"<s>{'x' * 54}</s>")
    expect(page.get_by_role("region", name="Not all of what was pasted could be kept as it was")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_caption_of_a_pasted_table_stays_its_caption(begun):
    paste(begun, "<table><caption>Beds</caption><tr><th>What<th>When<tr><td>a<td>b</table>")
    expect(editor(begun).locator("[data-caption]")).to_have_text("Beds")
    save(begun)
    expect(begun.locator("#kept caption")).to_have_text("Beds")


DEEP, LONG = "<ul><li>x" * 100, "word " * 200
BAD = {
    "control characters": ("<p>one\x00two\x0bthree\x07</p>", ["onetwo", "three"]),
    "a table in a table": (
        "<table><tr><td>Outer<table><tr><td>1</td><td>2</td></tr></table></td><td>B</td></tr><tr><td>c</td><td>d</td></tr></table>",
        ["Outer", "1", "2", "B", "c", "d"],
    ),
    "words that run from right to left": ("<p dir=rtl>\u200fשלום\u200e (<b>18</b>) עולם</p>", ["שלום (18) עולם"]),
    "two hundred thousand characters": (f"<p class=MsoNormal>{LONG}</p>" * 195, [LONG.strip()] * 195),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_shown_as_it_is_stored(open_page, name):
    html, lines = BAD[name]
    page = open_page()
    editor(page).click()
    paste(page, html)
    expect(editor(page)).to_contain_text(lines[-1][:20])
    before = shown_lines(page.locator(".ProseMirror"))
    save(page)
    assert before == shown_lines(page.locator("#kept .app-rich")) == lines


def test_a_hundred_lists_in_each_other_are_refused_and_nothing_is_pasted(begun):
    before = shown(begun)
    paste(begun, DEEP)
    says = "What was pasted must have lists, tables and quotations at most 30 levels deep. Nothing was pasted."
    expect(begun.locator(TOLD)).to_contain_text(says)
    assert shown(begun) == before
