"""Lists that a program wrote as paragraphs: each begins with its number or bullet, and says its level in a style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from lxml import html
from lxml.html import builder

from ..numbers import TYPES, Number, number_of, written

STYLED_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.I)
IGNORED = re.compile(r"mso-list:\s*ignore", re.I)
BULLETS = frozenset("•●○◦·▪▫■□◆◇◊❖❑❒➢➔→►▶‣⁃–—-*§o\uf0b7\uf0a7\uf0d8\uf076\uf06e\uf071\uf0a8\uf0fc")
DRAWN = re.compile("^\\s*(?:(?P<round>[·•●\uf0b7])|(?P<open>[o◦○])|(?P<square>[§▪■\uf0a7])) *[\u00a0\t]\\s*")
COUNTED = re.compile("^\\s*(?P<mark>(?:\\d{1,3}|[a-z]|[ivx]{1,5})\\.)[\u00a0\t]\\s*", re.I)
SAID = re.compile(r"^\s*(?P<mark>\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)])\s+", re.I)
LEVEL_OF_BULLET = {"round": 1, "open": 2, "square": 3}
DEEPEST = 6
MARK = "data-mark"  # on a paragraph that was an item: its number, or nothing for a bullet
SIGNS = re.compile(r"%(\d)")


@dataclass(frozen=True)
class Place:
    """Where an item stands and what stood before it."""

    level: int
    mark: str  # "" for a bullet

    def number(self, before: Number | None) -> Number | None:
        return number_of(self.mark, before) if self.mark else None


def make_lists(document: html.HtmlElement, *, guessing: bool) -> None:
    """Each run of neighbouring list paragraphs becomes lists. Only of what was pasted is a bullet without a style taken for one."""
    _spread_lists_of_the_browser(document)
    for parent in {paragraph.getparent(): None for paragraph in list(document.iter("p"))}:
        marked = [(child, _place(child, guessing)) for child in parent]
        for is_list, group in groupby(marked, key=lambda pair: pair[1] is not None):
            if is_list:
                _Lists().nest([(child, place) for child, place in group if place])


def _place(paragraph: html.HtmlElement, guessing: bool) -> Place | None:
    if paragraph.tag != "p":
        return None
    styled = STYLED_LEVEL.search(paragraph.get("style") or "")
    if styled:
        return Place(min(int(styled[1]), DEEPEST), _taken(paragraph))
    if not guessing:
        return None
    text = paragraph.text_content()[:40]
    if drawn := DRAWN.match(text):
        _cut(paragraph, drawn.end())
        return Place(LEVEL_OF_BULLET[str(drawn.lastgroup)], "")
    if counted := COUNTED.match(text):
        _cut(paragraph, counted.end())
        return Place(1, counted["mark"])
    return None


def _taken(paragraph: html.HtmlElement) -> str:
    """The mark, taken away from the words; a tick or a cross is no bullet, it says something."""
    if MARK in paragraph.attrib:
        return str(paragraph.get(MARK))
    for span in list(paragraph.iter("span")):
        if IGNORED.search(span.get("style") or "") and span.getparent() is not None:
            mark = " ".join(span.text_content().split())
            span.drop_tree()
            return "" if mark in BULLETS or not mark else mark
    text = paragraph.text_content()[:40]
    found = SAID.match(text) or DRAWN.match(text)
    if found:
        _cut(paragraph, found.end())
    return found.groupdict().get("mark") or "" if found else ""


class _Lists:
    """Lists in the making: those that are open, each in the last item of the one before it."""

    def __init__(self) -> None:
        self.opened: list[tuple[int, html.HtmlElement, Number | None]] = []

    def nest(self, paragraphs: list[tuple[html.HtmlElement, Place]]) -> None:
        for paragraph, place in paragraphs:
            self._close(place.level)
            here = self.opened[-1] if self.opened and self.opened[-1][0] == place.level else None
            number = place.number(here[2] if here else None)
            if place.mark and not number:
                self._say(paragraph, place)
                continue
            if not here or (number is None) != (here[2] is None) or (number and not number.follows(here[2])):
                self._open(paragraph, place.level, number)
            level, element, _ = self.opened[-1]
            self.opened[-1] = (level, element, number)
            _move(paragraph, element)

    def _close(self, level: int) -> None:
        while self.opened and self.opened[-1][0] > level:
            self.opened.pop()

    def _say(self, paragraph: html.HtmlElement, place: Place) -> None:
        """A mark that no list can carry stands as words, under the item that it belongs to."""
        first = paragraph.text or ""
        paragraph.text = f"{place.mark} {first.lstrip()}"
        while self.opened and self.opened[-1][0] >= place.level:
            self.opened.pop()
        if self.opened:
            _put(paragraph, self.opened[-1][1][-1], self.opened[0][1])

    def _open(self, paragraph: html.HtmlElement, level: int, number: Number | None) -> None:
        if self.opened and self.opened[-1][0] == level:
            self.opened.pop()
        made = builder.E("ol" if number else "ul")
        if number and number.value != 1:
            made.set("start", str(number.value))
        if number and number.letters:
            made.set("type", number.letters)
        if self.opened:
            self.opened[-1][1][-1].append(made)
        else:
            paragraph.addprevious(made)
        self.opened.append((level, made, number))


def _move(paragraph: html.HtmlElement, into: html.HtmlElement) -> None:
    item = builder.LI()
    into.append(item)
    _put(paragraph, item, _outermost(into))


def _outermost(element: html.HtmlElement) -> html.HtmlElement:
    while (above := element.getparent()) is not None and above.tag in ("li", "ol", "ul"):
        element = above
    return element


def _put(paragraph: html.HtmlElement, into: html.HtmlElement, before: html.HtmlElement) -> None:
    """Move it, and leave what follows it where it stood."""
    tail, paragraph.tail = paragraph.tail, None
    into.append(paragraph)
    before.tail = (before.tail or "") + (tail or "")


# ── Word in the browser ─────────────────────────────────────────────────────────────────────────────────────────────
def _spread_lists_of_the_browser(document: html.HtmlElement) -> None:
    """Word in the browser copies each item as a list of its own, in a frame of its own; its level and its number's look stand beside it."""
    counted: dict[str, dict[int, tuple[str, int]]] = {}
    for item in list(document.iter("li")):
        level, around = item.get("data-aria-level") or item.get("aria-level", ""), item.getparent()
        frame = None if around is None else around.getparent()
        if level not in {*"123456"} or frame is None or frame.tag != "div" or len(around) != 1 or len(frame) != 1:
            continue
        mark = _mark_of(item, around, int(level), counted)
        paragraph = builder.P(*item, style=f"mso-list:l0 level{level}")
        paragraph.text = item.text
        paragraph.set(MARK, mark)
        frame.addprevious(paragraph)
        frame.drop_tree()
        for inner in paragraph.findall("p"):
            inner.drop_tag()


def _mark_of(item: html.HtmlElement, around: html.HtmlElement, level: int, counted: dict[str, dict[int, tuple[str, int]]]) -> str:
    """The number as it was shown. `data-leveltext` says how: "(%1)", "%1.%2"."""
    if around.tag != "ol":
        return ""
    seen = counted.setdefault(item.get("data-listid") or around.get("class") or "", {})
    start, letters = around.get("start", ""), TYPES.get(around.get("type") or "1", "")
    value = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else seen.get(level, ("", 0))[1] + 1
    seen[level] = (letters, value)
    for deeper in [each for each in seen if each > level]:
        del seen[deeper]
    look = item.get("data-leveltext") or f"%{level}."
    if not SIGNS.search(look) or len(look) > 20:
        look = f"%{level}."
    return SIGNS.sub(lambda found: written(*seen.get(int(found[1]), ("", 1))), look)


# ── Cutting ─────────────────────────────────────────────────────────────────────────────────────────────────────────
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
