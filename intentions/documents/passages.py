"""What a comment can be about: every part of what is written in a round or a plan, and every passage in it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from portal.richtext.clean import Passage, blocks

from ..models import CaseStudy, Challenge, Chapter, Enabler, Intention, Plan, RegisterEntry, Section
from .parts import LABELS, parts_of
from .texts import CHAPTER_LABELS, RICH, is_written, labels

Spoken = Intention | Chapter | Section | Challenge | CaseStudy | Enabler | RegisterEntry | Plan


def labels_of(thing: Spoken) -> Mapping[str, str]:
    return LABELS if isinstance(thing, Intention) else CHAPTER_LABELS if isinstance(thing, Chapter) else labels(thing)


def texts_of(thing: Spoken) -> dict[str, str]:
    """{part: its text as HTML}, of the draft as it stands."""
    if isinstance(thing, Chapter):
        return texts_of_chapter(thing)
    if isinstance(thing, Intention):
        return texts_of_version(thing.latest.content()) if thing.latest else {}
    return {name: _text_around(thing, name) for name in labels(thing)}


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


def _text_around(thing: Any, name: str) -> str:
    """A column, or a box of the `content`: its words, a box of rows as one bullet for each."""
    said = getattr(thing, name) if name in {field.name for field in thing._meta.fields} else thing.content.get(name)
    if isinstance(said, list):
        return _bullets([_line(thing, one) for one in said])
    return said or "" if name in RICH else _paragraph(str(said or ""))


def _line(thing: Any, one: Any) -> str:
    """The words of a row, cell after cell."""
    if not isinstance(one, Mapping):
        return str(one)
    cells = [said for name, said in one.items() if is_written(thing, name)]
    flat = [word for said in cells for word in (said if isinstance(said, list) else [said])]
    return ". ".join(str(word) for word in flat if word)


def passage_in(html: str, anchor: str) -> Passage | None:
    return next((passage for passage in blocks(html) if passage.anchor == anchor), None)


def _paragraph(text: str) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines())


def _bullets(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line, quote=False)}</li>' for line in lines)}</ul>" if lines else ""
