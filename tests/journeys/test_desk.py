"""The writer's desk in a real browser: what was stored is shown, a part is edited in the text it stands in."""

from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.journey
ROUND, DESK = "/rounds/eastmere-live/draft/", "/rounds/eastmere-live/desk/"
REFERENCE = "PLAN-02"


def test_the_page_shows_what_was_stored_and_the_caret_stays(person):
    """The paragraph of a colleague comes into the text one writes in; what one types next goes where one was."""
    # Given two authors in one text
    author, colleague = person("author@eastmere.example"), person("author2@eastmere.example")
    page, other = author.page, colleague.page
    address = begins(author, "First paragraph.", "Between.", "Last paragraph.")
    colleague.opens(address)
    other.locator(".ProseMirror").first.wait_for()

    # When the colleague writes in the last paragraph and that is saved
    other.locator(".ProseMirror p", has_text="Last").click()
    other.keyboard.press("End")
    other.keyboard.type(" Theirs.")
    other.locator("#save-state", has_text="Saved at").wait_for()

    # And the author in the first
    page.locator(".ProseMirror p", has_text="First").click()
    page.keyboard.press("End")
    page.keyboard.type(" Mine.")
    page.locator(".ProseMirror p", has_text="Theirs.").wait_for()

    # Then the author reads both, is told whose is kept, and goes on where the caret was
    author.sees("Kept as well: other paragraphs of Description")
    page.keyboard.type(" More.")
    page.locator(".ProseMirror p", has_text="First paragraph. Mine. More.").wait_for()
    page.wait_for_timeout(4_000)
    author.opens(address)
    page.locator(".ProseMirror").first.wait_for()
    assert page.locator(".ProseMirror p").all_inner_texts() == ["First paragraph. Mine. More.", "Between.", "Last paragraph. Theirs."]


def test_a_part_is_edited_in_the_text_it_stands_in(person):
    # Given an author who reads a chapter as one text
    author = person("author@eastmere.example")
    address = begins(author, "As it was.")
    reference = address.rstrip("/").rpartition("/")[2]
    page = author.opens(f"{DESK}?chapter=UEC")
    article = page.locator(f"#intention-{reference}")
    while not article.count():  # the text goes on as one comes to its end
        page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
        page.wait_for_timeout(200)
    article.scroll_into_view_if_needed()
    author.finds_no_barrier()

    # When the text is edited where it stands, by keyboard
    article.get_by_role("link", name=f"Edit here Description of {reference}").focus()
    page.keyboard.press("Enter")
    page.locator(".ProseMirror:focus").wait_for()
    author.finds_no_barrier()
    page.locator(".ProseMirror").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" As it is.")
    page.locator("#save-state", has_text="Saved at").wait_for()

    # And another part is asked for while it is open: the first is saved and closed
    article.get_by_text("facts not set").click()
    article.get_by_role("link", name=f"Edit Strength of intent of {reference}").click()
    page.locator("[name=strength]").select_option("will")
    assert page.locator("form#edit").count() == 1
    article.get_by_text("As it was. As it is.").wait_for()
    page.get_by_role("button", name="Save").click()

    # Then all of it stands in the text, and nothing was left
    article.get_by_text("Strength of intent: Will").wait_for()
    author.opens(address)
    page.locator(".ProseMirror", has_text="As it was. As it is.").wait_for()


def test_the_desk_can_be_used_by_everybody_and_an_intention_is_moved_by_keys(person):
    author = person("author@eastmere.example")
    page = author.opens(f"{ROUND}{REFERENCE}/")
    page.locator("#outline [data-move]").first.wait_for()
    page.locator(".ProseMirror").first.wait_for()
    author.finds_no_barrier()
    titles = page.locator("#outline [data-move] a")
    first = titles.first.inner_text()
    titles.first.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.locator("#announcer", has_text="Moved to place 2").wait_for()
    assert titles.nth(1).inner_text() == first
    page.keyboard.press("Alt+ArrowUp")
    page.locator("#announcer", has_text="Moved to place 1").wait_for()


def test_an_intention_is_moved_by_dragging_it_in_the_outline(person):
    author = person("author@eastmere.example", viewport={"width": 1280, "height": 1200})
    page = author.opens(f"{ROUND}{REFERENCE}/")
    titles = page.locator("#outline [data-move] a")
    titles.first.wait_for()
    first, second, third = (one.split("\n")[0] for one in titles.all_inner_texts()[:3])

    # When the first is dropped on the third, it stands after it; dropped on what is above, before it
    titles.nth(0).drag_to(titles.nth(2))
    page.locator("#announcer", has_text="Moved to place 3").wait_for()
    assert titles.all_inner_texts()[:3] == [second, third, first]
    titles.nth(2).drag_to(titles.nth(0))
    page.locator("#announcer", has_text="Moved to place 1").wait_for()

    # Then the order is kept
    page.locator("#outline [data-move] a").nth(1).drag_to(titles.nth(0))
    page.locator("#outline [data-move] a", has_text=second).first.wait_for()
    author.opens(f"{ROUND}{REFERENCE}/")
    titles.first.wait_for()
    assert titles.all_inner_texts()[:3] == [second, first, third]
    assert page.url.endswith(f"{REFERENCE}/")
    titles.nth(0).drag_to(titles.nth(1))
    page.locator("#announcer", has_text="Moved to place 2").wait_for()


def begins(author, *paragraphs):
    """A new intention with these paragraphs, saved; its address."""
    page = author.opens(f"{ROUND}add/?chapter=UEC")
    page.get_by_label("Title").fill("Written together")
    author.presses("Add the intention")
    page.locator(".ProseMirror").first.click()
    for at, words in enumerate(paragraphs):
        if at:
            page.keyboard.press("Enter")
        page.keyboard.type(words)
    page.locator("#save-state", has_text="Saved at").wait_for()
    return urlsplit(page.url).path


# ── From text to text without leaving ───────────────────────────────────────────────────────────────────────────────
def test_one_goes_from_intention_to_intention_without_leaving(person):
    # Given an author at one of two intentions, who has scrolled in the outline and written some words
    author = person("author@eastmere.example", viewport={"width": 1280, "height": 500})
    first, second = (begins(author, words).rstrip("/").rpartition("/")[2] for words in ("The first.", "The second."))
    page = author.opens(f"{ROUND}{first}/")
    outline = page.locator("#outline")
    outline.locator("[data-move]").first.wait_for()
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" With more.")
    page.evaluate("window.stayed = true; document.querySelector('#outline').scrollTop = 120")
    link = outline.locator(f"#to-{second}")
    link.scroll_into_view_if_needed()
    scrolled = outline.evaluate("(one) => one.scrollTop")

    # When the other is asked for before the words were saved
    link.focus()
    page.keyboard.press("Enter")
    page.locator(".ProseMirror", has_text="The second.").wait_for()

    # Then it is there in the same page, with its margin, address and title, and the outline is as it was but for where one is
    assert page.evaluate("window.stayed") is True
    assert urlsplit(page.url).path == f"{ROUND}{second}/"
    assert page.title().startswith(second)
    page.locator("#desk-margin", has_text=f"History of {second}").wait_for()
    page.wait_for_function("() => document.querySelectorAll('#outline [aria-current]').length === 1")
    assert outline.locator("[aria-current=page]").get_attribute("id") == f"to-{second}"
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement.id") == f"to-{second}"
    assert abs(outline.evaluate("(one) => one.scrollTop") - scrolled) < 2
    page.locator("#announcer", has_text=second).wait_for()
    author.finds_no_barrier()

    # And what is written there is saved there, and commented on there
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And on.")
    page.locator("#save-state", has_text="Saved at").wait_for()
    page.get_by_role("toolbar").first.get_by_role("button", name="Comment").wait_for()

    # And the back button leads to the first with the words that were saved on leaving; forward to the second again
    page.go_back()
    page.locator(".ProseMirror", has_text="The first. With more.").wait_for()
    assert outline.locator("[aria-current=page]").get_attribute("id") == f"to-{first}"
    page.go_forward()
    page.locator(".ProseMirror", has_text="The second. And on.").wait_for()
    assert page.evaluate("window.stayed") is True


def test_who_goes_on_before_a_text_has_come_stays_in_the_page(person):
    # Given an author among three texts
    author = person("author@eastmere.example")
    names = [begins(author, f"The {words}.").rstrip("/").rpartition("/")[2] for words in ("first", "second", "third")]
    page = author.opens(f"{ROUND}{names[0]}/")
    page.locator("#outline [data-move]").first.wait_for()
    page.evaluate("window.stayed = true")

    # When one after the other is asked for at once, and a third as soon as the second is there
    page.evaluate("(names) => names.forEach((name) => document.querySelector(`#to-${name}`).click())", names[1:])
    page.locator(".ProseMirror", has_text="The third.").wait_for()
    page.evaluate("(name) => document.querySelector(`#to-${name}`).click()", names[1])
    page.locator(".ProseMirror", has_text="The second.").wait_for()

    # Then it is the last that is shown, and the page was never left
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.stayed") is True
    assert urlsplit(page.url).path == f"{ROUND}{names[1]}/"
    assert page.locator("#announcer", has_text="There is no connection").count() == 0


def test_another_chapter_opens_at_its_place_in_the_outline_and_its_text_in_the_middle(person):
    author = person("author@eastmere.example")
    page = author.opens(f"{DESK}?chapter=UEC")
    outline = page.locator("#outline")
    outline.locator("[data-move]").first.wait_for()
    page.evaluate("window.stayed = true")
    outline.locator("#to-PLAN").click()
    page.get_by_role("heading", name="PLAN ", exact=False).first.wait_for()
    outline.locator("#outline-PLAN [data-move]").first.wait_for()
    page.wait_for_function("() => document.querySelectorAll('#outline [data-order]').length === 1")
    assert page.evaluate("window.stayed") is True
    assert page.url.endswith(f"{DESK}?chapter=PLAN")
    assert page.evaluate("document.activeElement.id") == "to-PLAN"
    assert outline.locator("[aria-current=page]").get_attribute("id") == "to-PLAN"

    # And from a text that is read in its chapter one opens the page of one of its intentions, where one may write at once
    page.locator("#desk-text article:has([data-edit-here]) a[data-desk]").first.click()
    page.locator("#bar").wait_for()
    page.locator(".ProseMirror").first.wait_for()
    assert page.evaluate("window.stayed") is True
    assert page.evaluate("document.activeElement.tagName") == "H1"
    author.finds_no_barrier()


def test_words_that_cannot_be_saved_are_asked_about_before_one_goes_on(person):
    author = person("author@eastmere.example")
    address = begins(author, "Here.")
    page = author.opens(address)
    page.locator("#outline [data-move]").first.wait_for()
    asked, address = [], urlsplit(page.url).path
    answers = iter((False, True))
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept() if next(answers) else dialog.dismiss()))
    page.locator("#fact-timescale summary").first.click()
    page.locator("#fact-timescale summary").last.click()
    page.locator("[name=from_date_day]").fill("40")
    other = page.locator("#to-PLAN")
    other.click()
    page.wait_for_function("() => document.querySelector('#save-state')?.textContent.includes('Not saved')")
    assert asked == ["Your last words here are not saved yet. Leave them?"]
    assert urlsplit(page.url).path == address
    other.click()
    page.wait_for_url("**/desk/?chapter=PLAN")
    assert len(asked) == 2


def test_without_script_the_links_of_the_outline_load_pages(person):
    author = person("author@eastmere.example", javascript=False)
    page = author.opens(f"{DESK}?chapter=UEC")
    author.page.locator("#outline [data-order] a").first.click()
    author.arrives()
    assert "/draft/UEC-" in page.url
