"""What formatting means, said in tags and words: what was deleted goes, what was raised stays raised, signs become signs.

One walk over the page, in reading order. Whatever it takes away it tells.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import html

from ..reading import HEADINGS, address
from . import styles, symbols
from . import told as kinds
from .told import Told

MARK = "mso-list"  # Word's word for the number before a paragraph
LEFT = {"video": "a video", "audio": "a recording", "canvas": "a drawing", "iframe": "another page", "object": "an embedded file",
        "embed": "an embedded file", "applet": "a program"}  # fmt: skip
DELETIONS, INSERTIONS = {"msodel", "msomovefrom"}, {"msoins", "msomoveto"}
INLINE = frozenset("a b big code em font i ins kbd mark small span strong sub sup tt u".split())
QUIET = frozenset(  # these say nothing that is not kept, if they have no attributes
    "p br strong b em i sub sup ul ol li h1 h2 h3 h4 h5 h6 table caption thead tbody tr td th blockquote".split()
)
CELLS = ("td", "th")
GENERIC = re.compile(r"(?:image|img|picture|clip_image|graphic|photo|pasted)?[-_ ]?\d*", re.I)
COMMENT = re.compile(r"#_?(?:cmnt|msocom)", re.I)
FOOTNOTE = re.compile(r"#_?(?:ftnt?|edn|sdfootnote|sdendnote|cite_note|fn|footnote|endnote)(?!.*(?:ref|anc))[\w:.-]*", re.I)
BACK = re.compile(r"#_?(?:ftnt?|edn|sdfootnote|sdendnote|cite|fn|footnote|endnote)[\w:.-]*(?:ref|anc)", re.I)
TINY = 3  # pixels: a picture that size is there for other reasons


class Meaning:
    """`rules` is what the page's styles say of each class."""

    def __init__(self, rules: dict[str, str], told: Told) -> None:
        self.rules, self.told = rules, told
        self.last = ""  # the words just read, to say where a picture stood
        self.targets: set[str] = set()

    def read(self, document: html.HtmlElement) -> None:
        self.targets = {name for element in document.iter("*") for name in (element.get("id"), element.get("name")) if name}
        self._walk(document, "")

    def _walk(self, element: html.HtmlElement, table: str) -> None:
        if (text := self._say(element.text, table)) != element.text:
            element.text = text
        for child in list(element):
            if isinstance(child.tag, str):
                self._meet(child, table)
            if (tail := self._say(child.tail, table)) != child.tail:
                child.tail = tail
            if child.get("data-gone") is not None:
                child.drop_tree()

    def _meet(self, element: html.HtmlElement, table: str) -> None:
        if not element.attrib and element.tag in QUIET:
            self._walk(element, table)
            return
        style = styles.of(element, self.rules)
        if self._goes(element, style) or self._is_thing(element, style):
            element.set("data-gone", "")
            return
        asked = styles.font(style, element)
        own = table if asked is None else symbols.table_of(asked)
        is_mark = MARK in style and style[MARK].lower() == "ignore"
        if is_mark:
            self.told, told = Told(), self.told  # the bullet of a list is no word
            self._walk(element, own)
            self.told = told
            return
        self._walk(element, own)
        self._tell_of(element, style)
        _retag(element, style)
        self._link(element)

    # ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────
    def _say(self, text: str | None, table: str) -> str | None:
        if not text or text.isspace():
            return text
        if table:
            read = symbols.unicode_of(text, table)
            if read != text:
                self.told.add(kinds.UNREADABLE if symbols.UNREADABLE in read else kinds.SIGN, read)
            text = read
        elif any(map(symbols.is_private, text)) and not _is_bullet(text):
            self.told.add(kinds.UNREADABLE, text := "".join(_unnamed(character) for character in text))
        self.last = text
        return text

    # ── What goes ───────────────────────────────────────────────────────────────────────────────────────────────────
    def _goes(self, element: html.HtmlElement, style: styles.Style) -> bool:
        kind = self._why(element, style)
        if not kind:
            return False
        words = element.text_content()
        if words.strip(" .,;:_-\n\t\xa0"):  # dots that lead to a page number are no words
            self.told.add(kind, words)
        if element.tag in CELLS and kind != kinds.HIDDEN:  # the cell stays, or its neighbours would move
            element.clear(keep_tail=True)
            return False
        return True

    def _why(self, element: html.HtmlElement, style: styles.Style) -> str:
        classes = set((element.get("class") or "").lower().split())
        if element.tag == "del" or classes & DELETIONS:
            return kinds.DELETED
        if "msocomanchor" in classes or style.get("mso-element", "").lower() == "comment-list":
            return kinds.COMMENT
        if COMMENT.match(element.get("href", "")) or _is_comment(element):
            return kinds.COMMENT
        if "redline-note" in classes:
            return "note of a redline"
        if styles.is_hidden(style) or element.get("hidden") is not None:
            return kinds.HIDDEN
        return kinds.STRUCK if element.tag in ("s", "strike") or styles.is_struck(style) else ""

    def _is_thing(self, element: html.HtmlElement, style: styles.Style) -> bool:
        """What is no words: a picture, a box to tick, a film. What can be said in words is put in its place."""
        tag = element.tag
        if tag == "img":
            return self._is_picture(element, style)
        if tag in LEFT:
            self.told.add(kinds.THING, element.get("title") or element.get("aria-label") or LEFT[tag])
            return True
        if tag in ("input", "select", "textarea"):
            _say_in_place(element, self._answer(element))
        return False

    def _answer(self, element: html.HtmlElement) -> str:
        kind = element.get("type", "text").lower()
        if element.tag == "input" and kind in ("checkbox", "radio"):
            said = "☑ " if element.get("checked") is not None else "☐ "
        elif element.tag == "select":
            chosen = [option for option in element.iter("option") if option.get("selected") is not None]
            said = (chosen or list(element.iter("option")) or [element])[0].text_content().strip()
        else:
            said = element.text_content() or (element.get("value", "") if kind not in ("hidden", "password", "submit", "button") else "")
        if said.strip():
            self.told.add(kinds.FORM, said)
        return said

    def _is_picture(self, element: html.HtmlElement, style: styles.Style) -> bool:
        name = (element.get("alt") or element.get("title") or "").strip()
        if name and not any(character.isascii() or character.isalnum() for character in name):
            _say_in_place(element, name)  # a face or a flag, drawn
            return False
        if any(_pixels(style.get(side) or element.get(side)) <= TINY for side in ("width", "height")):
            return True
        where = " ".join(self.last.split())[-30:]
        name = name or _file_name(element.get("src", ""))
        self.told.add(kinds.PICTURE, name or (f"a picture after {where}" if where else "a picture"))
        return True

    # ── What is taken off, and what is left to tell ─────────────────────────────────────────────────────────────────
    def _tell_of(self, element: html.HtmlElement, style: styles.Style) -> None:
        classes = set((element.get("class") or "").lower().split())
        words = element.text_content().strip()
        if not words or element.tag not in INLINE:
            return
        if element.tag == "ins" or classes & INSERTIONS:
            if element.getparent().tag != "ins":
                self.told.add(kinds.INSERTED, words)
            return
        if element.tag == "a" or any(above.tag in ("a", "ins", *HEADINGS) for above in element.iterancestors()):
            return
        if element.tag == "u" or styles.is_underlined(style):
            self.told.add(kinds.UNDERLINED, words)
        if element.tag == "mark" or styles.behind(style, element):
            self.told.add(kinds.HIGHLIGHTED, words)
        if styles.colour(style.get("color") or element.get("color") or ""):
            self.told.add(kinds.COLOURED, words)

    def _link(self, element: html.HtmlElement) -> None:
        href = (element.get("href") or "").strip()
        if element.tag != "a" or not href:
            return
        at = href[href.find("#") :] if "#" in href else ""
        words = element.text_content().strip()
        if FOOTNOTE.match(at) and words and not BACK.match(at):
            self.told.add(kinds.NOTE if at[1:] in self.targets else kinds.NO_NOTE, words)
            if not any(above.tag == "sup" for above in element.iterancestors()):
                element.tag = "sup"
        elif BACK.match(at):
            if element.tail and not element.tail[0].isspace():
                element.tail = f" {element.tail}"
        elif words and not address(href):
            self.told.add(kinds.LINK, words)


def _is_comment(element: html.HtmlElement) -> bool:
    """A comment at the end of a page, which begins with the mark that leads back to what it is about."""
    if element.tag not in ("div", "p"):
        return False
    first = next(element.iter("a"), None)
    return first is not None and bool(COMMENT.match(first.get("href", ""))) and element.text_content().lstrip().startswith("[")


def _retag(element: html.HtmlElement, style: styles.Style) -> None:
    """Formatting said in a style is said in a tag."""
    tag, level = element.tag, element.get("aria-level", "")
    if tag == "p" and "msotitle" in (element.get("class") or "").lower().split():
        element.tag = "h1"
    elif tag == "p" and element.get("role") == "heading" and level in {*"123456"}:
        element.tag = f"h{level}"
    elif tag in ("b", "strong") and styles.is_bold(style) is False:
        element.tag = "span"
    elif tag in ("span", "font", "u", "ins", *CELLS):
        wanted = ["strong"] if styles.is_bold(style) else []
        wanted += ["em"] if styles.is_italic(style) else []
        wanted += [styles.raised(style)] if tag not in CELLS else []
        for each in filter(None, wanted):
            _wrap_inside(element, each)


def _wrap_inside(element: html.HtmlElement, tag: str) -> None:
    """What stands in the element stands in one more; in each of its paragraphs, where it has some."""
    paragraphs = [child for child in element if child.tag in ("p", "div")]
    for holder in paragraphs or [element]:
        if any(inner.tag in ("table", "ul", "ol", "p", "div") for inner in holder):
            continue
        made = html.Element(tag)
        made.text, holder.text = holder.text, None
        made.extend(list(holder))
        holder.append(made)


def _say_in_place(element: html.HtmlElement, words: str) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "span", words, tail


def _pixels(said: str | None) -> float:
    found = re.match(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$", said or "")
    return float(found[1]) if found else float("inf")


def _file_name(source: str) -> str:
    """The name of a picture's file, if somebody gave it one."""
    name = unquote(source.split("?")[0].replace("\\", "/").rsplit("/", 1)[-1])
    stem, _, ending = name.rpartition(".")
    return name if ending.isalnum() and len(ending) <= 4 and not source.startswith("data:") and not GENERIC.fullmatch(stem) else ""


def _is_bullet(text: str) -> bool:
    return len(text.strip()) == 1


def _unnamed(character: str) -> str:
    """A sign whose font is not known: a bullet in most of them, or nothing that can be said."""
    return "•" if character == "\uf0b7" else symbols.UNREADABLE if symbols.is_private(character) else character
