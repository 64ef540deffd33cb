"""How the items of a list are counted: figures, letters and Roman numbers, from any number on.

A list can carry "3.", "c.", "C.", "iii." and "III."; any other mark ("3.1", "(ii)", "a)", "Step 3:") is words and stays words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .tree import List

FIGURES, SMALL, CAPITAL, SMALL_ROMAN, CAPITAL_ROMAN = "", "a", "A", "i", "I"
MOST = {FIGURES: 9_999, SMALL: 26, CAPITAL: 26, SMALL_ROMAN: 3_999, CAPITAL_ROMAN: 3_999}
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
MARK = re.compile(r"(?P<figures>\d{1,4})\.|(?P<letters>[a-z]|[ivxlcdm]+|[A-Z]|[IVXLCDM]+)\.")


@dataclass(frozen=True)
class Number:
    """The third, counted in small letters: "c."."""

    letters: str
    value: int

    def __str__(self) -> str:
        return f"{written(self.letters, self.value)}."

    def follows(self, other: Number | None) -> bool:
        return other is not None and other.letters == self.letters and other.value + 1 == self.value


def number_of(mark: str, before: Number | None = None) -> Number | None:
    """The number that a mark is, if a list can carry it. "i." is the ninth after "h." and the first otherwise."""
    found = MARK.fullmatch(mark.strip())
    if not found:
        return None
    if found["figures"]:
        return _kept(Number(FIGURES, int(found["figures"]))) if str(int(found["figures"])) == found["figures"] else None
    text = found["letters"]
    is_small = text.islower()
    letter = Number(SMALL if is_small else CAPITAL, ord(text.lower()) - 96) if len(text) == 1 else None
    value = _of_roman(text.lower())
    roman = _kept(Number(SMALL_ROMAN if is_small else CAPITAL_ROMAN, value)) if value else None
    if letter and roman:
        if letter.follows(before):
            return letter
        return roman if roman.follows(before) or text.lower() == "i" else letter
    return letter or roman


def can_carry(letters: str, start: int, count: int) -> bool:
    """Whether every item of such a list has a number that is written alike everywhere."""
    return (start >= 1 or (letters == FIGURES and start == 0)) and start + count - 1 <= MOST[letters]


def marks_of(block: List) -> list[str]:
    """What stands before each item of a list, in words."""
    if block.tag == "ul":
        return ["-"] * len(block.items)
    return [f"{written(block.letters, number)}." for number in range(block.start, block.start + len(block.items))]


def written(letters: str, value: int) -> str:
    if letters in (SMALL, CAPITAL) and value >= 1:
        text = _in_letters(value)
    elif letters in (SMALL_ROMAN, CAPITAL_ROMAN) and 1 <= value <= MOST[SMALL_ROMAN]:
        text = _in_roman(value)
    else:
        return str(value)
    return text if letters in (SMALL, SMALL_ROMAN) else text.upper()


def _kept(number: Number) -> Number | None:
    return number if can_carry(number.letters, number.value, 1) else None


def _in_letters(value: int) -> str:
    text = ""
    while value:
        value, rest = divmod(value - 1, 26)
        text = chr(97 + rest) + text
    return text


def _in_roman(value: int) -> str:
    text = ""
    for worth, sign in ROMAN:
        times, value = divmod(value, worth)
        text += sign * times
    return text


def _of_roman(text: str) -> int:
    """Nothing (0) for what is no Roman number as it is written today."""
    value, rest = 0, text
    for worth, sign in ROMAN:
        while rest.startswith(sign):
            value, rest = value + worth, rest[len(sign) :]
    return value if not rest and _in_roman(value) == text else 0


# ── What a page calls its ways of counting ──────────────────────────────────────────────────────────────────────────
STYLES = {
    "decimal": FIGURES, "lower-alpha": SMALL, "lower-latin": SMALL, "upper-alpha": CAPITAL, "upper-latin": CAPITAL,
    "lower-roman": SMALL_ROMAN, "upper-roman": CAPITAL_ROMAN,
}  # fmt: skip
OTHERS = {  # ways that no list here can carry: how each writes a number
    "decimal-leading-zero": lambda value: f"{value:02}.",
    "lower-greek": lambda value: f"{GREEK[value - 1]}." if 1 <= value <= len(GREEK) else f"{value}.",
}
TYPES = {"1": FIGURES, "a": SMALL, "A": CAPITAL, "i": SMALL_ROMAN, "I": CAPITAL_ROMAN}
