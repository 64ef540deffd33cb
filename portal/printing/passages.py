"""Looking for words in what was printed: in papers by their paragraphs, in PDFs from elsewhere by their pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple

from django.core.cache import cache

from .drawing import WEB_FRAME, render_html
from .models import Document
from .twin import facts_of

KEPT, AROUND = 3600, 90  # seconds; letters shown on each side of what was found
OPENS = {"p", "div", "section", "article", "h2", "h3", "h4", "h5", "h6", "table", "tr", "li", "dt", "dd", "figure", "blockquote"}
APART = {"th", "td", "br"}  # words on each side of them are not one word
SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "})


class Passage(NamedTuple):
    """What stands from one anchor to the next."""

    anchor: str
    page: int
    heading: str
    words: str


class Found(NamedTuple):
    passage: Passage
    before: str
    match: str
    after: str


def passages(document: Document, *, keep: bool = True) -> list[Passage]:
    """Of a document that does not change any more: read once an hour, unless nothing of it may be kept elsewhere (`keep`)."""
    if not keep:
        return list(_read(document))
    key = f"passages:{document.fingerprint}:{document.sha256}"
    known = cache.get(key)
    if known is None:
        known = [tuple(one) for one in _read(document)]
        cache.set(key, known, KEPT)
    return [Passage(*one) for one in known]


def find(document: Document, asked: str, *, keep: bool = True) -> list[Found]:
    """Passages in which all these words stand, whatever their case, accents and apostrophes; the first of them is shown."""
    wanted = folded(asked)[0].split()
    return [found for passage in passages(document, keep=keep) if (found := _in(passage, wanted))] if wanted else []


def _in(passage: Passage, wanted: list[str]) -> Found | None:
    plain, places = folded(passage.words)
    if not all(word in plain for word in wanted):
        return None
    whole = " ".join(wanted)
    first = whole if whole in plain else wanted[0]
    start = places[plain.index(first)]
    end = places[plain.index(first) + len(first) - 1] + 1
    begin, stop = max(0, start - AROUND), end + AROUND
    before = ("…" if begin else "") + passage.words[begin:start]
    return Found(passage, before, passage.words[start:end], passage.words[end:stop] + ("…" if stop < len(passage.words) else ""))


def folded(words: str) -> tuple[str, list[int]]:
    """Words as they are compared, and for each of their letters its place in the words given."""
    letters, places = [], []
    for place, letter in enumerate(words):
        for one in unicodedata.normalize("NFKD", letter).translate(SAME).casefold():
            if not unicodedata.combining(one):
                letters.append(" " if one.isspace() else one)
                places.append(place)
    return "".join(letters), places


def _read(document: Document) -> Iterator[Passage]:
    reading = _Reading(document.anchors)
    reading.feed(render_html(document.template, facts_of(document), title=document.title, frame=WEB_FRAME))
    reading.close()
    return reading.passages()


class _Reading(HTMLParser):
    def __init__(self, pages: dict[str, int]):
        super().__init__()
        self.pages, self.page, self.heading = pages, 1, ""
        self.found: list[Any] = [["", 1, "", []]]  # anchor, page, heading, words
        self.in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in OPENS or tag in APART:
            self.found[-1][3].append(" ")
        anchor = dict(attrs).get("id")
        self.in_heading = bool(re.fullmatch("h[2-6]", tag)) or self.in_heading
        if tag in OPENS and anchor:
            self.page = max(self.page, self.pages.get(anchor, self.page))
            self.heading = "" if self.in_heading else self.heading
            self.found.append([anchor, self.page, self.heading, []])

    def handle_endtag(self, tag: str) -> None:
        if self.in_heading and re.fullmatch("h[2-6]", tag):
            self.in_heading, self.found[-1][2] = False, self.heading  # what begins with a heading stands under it

    def handle_data(self, data: str) -> None:
        if self.in_heading:
            self.heading += data
        self.found[-1][3].append(data)

    def passages(self) -> Iterator[Passage]:
        for anchor, page, heading, words in self.found:
            whole = " ".join("".join(words).split())
            if whole:
                yield Passage(anchor, page, " ".join(heading.split()), whole)
