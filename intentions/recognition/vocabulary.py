"""The rules of recognition as they are written in `rules/`: words for people to read and to add to, no names of documents."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("rules")


@cache
def rules(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def pattern(words: tuple[str, ...], *, is_plain: bool = False) -> re.Pattern[str]:
    """One pattern of many; plain words begin at the beginning of a word."""
    if is_plain:
        return re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in sorted(words, key=len, reverse=True)), re.I)
    return re.compile("|".join(words), re.I)


@cache
def ordered(name: str, part: str = "", says: str = "role") -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What is told from words, in the order in which it is tried."""
    rows = rules(name)[part] if part else rules(name)
    begins = "" if part else r"(?<!\w)"
    return tuple((row[says], pattern(tuple(f"{begins}(?:{word})" for word in row["words"]))) for row in rows)


def first(name: str, text: str, part: str = "", says: str = "role") -> tuple[str, str]:
    """The first that the text holds a word of, with that word; nothing when there is none."""
    for told, words in ordered(name, part, says):
        if found := words.search(text):
            return told, found.group(0)
    return "", ""


def holds(part: str, text: str) -> bool:
    """Whether the text holds one of the verbs' words of this part; OPENERS stands for the verbs that begin an intention."""
    begins = "|".join(word for word in rules("verbs")["openers"] if " " not in word)
    return bool(pattern(tuple(words.replace("OPENERS", begins) for words in rules("verbs")[part])).search(text))


@cache
def openers() -> re.Pattern[str]:
    return re.compile(rf"^(?:to |the |an? |also |and |full |further )*(?:{'|'.join(rules('verbs')['openers'])})", re.I)
