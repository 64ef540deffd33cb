"""Acronyms with what they stand for, and references: reports by name and year, addresses on the web, footnotes."""

from __future__ import annotations

import re

from portal.reading.source import FOOTNOTE, FURNITURE

from .drafting import Drafting
from .proposed import ACRONYM, REFERENCE, Span, texts_of

SHORT = re.compile(r"\((?P<short>[A-Z][A-Za-z&/-]{1,9}s?)\)")
LONG_INSIDE = re.compile(r"\b(?P<short>[A-Z][A-Z&]{1,8})\s\((?P<long>[A-Z][a-z]{1,40}(?:[ -][\w’'&]{1,40}){1,8})\)")
ADDRESS = re.compile(r"<?\b(?:https?://|www\.)[^\s<>()\"]+[^\s<>()\".,;]>?")
DATED = re.compile(
    r"(?<!\w)[‘'“\"]?(?P<name>(?:[A-Z][\w’'-]{1,40}[ ,:–-]{1,3}(?:(?:of|the|and|for|in|to|on|a|with) ){0,3}){2,12})"
    r"[’'”\"]?\s?\((?P<year>(?:19|20)\d\d)\)"
)
PASSED = {"of", "and", "the", "for", "in", "to", "on", "with", "at", "a", "y", "yr", "i", "o"}


def read_terms(drafting: Drafting) -> None:
    seen: set[str] = set()
    furniture = {block.key for block in drafting.source.blocks if block.kind == FURNITURE}
    for key, text in texts_of(drafting.source).items():
        if key.partition(".")[0] in furniture:
            continue
        for found in SHORT.finditer(text):
            long, start = _long_form(text[: found.start()], found["short"])
            _acronym(drafting, seen, found["short"], long, Span(key, start, found.end()))
        for found in LONG_INSIDE.finditer(text):
            if _initials(found["long"]) == found["short"].replace("&", "").lower():
                _acronym(drafting, seen, found["short"], found["long"], Span(key, found.start(), found.end()))
        _references(drafting, key, text)
    _footnotes(drafting)


def _acronym(drafting: Drafting, seen: set[str], short: str, long: str, span: Span) -> None:
    if long and short not in seen:
        seen.add(short)
        drafting.add(ACRONYM, {"short": short, "long": long}, [span], sure=0.9, why="its letters are those of the words beside it")


def _long_form(before: str, short: str) -> tuple[str, int]:
    """The words before the bracket whose first letters spell what is in it; small words are passed over if that can be."""
    letters = re.sub(r"[^A-Za-z]", "", short.rstrip("s") if short[-1:] == "s" and len(short) > 2 else short).lower()
    offset = max(0, len(before) - 160)
    words = list(re.finditer(r"[\w’']+", before[offset:]))
    for counts_small in (False, True):
        at = _spelled(words, letters, counts_small=counts_small)
        if at is not None:
            start = offset + words[at].start()
            return before[start:].strip(), start
    return "", 0


def _spelled(words: list[re.Match[str]], letters: str, *, counts_small: bool) -> int | None:
    """Where the words that spell these letters begin, read from the end; None when they do not."""
    left = list(letters)
    for at in range(len(words) - 1, -1, -1):
        word = words[at].group(0).lower()
        if word[0] == left[-1] and (counts_small or word not in PASSED):
            left.pop()
        elif word not in PASSED:
            return None
        if not left:
            return at
    return None


def _initials(long: str) -> str:
    return "".join(word[0] for word in re.findall(r"[\w’']+", long) if word.lower() not in PASSED).lower()


def _references(drafting: Drafting, key: str, text: str) -> None:
    for found in ADDRESS.finditer(text):
        url = found.group(0).strip("<>")
        drafting.add(REFERENCE, {"text": url, "url": url}, [Span(key, found.start(), found.end())], sure=0.95, why="an address on the web")
    for found in DATED.finditer(text):
        fields = {"text": f"{found['name'].strip(' ,:–-')} ({found['year']})", "url": ""}
        drafting.add(REFERENCE, fields, [Span(key, found.start(), found.end())], sure=0.7, why="a name and the year it was published")


def _footnotes(drafting: Drafting) -> None:
    for block in drafting.source.blocks:
        if block.kind == FOOTNOTE and block.text and not ADDRESS.search(block.text):
            drafting.add(REFERENCE, {"text": block.text, "url": ""}, [Span(block.key, 0, len(block.text))], sure=0.8, why="a footnote")
