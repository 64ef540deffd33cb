"""Letters none of our fonts has: their place says so in words, and so does whoever prints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from .fonts import drawn, file_of, is_plain
from .languages import script_of

BETWEEN_TAGS = re.compile(r"(<[^>]*>)")
NOT_DRAWN = re.compile(r"\.notdef glyph .*\(U\+([0-9A-F]+)\)$", re.DOTALL)
UNKNOWN, CANNOT = "Zzzz", " that cannot be printed"


def lacking(text: str) -> list[str]:
    """Its letters that cannot be printed, in the order of their numbers."""
    if is_plain(text):
        return []
    letters = drawn(text)
    among = "".join(sorted(letters))
    return sorted(letter for letter in letters if file_of(letter, among) is None)


def in_words(letters: Iterable[str]) -> list[str]:
    """Each script once, with how many of its letters: "Javanese: 12 letters that cannot be printed (U+A98F, U+A9B1, and others)"."""
    named: dict[str, list[str]] = {}
    for letter in letters:
        named.setdefault(name_of(letter), []).append(f"U+{ord(letter):04X}")
    return [f"{name}: {_many(numbers)}{CANNOT} ({_some(numbers)})" for name, numbers in named.items()]


def warned(warnings: Iterable[str]) -> list[str]:
    """Letters that stand in no text (the sign of an item of a list) and were printed as a box all the same."""
    return sorted({chr(int(found[1], 16)) for words in warnings if (found := NOT_DRAWN.match(words))})


def is_said(words: str) -> bool:
    """Whether these are words of `in_words`, and no other fault."""
    return f"{CANNOT} (U+" in words


def _many(numbers: list[str]) -> str:
    return "1 letter" if len(numbers) == 1 else f"{len(numbers)} letters"


def _some(numbers: list[str]) -> str:
    return ", ".join(numbers[:5]) + (", and others" if len(numbers) > 5 else "")


def name_of(letter: str) -> str:
    """The name of its script, or what Unicode calls the sign."""
    from fontTools import unicodedata as scripts

    script = script_of(letter)
    if script in ("Zyyy", "Zinh", UNKNOWN):
        return unicodedata.name(letter, "An unknown sign").capitalize()
    return str(scripts.script_name(script)).replace("_", " ")


def marked(source: str) -> tuple[str, list[str]]:
    """HTML in which each run of letters that cannot be drawn is replaced by words in brackets, and those letters."""
    pieces = BETWEEN_TAGS.split(source)  # every second one is a tag: what stands in it is read aloud, never drawn
    letters = lacking(unescape("".join(pieces[::2])))
    if not letters:
        return source, []
    any_of = f"[{re.escape(''.join(letters))}]"
    run = re.compile(rf"{any_of}(?:[\s\u200c\u200d\ufe0f]*{any_of})*")
    pieces[::2] = [run.sub(_said, words) for words in pieces[::2]]
    return "".join(pieces), letters


def _said(found: re.Match[str]) -> str:
    return f"[{name_of(found[0][0])}: cannot be printed]"
