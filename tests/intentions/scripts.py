"""Strings that have run a script somewhere, in every field of a draft and on every page of it, in a browser that notices."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from intentions import actions
from tests.portal.richtext_harm import HARM

from .browsers import CHROMIUM, session_of
from .reading import DRAFT, EDIT

PLAIN = [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "{{ 7*7 }}{% debug %}",
    "${alert(1)}",
    "javascript:alert(1)//",
    '"]};alert(1);//',
    "'-alert(1)-'",
    "<!--<script>alert(1)//-->",
]
PASTE = """harm => {
  const editor = document.querySelector(".ProseMirror"), carried = new DataTransfer();
  carried.setData("text/html", harm);
  editor.focus();
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""


def harms(size):
    """So many different strings."""
    found = list(dict.fromkeys([*HARM, *PLAIN]))
    found += [f"<p>before {harm} after</p>" for harm in found]
    return found[:size]


class Watched:
    """A browser that says what ran, what the policy reported, and what asked for another host."""

    def __init__(self, playwright, address, user):
        self.ran, self.reports, self.pages, self.harm = [], [], 0, ""
        self.browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = self.browser.new_context(base_url=address)
        context.add_cookies(session_of(user, address))
        self.page = context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("console", self._said)
        self.page.on("request", lambda asked: self.ran.append(asked.url) if "evil" in urlsplit(asked.url).netloc else None)

    def _said(self, said):
        if "Content Security Policy" in said.text:
            self.reports.append((self.harm, said.text))

    def _dialog(self, dialog):
        if dialog.type != "beforeunload":
            self.ran.append(dialog.message)
        dialog.accept()

    def visits(self, *paths):
        for path in paths:
            self.page.goto(f"{DRAFT}{path}")
            self.pages += 1

    def close(self):
        self.browser.close()


def harm_everywhere(watched, harm, *, version, by):
    """The string saved in every field that takes words, read in the editor, and pasted into it."""
    watched.page.goto("about:blank")  # what was pasted before is saved on leaving
    watched.harm = harm
    plain = harm.replace("\x00", "")  # no form lets it through
    words = {"title": plain[:200] or "x", "theme": plain[:200], "timescale": plain[:200], "lever": plain[:300], "dependencies": plain}
    money = [{"kind": "saving", "basis": plain}]
    content = {**words, "description": harm, "money": money}
    _save(version, content, by)
    watched.page.goto(EDIT)
    watched.page.locator(".ProseMirror").first.wait_for()
    watched.page.evaluate(PASTE, harm)
    watched.pages += 1
    shown = plain[:150].strip() or "x"
    watched.visits("../desk/?chapter=UEC", f"many/replace/?{urlencode({'find': shown, 'by': f'{shown} again'})}")


def _save(version, content, by):
    """As often as the page that was left is quicker."""
    for _ in range(10):
        version.refresh_from_db()
        try:
            return actions.save_version(version=version, by=by, content=content, revision=version.revision)
        except actions.Stale:
            continue
    raise AssertionError("the page that was left saves and saves")
