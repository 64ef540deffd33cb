"""The words of rich text without its tags, and changes of single letters that leave every tag where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

from .span import Edit

PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);|[^<&]+|[<&]")
INLINE = {"strong", "em", "b", "i", "u", "a", "span", "sub", "sup", "code", "abbr"}


@dataclass(frozen=True)
class Flat:
    """`at` says of each letter where in the source it stands; between blocks is a line break that stands nowhere."""

    text: str
    at: tuple[int, ...]
    source: str

    def edits(self, changes: Iterable[Edit]) -> tuple[Edit, ...] | None:
        """The same changes in the source. None where letters to change have a tag between them."""
        found = [self._in_source(one) for one in changes]
        return tuple(one for one in found if one) if all(found) else None

    def _in_source(self, edit: Edit) -> Edit | None:
        new = escape(edit.new, quote=False) if self.source is not self.text else edit.new
        if edit.start == edit.end:
            before = self.at[edit.start - 1]
            return Edit(before + 1, before + 1, new) if before >= 0 else None
        start, last = self.at[edit.start], self.at[edit.end - 1]
        if start < 0 or last - start != edit.end - 1 - edit.start:
            return None
        return Edit(start, last + 1, new)


def flat(source: str, *, is_rich: bool) -> Flat:
    if not is_rich:
        return Flat(source, tuple(range(len(source))), source)
    letters: list[str] = []
    at: list[int] = []
    for piece in PIECE.finditer(source):
        tag = piece.group(2)
        if tag:
            said, where = ("" if tag.lower() in INLINE else "\n"), -1
        elif piece.group().startswith("&") and len(piece.group()) > 1:
            said, where = unescape(piece.group()), -1
        else:
            said, where = piece.group(), piece.start()
        letters += said
        at += [where + number if where >= 0 else -1 for number in range(len(said))]
    return Flat("".join(letters), tuple(at), source)


def edited(source: str, edits: Iterable[Edit]) -> str:
    """All of them made, from the end, so that none moves another."""
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        source = f"{source[: edit.start]}{edit.new}{source[edit.end :]}"
    return source
