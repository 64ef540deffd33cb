"""Pictures and the marks of notes, set in where the words name them: `[Picture 1]`, `[Note 1]`. A name that nothing has stays as words.

Facts say as `insets` the `pictures`, {number: {"src", "address", "alt"}}, where print and page find each, and the numbers of `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

NAMED = re.compile(r"\[(Picture|Note) (\d{1,4})\]")
ALONE = re.compile(r"<p>\s*(\[Picture (\d{1,4})\])\s*</p>")  # no paragraph: one that only decorates would be read as an empty one
TAGS = re.compile(r"(<[^>]*>)")


def inset(html: str, insets: dict[str, Any] | None, *, is_web: bool) -> str:
    """The HTML with them; inside tags nothing is named."""
    if not insets:
        return html
    setting = _Setting(insets, is_web)
    html = ALONE.sub(lambda found: f"<div>{found[1]}</div>" if found[2] in setting.pictures else found[0], html)
    return "".join(piece if at % 2 else NAMED.sub(setting.of, piece) for at, piece in enumerate(TAGS.split(html)))


def named_in(html: str, kind: str = "Picture") -> Iterator[str]:
    """The numbers that words name, in their order."""
    return (found[2] for found in NAMED.finditer(html) if found[1] == kind)


class _Setting:
    def __init__(self, insets: dict[str, Any], is_web: bool) -> None:
        self.pictures, self.notes, self.is_web = insets.get("pictures") or {}, set(insets.get("notes") or ()), is_web
        self.marked = set[str]()

    def of(self, found: re.Match[str]) -> str:
        kind, number = found[1], found[2]
        if kind == "Picture":
            return self._picture(self.pictures[number]) if number in self.pictures else found[0]
        return self._mark(number) if number in self.notes else found[0]

    def _picture(self, one: dict[str, Any]) -> str:
        where = one["address"] if self.is_web else one["src"]
        return f'<img class="inset" src="{escape(where)}" alt="{escape(one["alt"])}">'

    def _mark(self, number: str) -> str:
        """The first mark of a note is where the note leads back to."""
        place = "" if number in self.marked else f' id="mark-{number}"'
        self.marked.add(number)
        return f'<sup><a href="#note-{number}"{place}>{number}</a></sup>'
