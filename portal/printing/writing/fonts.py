"""Which font files draw a text. Those of Latin are always there; another comes only with a letter that needs it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from .. import fetching
from .languages import script_of

NO_FONTS = Path(__file__).with_name("fonts.conf")
ALWAYS = ("arimo-latin", "arimo-latin-ext")
# The files of each script (its ISO 15924 code), the first that has a letter draws it.
SCRIPTS = {
    "Arab": ("noto-sans-arabic-arabic", "noto-nastaliq-urdu-arabic"),
    "Armn": ("noto-sans-armenian-armenian",),
    "Beng": ("noto-sans-bengali-bengali",),
    "Cyrl": ("arimo-cyrillic", "arimo-cyrillic-ext"),
    "Deva": ("noto-sans-devanagari-devanagari",),
    "Ethi": ("noto-sans-ethiopic-ethiopic",),
    "Geor": ("noto-sans-georgian-georgian",),
    "Grek": ("arimo-greek", "arimo-greek-ext"),
    "Gujr": ("noto-sans-gujarati-gujarati",),
    "Guru": ("noto-sans-gurmukhi-gurmukhi",),
    "Hani": ("noto-sans-sc-chinese-simplified", "noto-sans-tc-chinese-traditional"),
    "Hebr": ("arimo-hebrew",),
    "Khmr": ("noto-sans-khmer-khmer",),
    "Knda": ("noto-sans-kannada-kannada",),
    "Laoo": ("noto-sans-lao-lao",),
    "Latn": ("arimo-vietnamese",),
    "Mlym": ("noto-sans-malayalam-malayalam",),
    "Mymr": ("noto-sans-myanmar-myanmar",),
    "Sinh": ("noto-sans-sinhala-sinhala",),
    "Taml": ("noto-sans-tamil-tamil",),
    "Telu": ("noto-sans-telugu-telugu",),
    "Thai": ("noto-sans-thai-thai",),
}
# Signs that belong to no script (arrows, ticks, fractions, mathematics, pictures of the size of a letter), and rare letters.
WIDE = "dejavu-sans-latin"
SIGNS = (WIDE, "noto-sans-symbols-symbols", "noto-sans-symbols-2-symbols", "noto-emoji-emoji", *SCRIPTS["Hani"])
PLAIN = re.compile(r"[\x00-\u024f\u2010-\u2027\u2030-\u205e\u20ac]*")  # what most papers are made of
UNDRAWN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}  # marks of control, joiners and spaces have no picture of their own
TAGS_AND_SELECTORS = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff]")


def is_plain(text: str) -> bool:
    return bool(PLAIN.fullmatch(text))


def faces_of(text: str) -> tuple[str, ...]:
    """The font files beyond those of Latin that this text needs, in the order in which they are asked."""
    return () if is_plain(text) else _chosen("".join(sorted(drawn(text))))


def drawn(text: str) -> set[str]:
    """The letters of a text that have a picture."""
    return {letter for letter in set(text) if unicodedata.category(letter) not in UNDRAWN and not TAGS_AND_SELECTORS.match(letter)}


@lru_cache(maxsize=64)
def _chosen(letters: str) -> tuple[str, ...]:
    found = {file_of(letter, letters) for letter in letters} - {None, *ALWAYS, WIDE}
    return tuple(sorted(found, key=ORDER.index))  # type: ignore[arg-type]


def file_of(letter: str, among: str) -> str | None:
    """The first of our files that has the letter; a mark common to several scripts is drawn by the font of one that is there."""
    return next((file for file in _asked(letter, among) if letter in letters_of(file)), None)


def _asked(letter: str, among: str) -> Iterator[str]:
    yield from ALWAYS
    script = script_of(letter)
    yield from SCRIPTS.get(script, ())
    if script in COMMON:
        for other in sorted(set(map(script_of, among)) & SCRIPTS.keys()):
            yield from SCRIPTS[other]
        yield from SIGNS
    yield WIDE


COMMON = {"Zyyy", "Zinh"}
ORDER = list(dict.fromkeys([*ALWAYS, *(file for files in SCRIPTS.values() for file in files), *SIGNS]))


@cache
def letters_of(file: str) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    return frozenset(map(chr, TTFont(BytesIO(fetching.as_stored(f"build/fonts/{file}-400-normal.woff")), lazy=True).getBestCmap()))


def address_of(file: str, weight: int = 400) -> str:
    return f"press:build/fonts/{file}-{weight}-normal.woff"


def rules_of(files: Iterable[str]) -> str:
    """The style rules that bring these files, in the weights they have, and put them between Arimo and the widest of all."""
    asked = [*files, WIDE]
    faces = [
        f'@font-face {{ font-family: "{file}"; font-weight: {weight}; src: url("{address_of(file, weight)}") }}'
        for file in asked
        for weight in (400, 700)
        if fetching.is_static(address_of(file, weight))
    ]
    named = ", ".join(f'"{file}"' for file in asked)
    return "\n".join([*faces, f'html, svg {{ font-family: Arimo, "Arimo Extended", {named} }}'])


@contextmanager
def our_fonts_alone() -> Iterator[None]:
    """Whoever asks for fonts meanwhile finds none of the machine's. Children of this process are not to know of it."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(NO_FONTS)
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before
