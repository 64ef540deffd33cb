"""Which position a passage states, if its words say so; two that contradict each other are none, and that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from intentions.recognition.pieces import sentences, whole

from ...states import Stance
from .rules import first_of, pattern, rules

LABEL = dict(Stance.choices)
LABELLED = re.compile(r"^.{0,90}?(?:\s[–—-]\s|:\s)")
TRIMMED = " ,;:.–—-"


@dataclass
class Stated:
    stance: str = ""
    conditions: list[str] = field(default_factory=list)
    why: str = ""


def stated_in(text: str) -> Stated:
    found: dict[str, str] = {}
    conditions: list[str] = []
    for sentence in sentences(whole("", text)):
        for stance, words in _in_sentence(sentence.text):
            found.setdefault(stance, words)
        conditions += _conditions(sentence.text, found)
    if Stance.CONDITIONS in found:
        found.pop(Stance.SUPPORT, None)
    if len(found) > 1:
        return Stated("", conditions, f"It says more than one: {' and '.join(_said(one) for one in found.items())}. Choose")
    if not found:
        return Stated("", [], "No words state a position")
    ((stance, words),) = found.items()
    return Stated(stance, conditions if stance == Stance.CONDITIONS else [], f"{LABEL[stance]}: “{words.strip(TRIMMED)}”")


def in_cell(text: str) -> Stated:
    """What a column of positions says."""
    stance, words = first_of("cells", text.strip(), begins=True)
    if not stance:
        return stated_in(text)
    conditions = _after(text) if stance == Stance.CONDITIONS else []
    return Stated(stance, conditions, f"{LABEL[stance]}: its column says “{text[:60]}”" if words else "")


def _in_sentence(text: str) -> list[tuple[str, str]]:
    """Each position that the sentence states; of "UEC-01 - Agreed" what stands behind its label."""
    return _found(text) or _found(LABELLED.sub("", text, count=1))


def _found(text: str) -> list[tuple[str, str]]:
    """What is denied is no support."""
    found, rest = [], text.strip()
    for stance in rules()["positions"]:
        words = pattern("positions", stance).search(rest)
        if words:
            found.append((stance, words.group(0)))
            rest = f"{rest[: words.start()]} … {rest[words.end() :]}" if stance == Stance.CANNOT else rest
    alone = pattern("condition_alone").search(text)
    if alone or (any(stance == Stance.SUPPORT for stance, _ in found) and (alone := pattern("conditions").search(text))):
        found = [one for one in found if one[0] != Stance.SUPPORT] + [
            (Stance.CONDITIONS.value, _whole(text, alone.start(), alone.end() + 40))
        ]
    return found


def _whole(text: str, start: int, end: int) -> str:
    """Without a word that would be cut."""
    return text[start:] if end >= len(text) else f"{text[start:end].rsplit(' ', 1)[0]} …"


def _conditions(text: str, found: dict[str, str]) -> list[str]:
    if Stance.CONDITIONS not in found:
        return []
    return _after(text)


def _after(text: str) -> list[str]:
    """What follows the words that lead conditions in, up to the end of the sentence: each of a list by itself."""
    alone = pattern("condition_alone").search(text) or pattern("conditions").search(text)
    rest = text[alone.end() :].strip(TRIMMED) if alone else ""
    if not rest:
        return []
    parts = re.split(r";\s*(?:and\s+)?|\s\((?:i{1,3}|iv|v|[a-e]|\d)\)\s", f" {rest}")
    return [part.strip(TRIMMED)[:1].upper() + part.strip(TRIMMED)[1:] for part in parts if part.strip(TRIMMED)]


def _said(one: tuple[str, str]) -> str:
    return f"{LABEL[one[0]].lower()} (“{one[1].strip(TRIMMED)}”)"
