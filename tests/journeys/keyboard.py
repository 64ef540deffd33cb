"""A person with a keyboard and nothing else: Tab to get there, keys to do it, and the focus always to be seen."""

from __future__ import annotations

MOST_TABS = 250
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const ids = (one.getAttribute("aria-labelledby") ?? "").split(" ");
  const named = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const label = one.labels?.length ? [...one.labels].map((each) => each.textContent).join(" ") : "";
  const name = (one.getAttribute("aria-label") ?? (named.trim() || label.trim() || one.textContent)).replace(/\\s+/g, " ").trim();
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const at = [box.left + box.width / 2, Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1)];
  const over = document.elementFromPoint(...at);
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && (!over || one.contains(over) || over.contains(one)
    || [...(one.labels ?? [])].some((each) => each.contains(over)));
  const shown = style.outlineStyle !== "none" || style.boxShadow !== "none" || style.backgroundColor === "rgb(255, 235, 59)"
    || one.type === "radio" || one.type === "checkbox";
  return { name, tag: one.tagName, type: one.type ?? one.getAttribute("role") ?? "", seen, shown };
}"""


def reaches(page, name, tag=None):
    """Tab, from where one is, until the thing of this name has the focus. It is seen at every stop."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        one = page.evaluate(FOCUSED)
        if one is None:
            continue
        assert one["seen"], f"{page.url}: the focus is hidden at “{one['name'][:80]}”"
        assert one["shown"], f"{page.url}: the focus is not to be seen at “{one['name'][:80]}”"
        if one["name"].startswith(name) and tag in (None, one["tag"]):
            return
    raise AssertionError(f"{page.url}: no Tab leads to “{name}”")


def types(page, name, words, tag=None):
    """Reaches a box, and writes these words in the place of what is there."""
    reaches(page, name, tag)
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def presses(page, name, tag="BUTTON"):
    """Reaches a button or a link and presses Enter; the page that follows is there."""
    reaches(page, name, tag)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def unfolds(page, name):
    """Reaches a fact of the quiet line, and opens it."""
    reaches(page, name, "SUMMARY")
    page.keyboard.press("Enter")
