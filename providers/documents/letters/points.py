"""What somebody made of the passages, joined into what is recorded: for each intention one position, and points that hang on none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import linebreaks

from ...states import Stance, Subject
from .proposal import INTENTION, LEFT_OUT

LABEL = dict(Stance.choices)


@dataclass
class Said:
    """What one passage says, as somebody has accepted it."""

    key: str
    goes: str
    references: list[str]
    stance: str
    conditions: list[str]
    words: str
    chapter: str = ""
    title: str = ""

    @classmethod
    def of(cls, key: str, kept: Mapping[str, Any]) -> Said:
        names = ("goes", "references", "stance", "conditions", "words", "chapter", "title")
        return cls(key, **{name: kept[name] for name in names})


@dataclass
class Desk:
    """What would be recorded, and what stands in its way."""

    said: dict[str, dict[str, Any]] = field(default_factory=dict)  # {reference: {"stance", "comment", "conditions"}}
    points: list[dict[str, Any]] = field(default_factory=list)
    left_out: int = 0
    problems: list[str] = field(default_factory=list)


def joined(accepted: Iterable[Said]) -> Desk:
    """Several passages on one intention are one position: their words below each other, their conditions in order."""
    desk = Desk()
    of: dict[str, list[Said]] = {}
    for one in accepted:
        if one.goes == LEFT_OUT:
            desk.left_out += 1
        elif one.goes == INTENTION:
            for reference in one.references:
                of.setdefault(reference, []).append(one)
        else:
            desk.points.append(_point(one))
    for reference, passages in of.items():
        desk.said[reference] = _position(passages)
        desk.problems += _wrong(reference, passages, desk.said[reference])
    return desk


def _position(passages: list[Said]) -> dict[str, Any]:
    stances = list(dict.fromkeys(one.stance for one in passages if one.stance))
    conditions = list(dict.fromkeys(line for one in passages for line in one.conditions))
    return {
        "stance": stances[0] if len(stances) == 1 else "",
        "comment": "\n\n".join(one.words for one in passages if one.words),
        "conditions": conditions,
    }


def _wrong(reference: str, passages: list[Said], made: Mapping[str, Any]) -> list[str]:
    stances = list(dict.fromkeys(LABEL[one.stance] for one in passages if one.stance))
    if len(stances) > 1:
        return [f"{reference}: its passages say {' and '.join(stances)}. Choose one position, or leave a passage out"]
    if not stances:
        return [f"{reference}: no passage on it has a position. Choose one"]
    if made["conditions"] and made["stance"] != Stance.CONDITIONS:
        return [f"{reference}: it has conditions, and its position is {stances[0]}. Choose “Support with conditions”, or remove them"]
    if made["stance"] == Stance.CONDITIONS and not made["conditions"]:
        return [f"{reference}: “Support with conditions” has no condition. Enter them, one a line"]
    return []


def _point(one: Said) -> dict[str, Any]:
    return {
        "subject": one.goes,
        "chapter": one.chapter if one.goes == Subject.CHAPTER else "",
        "title": one.title if one.goes == Subject.PROPOSED else "",
        "words": linebreaks(one.words, autoescape=True),
    }
