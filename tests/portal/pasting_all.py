"""Pasting documents one after another into one editor, and what differs on their way without being told."""

from portal.richtext.clean import clean

from .clipboards import copied
from .pasted_alike import in_word, missing_on_paper, shown, stored

PASTE = """([html, words]) => {
  const clipboard = new DataTransfer();
  if (html) clipboard.setData("text/html", html);
  if (words) clipboard.setData("text/plain", words);
  const editor = document.querySelector(".ProseMirror");
  editor.focus();
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""
PASTED = "() => document.querySelector('.ProseMirror').textContent.trim() || document.querySelector('.app-editor__told')"


def differences(page, numbers):
    """[(program, number, where, what)] of all that is not what a reader of the source saw, and was not told."""
    found = []
    for number in numbers:
        document = copied(number)
        page.goto(f"{page.url.split('?')[0]}")
        page.locator(".ProseMirror").wait_for()
        page.evaluate(PASTE, [document.html, document.words])
        page.wait_for_function(PASTED)
        found += [(document.program, number, *difference) for difference in of_one(page, document)]
    return found


def of_one(page, document):
    told = page.locator(".app-editor__told").all_inner_texts()
    before = shown(page.locator(".ProseMirror"))
    sent = page.locator("textarea[name=description]").evaluate("box => box.value")
    page.get_by_role("button", name="Save").click()
    page.locator("#kept .app-rich").wait_for()
    after, html = shown(page.locator("#kept .app-rich")), clean(sent)
    found = [("not told", words) for words in document.lost if _quoted(words) not in " ".join(told) and "more" not in " ".join(told)]
    for where, lines in (("shown before", before), ("stored", stored(html)), ("shown after", after), ("in Word", in_word(html))):
        found += [(where, difference) for difference in _differing(document.seen, lines)]
    return found + [("on paper", line) for line in missing_on_paper(document.seen, html)]


def _differing(wanted, lines):
    if wanted == lines:
        return []
    gone, fresh = [line for line in wanted if line not in lines], [line for line in lines if line not in wanted]
    return [*(f"- {line}" for line in gone), *(f"+ {line}" for line in fresh)] or ["another order"]


def _quoted(words):
    """As much of it as is told."""
    return words[:50]
