"""What the file said, paragraph by paragraph, beside what the paper will hold of it. The two are read apart and then laid together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from lxml import etree

from portal.reading.word.names import MC, W

from ..reading import read
from ..tree import words, write
from .sections import Section

WITHIN, ALIKE = 12, 0.6  # parts of the paper looked at for a paragraph; the share of its words that makes them the same
DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
LETTERS = re.compile(r"\w+")


def originals(body: etree._Element, notes: Iterable[str]) -> list[str]:
    """Each paragraph and each row of a table with everything that stands in it, deleted and hidden words too; then the notes."""
    return [said for said in [*map(_said, _places(body)), *(f"Note: {note}" for note in notes)] if said]


def _places(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tr"):
            yield child
        elif isinstance(child.tag, str):
            yield from _places(child)


def _said(place: etree._Element) -> str:
    if place.tag == f"{W}tr":
        return " | ".join(filter(None, (_letters(cell) for cell in place.findall(f"{W}tc"))))
    return _letters(place)


def _letters(element: etree._Element) -> str:
    return " ".join("".join(_parts(element)).split())


def _parts(element: etree._Element) -> Iterator[str]:
    """Words and where pictures stand, not twice of what is there for older programs too."""
    for child in element:
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif child.tag == f"{MC}Fallback":
            continue
        elif isinstance(child.tag, str):
            is_picture = child.tag in DRAWN and not any(True for _ in child.iter(f"{W}t"))
            yield " Picture " if is_picture else " " if child.tag == f"{W}p" else ""
            yield from () if is_picture else _parts(child)


def pairs(said: list[str], title: str, sections: list[Section]) -> list[dict[str, Any]]:
    """[{"left": what the file said, "right": HTML of what is kept of it, "section": where that begins}], in the order of the file."""
    rows = list(_rows(sections))
    if title:
        rows.insert(0, {"left": [], "right": f"<p>{escape(title)}</p>", "section": 0, "words": title})
    kept = [_words(row["words"]) for row in rows]
    after: dict[int, list[dict[str, Any]]] = {}
    at = 0
    for text in said:
        found = _found(text, kept, at)
        if found is None:
            after.setdefault(at if rows else -1, []).append({"left": [text], "right": "", "section": 0})
        else:
            at = found
            rows[at]["left"].append(text)
            kept[at] -= _words(text)  # what stands there twice is matched twice
    written = after.get(-1, [])
    for place, row in enumerate(rows):
        written += [row, *after.get(place, [])]
    return [{name: row[name] for name in ("left", "right", "section")} for row in written]


def _found(text: str, kept: list[Counter[str]], at: int) -> int | None:
    """The nearest part, from the last one on, that has the words of this paragraph, or most of them."""
    mine = _words(text)
    if not mine:
        return None
    most = mine.total()
    shares = [(place, (mine & kept[place]).total() / most) for place in range(at, min(at + WITHIN, len(kept)))]
    whole = [place for place, share in shares if share == 1]
    if whole:
        return next((place for place in whole if kept[place] == mine), whole[0])
    place, share = max(shares, key=lambda one: one[1], default=(0, 0.0))
    return place if share >= ALIKE else None


def _words(text: str) -> Counter[str]:
    return Counter(LETTERS.findall(text.casefold()))


def _rows(sections: list[Section]) -> Iterator[dict[str, Any]]:
    for at, section in enumerate(sections, start=1):
        yield {"left": [], "right": f"<h3>{escape(section.heading)}</h3>", "section": at, "words": section.heading}
        for block in read(section.text):
            yield {"left": [], "right": write([block]), "section": 0, "words": words(block)}
