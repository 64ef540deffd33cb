"""Letters in different habits, and what somebody would write down of each: its intentions, the position, words of the passage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from portal.reading import Source, read
from providers.documents.letters import INTENTION, LEFT_OUT, UNSURE, Asked, Chapter, Proposal, read_letter
from tests.recognition import making

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
UNSEEN = sorted(f"unseen/{path.stem}" for path in (FOLDER / "unseen").glob("*.txt"))  # no rule was written after them
FORMS = ("text", "docx", "pdf")
ROUND = yaml.safe_load((FOLDER / "asked.yaml").read_text(encoding="utf-8"))
ASKED = [Asked(*one) for one in ROUND["intentions"]]
CHAPTERS = [Chapter(*one) for one in ROUND["chapters"]]


def content_of(name: str, form: str) -> bytes:
    source = read(FOLDER / f"{name}.txt")
    return (FOLDER / f"{name}.txt").read_bytes() if form == "text" else making.made(source, form, "bold")


def source_of(name: str, form: str) -> Source:
    return read(content_of(name, form), f"letter.{'txt' if form == 'text' else form}")


def proposed(name: str, form: str) -> list[Proposal]:
    return read_letter(source_of(name, form), ASKED, CHAPTERS)


def expected(name: str) -> list[Any]:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def measured(name: str, form: str) -> dict[str, Any]:
    """Pairs of a passage and an intention (or a subject): wanted, proposed, right; and of the right ones those with the right position."""
    wanted = {(words, about): stance for abouts, stance, words in expected(name) for about in _listed(abouts)}
    found = [(one, about) for one in proposed(name, form) for about in _abouts(one)]
    right = {key: one for one, about in found for key in wanted if key[1] == about and key[0] in " ".join(one.text.split())}
    stances = sum(one.stance == wanted[key] for key, one in right.items())
    wrong = [(about, one.text[:80]) for one, about in found if not any(seen is one and key[1] == about for key, seen in right.items())]
    guessed = sum(bool(one.stance) and one.stance != wanted[key] for key, one in right.items())
    return {"wanted": len(wanted), "proposed": len(found), "right": len(right), "positions": stances, "guessed": guessed, "wrong": wrong}


def _listed(abouts: Any) -> list[str]:
    return abouts if isinstance(abouts, list) else [abouts]


def _abouts(one: Proposal) -> list[str]:
    if one.goes in (LEFT_OUT, UNSURE):
        return []
    return one.references if one.goes == INTENTION else [one.goes]
