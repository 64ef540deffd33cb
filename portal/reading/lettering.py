"""Characters as they were meant: symbol fonts as Unicode, ligatures as letters, what nobody sees taken out."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\x00-\x08\x0b\x0e-\x1f\x7f]")
SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# What Symbol and Wingdings draw at a place of theirs; Word writes it there or 0xF000 above.
SYMBOL_AT = "A3 B3 B1 B4 B8 B9 BA BB AE AC AD AF B7 B0 D6 A5 E5 A0 61 62 67 64 6D 70 73 44 57"
WINGDINGS_AT = "A7 6C 6E 71 75 76 77 D8 E0 FC FB 9F A8 FE B7"
SYMBOL = {int(at, 16): sign for at, sign in zip(SYMBOL_AT.split(), "≤≥±×÷≠≡≈→←↑↓•°√∞∑€αβγδμπσΔΩ", strict=True)}
WINGDINGS = {int(at, 16): sign for at, sign in zip(WINGDINGS_AT.split(), "▪●■❑◆❖⬩➢→✓✗•◻☑•", strict=True)}
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}
BULLETS = "•·●○◦▪■□◆❖⬩➢►▶‣∙✓✔❑◻⁃*–—-"


def plain(text: str) -> str:
    """Without ligatures and unseen characters, its spaces one wide; line breaks and tabs stay."""
    for one, letters in LIGATURES.items():
        text = text.replace(one, letters)
    return SPACES.sub(" ", UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def of_font(text: str, font: str) -> str:
    """Words set in a symbol font as the characters a reader saw."""
    drawn = FONTS.get(font.lower().strip().split(" ")[0])
    if not drawn:
        return text
    return "".join(drawn.get(ord(one) & 0xFF, one) if ord(one) < 0x100 or _is_private(one) else one for one in text)


def private(text: str) -> str:
    """Characters of the private range without a font's name: most are Symbol's bullets and signs."""
    return "".join(SYMBOL.get(ord(one) & 0xFF, WINGDINGS.get(ord(one) & 0xFF, "•")) if _is_private(one) else one for one in text)


def _is_private(one: str) -> bool:
    return 0xF000 <= ord(one) <= 0xF0FF
