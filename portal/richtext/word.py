"""What Word, Outlook and other editors put on the clipboard, turned into plain HTML before it is read.

Word writes a list as paragraphs that begin with a bullet in another font; its level is only in a style, or, once an
editor has taken styles away, in the bullet itself, which a space that does not break or a tab always follows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from lxml import html
from lxml.html import builder

STYLED_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.I)
BULLET = re.compile("^\\s*(?:(?P<round>[\u00b7\u2022\u25cf\uf0b7])|(?P<open>[o\u25e6])|(?P<square>[\u00a7\u25aa\uf0a7])) *[\u00a0\t]\\s*")
NUMBER = re.compile("^\\s*(?:\\d{1,3}|[a-z]|[ivx]{1,5})[.)]\u00a0\\s*", re.I)
LEVEL_OF_BULLET = {"round": 1, "open": 2, "square": 3}
DEEPEST = 6
LISTED = "data-listed"  # on a paragraph made of an item: the kind of its list
UNWANTED = re.compile(r"mso-element:\s*comment-list|mso-hide:\s*all|(?<![-\w])display:\s*none", re.I)
BOLD = re.compile(r"(?<![-\w])font-weight:\s*(?:bold|[6-9]00)", re.I)
NOT_BOLD = re.compile(r"(?<![-\w])font-weight:\s*(?:normal|400)", re.I)
ITALIC = re.compile(r"(?<![-\w])font-style:\s*italic", re.I)


@dataclass(frozen=True)
class Bullet:
    level: int
    tag: str


def plain(document: html.HtmlElement) -> html.HtmlElement:
    """The document with Word's lists as lists, its headings as headings, its hidden words gone."""
    for element in list(document.iter("*")):
        if _is_unwanted(element):
            element.drop_tree()
        else:
            _retag(element)
    _unframe(document)
    _spread_lists_of_the_browser(document)
    for parent in {paragraph.getparent(): None for paragraph in list(document.iter("p"))}:
        _make_lists(parent)
    return document


def _is_unwanted(element: html.HtmlElement) -> bool:
    classes = (element.get("class") or "").lower()
    return element.getparent() is not None and (
        bool(UNWANTED.search(element.get("style") or "")) or "msocomanchor" in classes or "redline-note" in classes
    )


def _retag(element: html.HtmlElement) -> None:
    """Formatting said in a style is said in a tag."""
    style = element.get("style") or ""
    if element.tag == "p" and "msotitle" in (element.get("class") or "").lower():
        element.tag = "h1"
    elif element.tag == "p" and element.get("role") == "heading" and element.get("aria-level", "") in {*"123456"}:
        element.tag = f"h{element.get('aria-level')}"
    elif element.tag in ("b", "strong") and NOT_BOLD.search(style):
        element.tag = "span"
    elif element.tag == "span" and BOLD.search(style):
        element.tag = "strong"
    elif element.tag == "span" and ITALIC.search(style):
        element.tag = "em"


def _unframe(document: html.HtmlElement) -> None:
    """A table of one cell is a frame that Outlook draws: what is in it stands by itself, its headings too."""
    for table in list(document.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        if len(cells) == 1 and table.getparent() is not None:
            for frame in (cells[0], *list(cells[0].iterancestors())):
                frame.drop_tag()
                if frame is table:
                    break


def _spread_lists_of_the_browser(document: html.HtmlElement) -> None:
    """Word in the browser copies each item as a list of its own, in a frame of its own, with its level beside it."""
    for item in list(document.iter("li")):
        level, around = item.get("data-aria-level", ""), item.getparent()
        frame = None if around is None else around.getparent()
        if level in {*"123456"} and frame is not None and frame.tag == "div" and len(around) == len(frame) == 1:
            paragraph = builder.P(*item, style=f"mso-list:l0 level{level}")
            paragraph.text = item.text
            paragraph.set(LISTED, around.tag)
            frame.addprevious(paragraph)
            frame.drop_tree()
            for inner in paragraph.findall("p"):
                inner.drop_tag()


# ── Lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _make_lists(parent: html.HtmlElement) -> None:
    """Each run of neighbouring list paragraphs becomes one list, nested by level."""
    marked = [(child, _bullet(child)) for child in parent]
    for is_list, group in groupby(marked, key=lambda pair: pair[1] is not None):
        if is_list:
            _nest([(child, bullet) for child, bullet in group if bullet])


def _bullet(paragraph: html.HtmlElement) -> Bullet | None:
    if paragraph.tag != "p":
        return None
    styled = STYLED_LEVEL.search(paragraph.get("style") or "")
    text = paragraph.text_content()[:40]
    drawn = BULLET.match(text)
    if styled and paragraph.get(LISTED):
        return Bullet(min(int(styled[1]), DEEPEST), "ol" if paragraph.get(LISTED) == "ol" else "ul")
    if styled:
        tag = "ol" if NUMBER.match(text) or re.match(r"\s*(?:\d{1,3}|[a-z])[.)]\s", text, re.I) else "ul"
        return Bullet(min(int(styled[1]), DEEPEST), tag)
    if drawn:
        return Bullet(LEVEL_OF_BULLET[str(drawn.lastgroup)], "ul")
    return Bullet(1, "ol") if NUMBER.match(text) else None


def _nest(paragraphs: list[tuple[html.HtmlElement, Bullet]]) -> None:
    """Put the paragraphs into lists where the first of them stands."""
    opened: list[tuple[int, html.HtmlElement]] = []
    for paragraph, bullet in paragraphs:
        _take_bullet_away(paragraph)
        while opened and (opened[-1][0] > bullet.level or (opened[-1][0] == bullet.level and opened[-1][1].tag != bullet.tag)):
            opened.pop()
        if not opened or opened[-1][0] < bullet.level:
            new = builder.E(bullet.tag)
            if opened:
                opened[-1][1][-1].append(new)
            else:
                paragraph.addprevious(new)
            opened.append((bullet.level, new))
        tail, paragraph.tail = paragraph.tail, None
        item = builder.LI()
        opened[-1][1].append(item)
        item.append(paragraph)
        opened[0][1].tail = (opened[0][1].tail or "") + (tail or "")


def _take_bullet_away(paragraph: html.HtmlElement) -> None:
    for span in list(paragraph.iter("span")):
        if "mso-list" in (span.get("style") or "").lower() and span.getparent() is not None:
            span.drop_tree()
            return
    if paragraph.get(LISTED):
        return
    text = paragraph.text_content()
    found = BULLET.match(text) or NUMBER.match(text)
    _cut(paragraph, found.end() if found else 0)


def _cut(element: html.HtmlElement, count: int) -> None:
    """Take the first so many characters away."""
    for holder, attribute in _texts(element):
        if not count:
            return
        text = getattr(holder, attribute) or ""
        setattr(holder, attribute, text[count:])
        count -= min(count, len(text))


def _texts(element: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    yield element, "text"
    for child in element:
        yield from _texts(child)
        yield child, "tail"
