"""The one door by which rich text comes in: from the editor, from Word, from an import, from the API.

What comes out holds only the tags in `ATTRIBUTES`, written one way (`tree.write`), and has been through nh3 last, so that
no parser reads it otherwise. `clean(clean(text)) == clean(text)`.
"""

import re
from functools import cache

import nh3

from . import markdown, word
from .passages import Passage, blocks, to_text
from .reading import SCHEMES, parse, read, read_element
from .refusals import MOST_BYTES, MOST_BYTES_TYPED, MOST_DEPTH, MOST_TAGS, Refused, TooDeep, TooLarge, TooWide
from .tree import LINK_REL, depth, write

ATTRIBUTES: dict[str, set[str]] = {
    "p": set(), "h3": set(), "h4": set(), "ul": set(), "ol": set(), "li": set(), "blockquote": set(), "br": set(),
    "strong": set(), "em": set(), "sub": set(), "sup": set(), "a": {"href"},
    "table": set(), "caption": set(), "thead": set(), "tbody": set(), "tr": set(),
    "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"},
}  # fmt: skip
TAG = re.compile(r"</?[a-z][a-z0-9]*(?=[\s/>])", re.IGNORECASE)

__all__ = [
    "Passage", "Refused", "TooDeep", "TooLarge", "TooWide",
    "blocks", "clean", "from_markdown", "judged", "to_markdown", "to_text", "typed",
]  # fmt: skip


def clean(html: str) -> str:
    """The text as it may be stored and shown; refused if it is too large, too deep or has too wide a table."""
    if len(html) > MOST_BYTES_TYPED or html.count("<") > MOST_TAGS:
        raise TooLarge
    blocks = read_element(word.plain(parse(html)))
    if depth(blocks) > MOST_DEPTH:
        raise TooDeep
    cleaned = judged(write(blocks))
    if len(cleaned.encode()) > MOST_BYTES:
        raise TooLarge
    return cleaned


def typed(text: str) -> str:
    """What a person typed in a plain box: HTML if there is a tag in it, otherwise paragraphs, "- " bullets, "1. " lists."""
    return clean(text) if TAG.search(text) else from_markdown(text)


def from_markdown(text: str) -> str:
    """Paragraphs, lists (nested too), bold, links and headings, cleaned. Everything else is words."""
    if len(text) > MOST_BYTES_TYPED:
        raise TooLarge
    return clean(markdown.to_html(text))


def to_markdown(html: str) -> str | None:
    """The text as a person would type it in a plain box, if that says all of it: `from_markdown` gives the same text back."""
    try:
        text = markdown.from_blocks(read(html))
    except markdown.CannotWrite:
        return None
    return text if not TAG.search(text) and from_markdown(text) == html else None


def judged(html: str) -> str:
    """The last check alone: nothing but what `ATTRIBUTES` allows, however the text came into the database."""
    return _judge().clean(html)


@cache
def _judge() -> nh3.Cleaner:
    return nh3.Cleaner(tags=set(ATTRIBUTES), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=LINK_REL)
