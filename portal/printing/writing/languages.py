"""The language of a passage, where its script tells: so that it is read aloud as what it is, and set from the side it begins at."""

from __future__ import annotations

import re
from functools import lru_cache

# The language people here most often write in a script (ISO 15924 -> BCP 47); where several share it, letters decide below.
LANGUAGES = {
    **{"Armn": "hy", "Beng": "bn", "Cyrl": "ru", "Deva": "hi", "Ethi": "am", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa"},
    **{"Hani": "zh", "Hebr": "he", "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml", "Mymr": "my", "Sinh": "si", "Taml": "ta"},
    **{"Telu": "te", "Thai": "th", "Hang": "ko", "Hira": "ja", "Kana": "ja", "Arab": "ar"},
}
TOLD_BY = (  # letters that only one of the languages of a script writes
    ("ur", "ٹڈڑںےۓہھ"),
    ("ps", "ټډړږښڼېۍ"),
    ("ku", "ڕڵۆێ"),
    ("fa", "پچژگ"),
    ("uk", "іїєґІЇЄҐ"),
    ("be", "ўЎ"),
    ("ti", "ቐቘኸ"),
)
FROM_THE_RIGHT = {"ar", "fa", "he", "ku", "ps", "ur"}
BETWEEN_TAGS = re.compile(r"(<[^>]*>)")
FOREIGN = re.compile(
    r"[\u0370-\u1dff\u2c00-\u2dff\u2e80-\ud7ff\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufeff\U00010000-\U0001efff\U00020000-\U0003ffff]"
)
RUN = re.compile(rf"{FOREIGN.pattern}(?:[^<&a-zA-Z]*{FOREIGN.pattern})?")  # from its first foreign letter to its last
BLOCK = re.compile(r"<(?:p|li|td|th|h[1-6]|dt|dd|caption|figcaption|blockquote)\b(?![^>]*\b(?:dir|lang)=)", re.IGNORECASE)
SAID = re.compile(r"<span\b[^>]*\blang=")  # the language of these words
APART = ("svg", "style", "title", "script", "textarea", "select")  # their words are no passages of the page
ENOUGH = 2  # letters of one script: a single Greek letter is a sign


def spoken(source: str) -> str:
    """HTML in which each passage of another script says its language, and a block that begins with it its direction."""
    if not FOREIGN.search(source):
        return source
    pieces, block, apart = BETWEEN_TAGS.split(source), None, ""
    for place, piece in enumerate(pieces):
        if place % 2:
            apart = _apart(piece, apart)
            block = place if BLOCK.match(piece) else block
        elif piece.strip() and not apart and not SAID.search(pieces[place - 1] if place else ""):
            pieces[place], language = _marked(piece)
            if block is not None and language in FROM_THE_RIGHT and FOREIGN.match(piece.lstrip()):
                pieces[block] = BLOCK.sub(lambda tag: f'{tag[0]} dir="rtl"', pieces[block], count=1)
            block = None
    return "".join(pieces)


def _apart(tag: str, apart: str) -> str:
    """The name of the element whose words are left alone, while it lasts."""
    name = tag.strip("</>").split()[0].lower() if tag.strip("</>") else ""
    if apart:
        return "" if tag.startswith("</") and name == apart else apart
    return name if name in APART and not tag.startswith("</") and not tag.endswith("/>") else ""


def _marked(words: str) -> tuple[str, str]:
    """Words with their foreign runs marked, and the language of the first of them."""
    found = passages(words) if FOREIGN.search(words) else [("", words)]
    first = next((language for language, _ in found if language), "")
    return "".join(f"{_span(language)}{run}</span>" if language else run for language, run in found), first


def _span(language: str) -> str:
    return f'<span lang="{language}" dir="rtl">' if language in FROM_THE_RIGHT else f'<span lang="{language}">'


def passages(words: str) -> list[tuple[str, str]]:
    """The words in order, cut into (language, run); where the script tells none, the language is empty."""
    cut: list[tuple[str, str]] = []
    for piece in _of_one_script(words):
        end = 0
        for run in RUN.finditer(piece):
            cut += [("", piece[end : run.start()]), (language_of(run[0]), run[0])]
            end = run.end()
        cut.append(("", piece[end:]))
    return [(language, run) for language, run in cut if run]


def _of_one_script(words: str) -> list[str]:
    """Words cut where one foreign script follows another."""
    pieces, last = [""], ""
    for letter in words:
        script = _family(letter)
        if script and last and script != last:
            pieces.append("")
        last = script or last
        pieces[-1] += letter
    return pieces


def _family(letter: str) -> str:
    """The script of a foreign letter; what is written together counts as one."""
    script = script_of(letter) if FOREIGN.match(letter) else ""
    return "Jpan" if script in ("Hira", "Kana", "Hani") else script if script in LANGUAGES else ""


@lru_cache(maxsize=1024)
def language_of(words: str) -> str:
    """What a run is written in; nothing for signs and for single letters."""
    scripts = [script_of(letter) for letter in words if FOREIGN.match(letter)]
    known = [script for script in scripts if script in LANGUAGES]
    if len(known) < (1 if "Hani" in known else ENOUGH):
        return ""
    return next((language for language, letters in TOLD_BY if set(letters) & set(words)), "") or _usual(known)


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """Its ISO 15924 code."""
    from fontTools import unicodedata as scripts

    return str(scripts.script(letter))


def _usual(scripts: list[str]) -> str:
    languages = [LANGUAGES[script] for script in scripts]
    return "ja" if "ja" in languages else max(dict.fromkeys(languages), key=languages.count)
