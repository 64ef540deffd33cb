"""What a comment can be about: every part of an intention or a chapter, and every passage in it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from portal.richtext.clean import Passage, blocks

from ..models import Chapter, Intention
from .parts import LABELS, parts_of

CHAPTER_LABELS = {
    "title": "Title",
    "lead_role": "Lead",
    "objectives": "Objectives",
    "narrative": "Narrative",
    "supports": "Outcomes it supports",
    "year_plans": "Year plans",
    "finance_short_term": "Financial recovery, short term",
    "finance_medium_long_term": "Financial recovery, medium and long term",
    "finance_rule": "Rule for its finance",
}


def labels_of(thing: Intention | Chapter) -> Mapping[str, str]:
    return LABELS if isinstance(thing, Intention) else CHAPTER_LABELS


def texts_of(thing: Intention | Chapter) -> dict[str, str]:
    """{part: its text as HTML}, of the draft as it stands."""
    if isinstance(thing, Chapter):
        return texts_of_chapter(thing)
    return texts_of_version(thing.latest.content()) if thing.latest else {}


def texts_of_version(said: Mapping[str, Any]) -> dict[str, str]:
    return {part.name: part.html for part in parts_of(said)}


def texts_of_chapter(chapter: Chapter) -> dict[str, str]:
    lines = {name: _bullets(getattr(chapter, name)) for name in ("objectives", "supports")}
    plain = ("title", "lead_role", "finance_short_term", "finance_medium_long_term", "finance_rule")
    return {
        "narrative": chapter.narrative,
        "year_plans": "".join(plan["text"] for plan in chapter.year_plans),
        **lines,
        **{name: _paragraph(getattr(chapter, name)) for name in plain},
    }


def passage_in(html: str, anchor: str) -> Passage | None:
    return next((passage for passage in blocks(html) if passage.anchor == anchor), None)


def _paragraph(text: str) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines())


def _bullets(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line, quote=False)}</li>' for line in lines)}</ul>" if lines else ""
