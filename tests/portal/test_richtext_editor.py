"""The editor in a real browser: what is typed, pasted and undone arrives; it can be named, reached and left by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .richtext_desk import TABLE, editor, key, paste, press, save

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.portal.richtext_pages"), pytest.mark.django_db(transaction=True)]


def test_what_is_typed_and_formatted_arrives(open_page):
    page = open_page()
    editor(page).click()
    press(page, "Heading")
    page.keyboard.type("Aims")
    key(page, "Enter")
    press(page, "Bold")
    page.keyboard.type("Seven days")
    press(page, "Bold")
    page.keyboard.type(" a week")
    key(page, "Enter")
    press(page, "Bullet list")
    page.keyboard.type("one")
    key(page, "Enter")
    page.keyboard.type("two")
    press(page, "Move in")
    assert save(page) == "<h3>Aims</h3><p><strong>Seven days</strong> a week</p><ul><li><p>one</p><ul><li>two</li></ul></li></ul>"


def test_a_link_is_asked_in_place_and_a_wrong_address_is_told(open_page):
    page = open_page("<p>our plan</p>")
    editor(page).click()
    key(page, "Control+a")
    press(page, "Link")
    address = page.get_by_label("Address of the link")
    address.fill("example.org")
    address.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Enter an address that begins with https://, http:// or mailto:")
    address.fill("https://example.org/plan")
    address.press("Enter")
    expect(editor(page)).to_be_focused()
    assert save(page) == '<p><a href="https://example.org/plan" rel="noopener noreferrer">our plan</a></p>'


def test_a_table_keeps_its_caption_and_gets_a_row(open_page):
    page = open_page(f"<p>before</p>{TABLE}")
    page.get_by_role("cell", name="b", exact=True).click()
    press(page, "Add row")
    key(page, "ArrowDown")
    page.keyboard.type("c")
    save(page)
    table = page.locator("#kept table")
    expect(table.locator("caption")).to_have_text("Beds")
    expect(table.locator("thead th")).to_have_text(["What", "When"])
    expect(table.locator("tbody td")).to_have_text(["a", "b", "", "c"])


def test_undo_takes_back_the_last_change(open_page):
    page = open_page("<p>kept</p>")
    editor(page).click()
    page.keyboard.type("X")
    press(page, "Undo")
    assert save(page) == "<p>kept</p>"


def test_a_text_that_is_not_touched_is_saved_as_it_was(open_page):
    page = open_page("<h3>Aims</h3><p>CO<sub>2</sub></p>" + TABLE)
    save(page)
    expect(page.locator("#kept sub")).to_have_text("2")
    expect(page.locator("#kept caption")).to_have_text("Beds")


def item(level, mark, words):
    ignored = f"<span style='mso-list:Ignore'>{mark}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
    return f"<p class=MsoListParagraph style='margin-left:1cm;mso-list:l0 level{level} lfo1'>{ignored}{words}<o:p></o:p></p>"


def test_what_is_pasted_from_word_keeps_its_lists_and_loses_its_markup(open_page):
    page = open_page()
    editor(page).click()
    paste(
        page,
        "<html><body><p class=MsoNormal style='color:red'>We <span style='font-weight:bold'>will</span>:</p>"
        + item(1, "·", "open")
        + item(2, "o", "doors")
        + item(1, "·", "close")
        + item(1, "1.", "first")
        + "<p><span style='display:none'>secret</span>End</p><img src=x onerror='document.title=1'></body></html>",
    )
    assert save(page) == (
        "<p>We <strong>will</strong>:</p><ul><li><p>open</p><ul><li>doors</li></ul></li><li>close</li></ul>"
        "<ol><li>first</li></ol><p>End</p>"
    )


def test_headings_tables_and_links_pasted_from_word_are_kept(open_page):
    page = open_page()
    editor(page).click()
    paste(
        page,
        "<html><head><style>p.MsoNormal {color:red}</style></head><body><!--StartFragment--><h1>Aims<o:p></o:p></h1>"
        "<table class=MsoTableGrid border=1><tr><td width=301><p class=MsoNormal><b>What<o:p></o:p></b></p></td>"
        "<td><p class=MsoNormal><b>When</b></p></td></tr><tr><td><p class=MsoNormal><a href='https://example.org/'>Beds</a></p></td>"
        "<td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table><p class=MsoNormal>End<![if !vml]><img src=x><![endif]></p>"
        "<!--EndFragment--></body></html>",
    )
    save(page)
    expect(page.locator("#kept h3")).to_have_text("Aims")
    expect(page.locator("#kept thead th")).to_have_text(["What", "When"])
    expect(page.locator("#kept tbody a[href='https://example.org/']")).to_have_text("Beds")
    expect(page.locator("#kept p").last).to_have_text("End")
    expect(page.locator("#kept img, #kept [style], #kept [class^=Mso]")).to_have_count(0)


def test_a_text_pasted_from_google_docs_is_not_all_bold(open_page):
    page = open_page()
    editor(page).click()
    paste(page, "<b style='font-weight:normal' id='docs-internal-guid-1'><p><span style='font-style:italic'>a</span> b</p></b>")
    assert save(page) == "<p><em>a</em> b</p>"


def test_the_toolbar_is_one_stop_and_tab_leaves_a_paragraph(open_page):
    page = open_page("<p>one</p><p>two</p>")
    page.get_by_role("button", name="Bold").focus()
    key(page, "ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    key(page, "Home")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    key(page, "Tab")
    expect(editor(page)).to_be_focused()
    key(page, "Control+End")
    key(page, "Tab")
    expect(page.get_by_role("button", name="Save")).to_be_focused()


def test_a_pressed_button_says_so(open_page):
    page = open_page("<p><strong>bold</strong></p>")
    editor(page).click()
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    look = "one => getComputedStyle(one).backgroundColor"
    page.emulate_media(forced_colors="active")
    pressed, other = (page.get_by_role("button", name=name).evaluate(look) for name in ("Bold", "Italic"))
    assert pressed != other, "in the system's colours a pressed tool looks like the others"
    expect(page.get_by_role("toolbar", name="Formatting: Description")).to_be_visible()


def test_the_error_summary_leads_to_the_editor(open_page):
    page = open_page()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Enter a description").click()
    expect(editor(page)).to_be_focused()
    expect(editor(page)).to_have_accessible_description("What will change, and for whom Error: Enter a description")


def test_without_scripts_words_are_typed_in_a_plain_box(open_page):
    page = open_page("<p>One.</p>", java_script_enabled=False)
    page.get_by_label("Description").fill("One.\n\n- two\n- three")
    page.get_by_role("button", name="Save").click()
    assert page.locator("#kept ul > li").all_inner_texts() == ["two", "three"]


def test_no_script_runs_in_the_page_or_in_the_editor(open_page):
    page = open_page(address="/editor/?harm=")
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    editor(page).click()
    page.keyboard.type("x")
    paste(
        page,
        "<img src=x onerror=alert(1)><svg/onload=alert(1)><a href='javascript:alert(1)'>pasted</a><p style='background:url(//x.example)'>",
    )
    assert (
        page.evaluate("document.querySelectorAll('#kept script, #kept img, #kept svg, .ProseMirror script, .ProseMirror svg').length") == 0
    )
    assert page.locator("#kept").inner_text().count("x") > 100


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_has_no_violation_and_does_not_scroll_sideways(open_page, width):
    page = open_page(f"<p>before</p>{TABLE}", width=width)
    page.get_by_role("cell", name="b", exact=True).click()
    press(page, "Link")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).response["violations"] == []
