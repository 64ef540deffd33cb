"""The facts inside an intention's words: its strength, what it does, when, where, who, by which lever, to which standard."""

from __future__ import annotations

import re
from typing import Any

from intentions import timescale

from .known import Known
from .vocabulary import first, ordered, pattern, rules

FINANCIAL = r"20\d\d ?[/–-] ?(?:20)?\d\d"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
SEASON = r"(?:the )?(?:spring|summer|autumn|winter) (?:of )?20\d\d"
YEAR = r"(?<![\d-])20(?:0[5-9]|[1-6]\d)(?![\d-])"
IN_FIGURES = r"(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.]20\d\d(?!\d)"
PERIOD = rf"(?:{IN_FIGURES}|(?:Q[1-4]|Quarter [1-4]),? (?:of )?{FINANCIAL}|{FINANCIAL}|(?:\d\d? )?{MONTH} 20\d\d|{SEASON}|{YEAR})"
BEFORE = r"commencing|starting|beginning|from|by(?: the)?(?: end of)?|before|until|in|during|for|throughout|over|within"
WHEN = re.compile(rf"(?:(?:{BEFORE})\s+)?{PERIOD}(?:\s*(?:–|-|to|until|and)\s*{PERIOD})?", re.I)
VAGUE = re.compile(
    r"\b(?:in the )?(?:short|medium|long(?:er)?)[- ]term\b(?!\s+(?:condition|care|illness|need))|\bover time\b|\bphased\b"
    r"|\byears? (?:one|two|three|\d)(?: (?:and|to) (?:two|three|four|\d))?\b"
    rf"|\bby (?:the end of )?{MONTH}\b",
    re.I,
)

DOES = ("new-service", "service-change", "continue", "re-procure", "enabler")


def of_intention(
    text: str, known: Known, *, when: str = "", places: list[str] | None = None, years: tuple[int, int] | None = None
) -> dict[str, Any]:
    """Everything that can be read of the words; what is not said stays empty."""
    strength, _ = strength_of(text)
    return {
        "strength": strength,
        "kind": kind_of(text),
        "setting": setting_of(text),
        "timescale": timescale_of(when or said_when(text), years),
        "places": places or known.places_in(text),
        "organisations": known.organisations_in(text),
        "providers": providers_in(text),
        "lever": lever_in(text),
        "standards": standards_in(text),
    }


def kind_of(text: str) -> str:
    """What it does to a service; nothing where it says that something is not done and does not say what ends."""
    kind: str = first("verbs", text, "kinds", "kind")[0]
    return "" if kind in DOES and pattern(tuple(rules("verbs")["negated"])).search(text) else kind


def strength_of(text: str) -> tuple[str, str]:
    """What the first verb that commits says, with that verb."""
    found = [
        (one.start(), order, strength, one.group(0))
        for order, (strength, words) in enumerate(ordered("verbs", "strengths", "strength"))
        if (one := words.search(text))
    ]
    return min(found)[2:] if found else ("", "")


def timescale_of(text: str, years: tuple[int, int] | None = None) -> dict[str, Any] | None:
    period = timescale.read(text, years)
    if period is None:
        return None
    days = {name: day.isoformat() if day else None for name, day in (("from", period.from_date), ("to", period.to_date))}
    return {"text": text.strip(), **days, "precision": str(period.precision)}


def said_when(text: str, *, exactly: bool = False) -> str:
    """The time that the words name: of several periods the one nearest to what commits; a vague one when there is no other."""
    periods = list(WHEN.finditer(text))
    if periods:
        verb = pattern(tuple(rules("verbs")["commits"])).search(text)
        at = verb.start() if verb else 0
        return min(periods, key=lambda one: min(abs(one.start() - at), abs(one.end() - at))).group(0).strip()
    vague = None if exactly else VAGUE.search(text)
    return vague.group(0).strip() if vague else ""


def setting_of(text: str) -> str | None:
    settings = rules("verbs")["settings"]
    inside, outside = (bool(pattern(tuple(settings[name])).search(text)) for name in ("in-hospital", "out-of-hospital"))
    if inside and outside:
        return "both"
    return "in-hospital" if inside else "out-of-hospital" if outside else None


def providers_in(text: str) -> list[str]:
    return [kind for kind, words in rules("people")["providers"].items() if pattern(tuple(words), is_plain=True).search(text)]


def lever_in(text: str) -> str | None:
    found = pattern(tuple(rules("people")["levers"]), is_plain=True).search(text)
    return found.group(0) if found else None


def standards_in(text: str) -> list[str]:
    found = pattern(tuple(rules("people")["standards"])).finditer(text)
    return list(dict.fromkeys(one.group(0).strip() for one in found))
