"""What was typed, as PostgreSQL searches it.

English stemming takes "admissions" for "admission" but not "children" for "child", and knows no short forms. People type both,
so each word also stands for its irregular other number and for what its short form means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery

from portal.nhsuk.glossary import shortened, written_out

IRREGULAR = {
    "child": "children",
    "person": "people",
    "woman": "women",
    "man": "men",
    "foot": "feet",
    "tooth": "teeth",
    "diagnosis": "diagnoses",
    "crisis": "crises",
    "criterion": "criteria",
    "life": "lives",
    "medium": "media",
    "analysis": "analyses",
}
OTHER = IRREGULAR | {many: one for one, many in IRREGULAR.items()}
TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
REFERENCE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*-[0-9]{1,4}[a-z]?")


@dataclass(frozen=True)
class Wanted:
    """The words, the query they make, and a reference if that is what was typed."""

    words: str
    query: SearchQuery | None
    reference: str = ""


def wanted(words: str) -> Wanted:
    """Every word must be there, quoted ones side by side; a reference is found by itself."""
    whole = shortened(words)
    terms = [one for one in (_term(quoted, word) for quoted, word in TERM.findall(words)) if one]
    if not terms:
        return Wanted(words, None)
    raw = " & ".join(terms)
    raw = f"({raw}) | {_phrase(whole)}" if whole else raw
    reference = words.strip().upper() if REFERENCE.fullmatch(words.strip()) else ""
    return Wanted(words, SearchQuery(raw, config="english", search_type="raw"), reference)


def _term(quoted: str, word: str) -> str:
    if quoted:
        return _phrase(quoted)
    alternatives = list(dict.fromkeys(filter(None, _alternatives(word))))
    return f"({' | '.join(alternatives)})" if alternatives else ""


def _alternatives(word: str) -> Iterator[str]:
    yield _phrase(word)
    yield _phrase(OTHER.get(word.lower(), ""))
    yield _phrase(written_out(word))


def _phrase(text: str) -> str:
    """Words side by side, of letters and numbers only: nothing typed can be an operator."""
    words = re.findall(r"\w+", text.lower())
    phrase = " <-> ".join(words)
    return f"({phrase})" if len(words) > 1 else phrase
