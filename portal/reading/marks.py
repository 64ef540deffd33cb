"""The marks that stand for looks in plain text: stars for bold, a little HTML inside cells. `<TBC>` is no mark and stays."""

from __future__ import annotations

import html
import re

from .source import Look

TAGS = "p|ul|ol|li|u|i|b|em|strong|br|sup|sub|span|div|a"
TAG = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]*)?/?>", re.I)
BREAKS = re.compile(r"</(?:p|li|ul|ol|div)>|<br\s*/?>|<(?:ul|ol)>", re.I)
ITEM = re.compile(r"<li>\s*(?:[•·●▪o–-]\s+)?", re.I)
STARS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.{1,600}?)(?<=\S)\1(?![\w*])")
HEADS = re.compile(r"^#{1,6}\s+")
INLINE_BULLET = re.compile(r"\s*[•●▪]\s*")


def unmarked(text: str) -> tuple[str, Look]:
    """The words without marks, and how the marks said that all of them look."""
    look = Look()
    words = STARS.sub(r"\2", text)
    if words != text:
        rest = STARS.sub("", text)
        look.is_bold = "**" in text and len(rest.strip(" :.*")) <= 0.2 * len(text)
        look.is_italic = not look.is_bold and len(rest.strip(" :.*")) <= 0.2 * len(text)
    words = re.sub(r"\*{2,}", "", HEADS.sub("", words))
    if "<" in words or "&" in words:
        words = html.unescape(_without_tags(words))
    return _bullets_on_lines(words).strip(), look


def _without_tags(words: str) -> str:
    words = ITEM.sub("\n• ", words)
    return re.sub(r"[ \t]*\n[ \t\n]*", "\n", TAG.sub("", BREAKS.sub("\n", words)))


def _bullets_on_lines(words: str) -> str:
    """Each bullet of a cell on a line of its own, when there is more than one or one that begins it."""
    if not INLINE_BULLET.search(words):
        return words
    return re.sub(r"\n+", "\n", INLINE_BULLET.sub("\n• ", words)).strip()
