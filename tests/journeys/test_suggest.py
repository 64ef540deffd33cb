"""Suggest, discuss, accept: a viewer writes over a text, an author is called by name, and takes one change and leaves the other."""

import re

import pytest

pytestmark = pytest.mark.journey
TEXT = "Beds open in April at every acute site. Nurses come from the community."


def starts_a_round(author):
    """One that nobody else writes in, with one intention; the address of that."""
    author.opens("/rounds/start/")
    author.page.get_by_label("Empty", exact=True).check()
    author.page.get_by_label("Title", exact=True).fill("Eastmere intentions that are talked about")
    author.page.get_by_label("Annual intentions").check()
    for name in ("year_from", "year_to"):
        author.page.locator(f"[name={name}]").select_option("2028")
    author.presses("Start the round")
    draft = author.page.url.partition("?")[0]
    author.opens(f"{draft}add-chapter/")
    author.page.locator("[name=programme]").select_option(index=1)
    author.page.get_by_label("Code").fill("BED")
    author.presses("Add the chapter")
    author.opens(f"{draft}add/?chapter=BED")
    author.page.get_by_label("Title").fill("Beds at every site")
    author.presses("Add the intention")
    author.page.locator(".ProseMirror").first.click()
    author.page.keyboard.type(TEXT)
    author.presses("Save")
    author.sees("Saved at")
    return re.match(r".*/BED-\d+/", author.page.url)[0]


def suggests(viewer, intention):
    """In the same editor, from the switch beside the text."""
    viewer.opens(intention)
    viewer.follows("Suggest")
    viewer.page.locator(".ProseMirror").first.click()
    viewer.page.keyboard.press("Control+A")
    viewer.page.keyboard.type(TEXT.replace("April", "May").replace("the community", "two wards"))
    viewer.page.get_by_label("Why").fill("The ward is not ready before")
    viewer.finds_no_barrier()
    viewer.presses("Suggest this")
    viewer.sees("Nothing is changed until a writer accepts it.")


def comments_on_words(author, intention):
    """The first words of the text are selected and asked about, by keys alone."""
    author.opens(intention)
    author.page.get_by_role("toolbar").first.get_by_role("button", name="Comment").wait_for()
    author.page.locator(".ProseMirror").first.click()
    author.page.keyboard.press("Control+Home")
    for _ in "Beds open":
        author.page.keyboard.press("Shift+ArrowRight")
    author.page.locator(".app-editor__foot").get_by_text("2 of ").first.wait_for()
    author.page.keyboard.press("Control+Alt+m")
    author.page.locator("#comment-words textarea").type("Sure? @To")
    author.page.get_by_role("option", name="Tom Demo").wait_for()
    author.page.keyboard.press("Enter")
    author.page.locator("#comment-words").get_by_role("button", name="Comment").click()
    author.page.locator(".ProseMirror .app-marked").get_by_text("Beds open").wait_for()
    author.page.locator("#margin .app-note").get_by_text("Sure? @Tom Demo").wait_for()


def test_a_change_is_suggested_discussed_and_accepted(person):
    # Given a round of its own with a text in it
    author, viewer, colleague = (person(f"{name}@eastmere.example") for name in ("author", "viewer", "author2"))
    intention = starts_a_round(author)

    # When a viewer suggests two changes, and the author asks a colleague about words of the text
    suggests(viewer, intention)
    comments_on_words(author, intention)
    author.finds_no_barrier()

    # Then the colleague finds the question beside the words, answers and resolves it
    colleague.opens(intention)
    colleague.page.locator("#margin .app-note").get_by_text("Sure? @Tom Demo").wait_for()
    colleague.page.locator("#margin summary").first.click()
    colleague.page.locator("#margin .app-note textarea").first.fill("Yes, since Tuesday.")
    colleague.page.get_by_role("button", name="Send the reply").click()
    colleague.sees("Yes, since Tuesday.")
    colleague.page.locator("#margin").get_by_role("button", name="Resolve").click()
    colleague.sees("No comment is open.")

    # When the author accepts the one change beside the text, while writing on in it
    author.opens(intention)
    page = author.page
    page.locator("#margin [data-decide]").nth(1).wait_for()
    author.finds_no_barrier()
    page.evaluate("window.stayed = true")
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Theatres follow.")
    page.locator("#margin").get_by_role("button", name="Accept").first.click()
    page.locator(".ProseMirror").get_by_text("Beds open in May at every acute site.").wait_for()
    page.locator(".ProseMirror").get_by_text("Theatres follow.").wait_for()
    page.wait_for_function("() => document.querySelectorAll('#margin [data-decide]').length === 1")
    assert page.evaluate("window.stayed") is True

    # And refuses the other on the page of all suggestions
    author.opens(f"{intention}suggestions/")
    author.finds_no_barrier()
    author.presses("Refuse change 1")
    author.sees("Refused: the text stays as it is.")

    # Then the text says what was accepted alone
    author.opens(intention)
    author.page.locator(".ProseMirror").get_by_text("Beds open in May at every acute site. Nurses come from the community.").wait_for()
