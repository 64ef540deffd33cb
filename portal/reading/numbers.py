"""Numbers and bullets at the head of a line, as given; and numbers that a word processor only counts."""

from __future__ import annotations

import re
from typing import NamedTuple

from .lettering import BULLETS

BULLET = re.compile(rf"^\s*(?:[{re.escape(BULLETS)}]|o(?=[ \t]+[A-Z]))[ \t]+(?=\S)")
NUMBER = re.compile(
    r"^\s*(?P<number>"
    r"\d{1,2}(?:\.\d{1,3}){1,4}\.?|\(?\d{1,3}[.):]|\d{1,2}(?=\s+(?:[A-Z]|20\d\d/))|\([a-z]{1,4}\)|[a-z][.)]|[ivx]{1,5}[.)]|[A-Z]\.(?:\d+\.?)*(?=\s))"
    r"(?:\s+|(?<=\))|(?<=\.)(?=[A-Z]))(?=\S)"
)
ROMAN_AT = "1000 m 900 cm 500 d 400 cd 100 c 90 xc 50 l 40 xl 10 x 9 ix 5 v 4 iv 1 i".split()
ROMAN = [(int(value), letters) for value, letters in zip(ROMAN_AT[::2], ROMAN_AT[1::2], strict=True)]


class Marked(NamedTuple):
    number: str
    is_item: bool
    text: str


def parted(line: str) -> Marked:
    """A line without its bullet and its number; a bullet before a number counts as none."""
    bullet = BULLET.match(line)
    rest = line[bullet.end() :] if bullet else line
    found = NUMBER.match(rest)
    if not found:
        return Marked("", bool(bullet), rest.strip())
    number = found["number"]
    return Marked(number, bool(bullet) or not is_of_outline(number), rest[found.end() :].strip())


def is_of_outline(number: str) -> bool:
    """Whether such a number may head a section: 1, 2.1, 3.1.1, A. - not a) or (ii)."""
    return bool(re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*[.:]?|[A-Z]\.(?:\d+\.?)*", number))


def depth(number: str) -> int:
    """How deep it counts: 2 is one, 2.1 is two."""
    return len([part for part in re.split(r"[.:)]", number) if part.strip("()")])


def follows(first: str, second: str) -> bool:
    """Whether the second number is the next one at the depth of the first."""
    one, other = (re.findall(r"\d+|[a-zA-Z]+", number) for number in (first, second))
    if len(one) != len(other) or not one or one[:-1] != other[:-1]:
        return False
    return other[-1].isdigit() and one[-1].isdigit() and int(other[-1]) == int(one[-1]) + 1


# ── Numbers that are counted, not written ───────────────────────────────────────────────────────────────────────────
def shown(count: int, style: str) -> str:
    """A count as the list's style shows it."""
    if style in ("lowerLetter", "a", "upperLetter", "A"):
        letters = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if style in ("upperLetter", "A") else letters
    if style in ("lowerRoman", "i", "upperRoman", "I"):
        return roman(count).upper() if style in ("upperRoman", "I") else roman(count)
    return f"{count:02}" if style == "decimalZero" else str(count)


def roman(count: int) -> str:
    written = ""
    for value, letters in ROMAN:
        while count >= value:
            written, count = written + letters, count - value
    return written
