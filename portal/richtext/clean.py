"""The one door by which rich text comes in: from the editor, from Word, from an import, from the API.

What comes out holds only the tags in `ATTRIBUTES`, written one way (`tree.write`), and has been through nh3 last, so that
no parser reads it otherwise. `clean(clean(text)) == clean(text)`.
"""

from dataclasses import dataclass
from functools import cache

import nh3

from . import markdown
from .outside import front
from .outside.markup import is_html
from .outside.told import tell
from .passages import Passage, blocks, to_text
from .reading import SCHEMES, read
from .refusals import MOST_BYTES, MOST_BYTES_TYPED, MOST_DEPTH, Refused, TooDeep, TooLarge, TooWide
from .tree import LINK_REL, depth, write

ATTRIBUTES: dict[str, set[str]] = {
    "p": set(), "h3": set(), "h4": set(), "ul": set(), "ol": {"start", "type"}, "li": set(), "blockquote": set(), "br": set(),
    "strong": set(), "em": set(), "sub": set(), "sup": set(), "a": {"href"},
    "table": set(), "caption": set(), "thead": set(), "tbody": set(), "tr": set(),
    "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"},
}  # fmt: skip

__all__ = [
    "Passage",
    "Refused",
    "Taken",
    "TooDeep",
    "TooLarge",
    "TooWide",
    "blocks",
    "clean",
    "from_markdown",
    "judged",
    "pasted",
    "pasted_words",
    "to_markdown",
    "to_text",
    "typed",
]  # fmt: skip


def clean(html: str) -> str:
    """The text as it may be stored and shown; refused if it is too large, too deep or has too wide a table."""
    taken = _taken(front.read(html))
    tell(taken.told)
    return taken.html


@dataclass(frozen=True)
class Taken:
    """What will be stored, and what the person is told of it."""

    html: str
    told: list[str]


def pasted(html: str) -> Taken:
    """What another program put on the clipboard, as it will be stored; read by the same eyes as `clean`."""
    return _taken(front.read(html, is_pasted=True))


def pasted_words(text: str) -> Taken:
    """The same of plain words: their lines, their bullets and the numbers of their lists."""
    if len(text) > MOST_BYTES_TYPED:
        raise TooLarge
    return _taken(front.read(markdown.of_words(text)))


def _taken(found: front.Read) -> Taken:
    if depth(found.blocks) > MOST_DEPTH:
        raise TooDeep
    cleaned = judged(write(found.blocks))
    if len(cleaned.encode()) > MOST_BYTES:
        raise TooLarge
    return Taken(cleaned, found.told)


def typed(text: str) -> str:
    """What a person typed in a plain box: HTML if it begins with a tag or closes one, otherwise paragraphs, lines and lists."""
    return clean(text) if is_html(text) else from_markdown(text)


def from_markdown(text: str, *, is_wrapped: bool = False) -> str:
    """Paragraphs, lines, lists (nested too), bold, links and headings, cleaned. Everything else is words.

    Where lines were wrapped to a width, as in a file, their ends are spaces.
    """
    if len(text) > MOST_BYTES_TYPED:
        raise TooLarge
    return clean(markdown.to_html(text, is_wrapped=is_wrapped))


def to_markdown(html: str) -> str | None:
    """The text as a person would type it in a plain box, if that says all of it: `from_markdown` gives the same text back."""
    try:
        text = markdown.from_blocks(read(html))
    except markdown.CannotWrite:
        return None
    return text if not is_html(text) and from_markdown(text) == html else None


def judged(html: str) -> str:
    """The last check alone: nothing but what `ATTRIBUTES` allows, however the text came into the database."""
    return _judge().clean(html)


@cache
def _judge() -> nh3.Cleaner:
    return nh3.Cleaner(tags=set(ATTRIBUTES), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=LINK_REL)
