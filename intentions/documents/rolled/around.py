"""What stands around the intentions: chapters, front matter, challenges, examples, enabler sheets, the register of providers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...models import CaseStudy, Challenge, Chapter, Enabler, RegisterEntry, Section
from .facts import Said, money, period, pictures, room
from .sentences import places
from .span import Path, Place, Span

CHAPTER = {
    "title": "Title",
    "horizon": "Horizon",
    "lead_role": "Lead",
    "narrative": "Narrative",
    "finance_short_term": "Financial recovery, short term",
    "finance_medium_long_term": "Financial recovery, medium and long term",
    "finance_rule": "Financial rule",
}
LISTS = {
    "objectives": "Objectives",
    "supports": "Outcomes it supports",
    "benefits_patients": "Patients gain",
    "benefits_nhs": "The NHS gains",
}
RICH = {"narrative", "body"}
PERIODS = {"period", "year"}
SAYS: dict[type[Any], tuple[str, ...]] = {
    Chapter: (*CHAPTER, "objectives", "supports", "year_plans", "money", "pictures"),
    Section: ("heading", "body", "pictures"),
    Challenge: ("area", "statement"),
    CaseStudy: ("title", "narrative", "accompanies", "benefits_patients", "benefits_nhs", "pictures"),
    Enabler: ("title", "lead_role", "content"),
    RegisterEntry: ("role",),
}
LABELS = {
    **CHAPTER,
    "heading": "Heading",
    "body": "Text",
    "area": "Area",
    "statement": "Statement",
    "accompanies": "Goes with",
    "role": "Role",
}


def said(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SAYS[type(row)]}


def around(row: Any, span: Span) -> Iterator[Place]:
    """Every place of one of them."""
    for name, value in said(row).items():
        if name in LISTS:
            for number, line in enumerate(value):
                yield from places(line, span, label=LISTS[name], path=(name, number))
        elif name in WITHIN:
            yield from WITHIN[name](value, span)
        else:
            most = room(type(row), name)
            yield from places(value or "", span, label=LABELS.get(name, "Text"), path=(name,), is_rich=name in RICH, most=most)


def _year_plans(plans: list[Said], span: Span) -> Iterator[Place]:
    for number, plan in enumerate(plans):
        yield from period(plan["year"], span, label="Plan by year", path=("year_plans", number, "year"))
        yield from places(plan["text"], span, label="Plan by year", path=("year_plans", number, "text"), is_rich=True)


def _money(rows: list[Said], span: Span) -> Iterator[Place]:
    for number, row in enumerate(rows):
        yield from money(row, span, ("money", number))
        yield from places(row.get("basis") or "", span, label="Money", path=("money", number, "basis"))


def _sheet(content: Any, span: Span, path: Path = ("content",)) -> Iterator[Place]:
    """A block of a sheet, as deep as it goes; the name of a step of its timetable is a time of its own."""
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from _sheet(value, span, (*path, name))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _sheet(value, span, (*path, number))
    elif isinstance(content, str) and path[-1] in PERIODS:
        yield from period(content, span, label="Timetable", path=path)
    elif isinstance(content, str):
        yield from places(content, span, label="Text", path=path)


WITHIN: dict[str, Callable[..., Iterator[Place]]] = {"year_plans": _year_plans, "money": _money, "pictures": pictures, "content": _sheet}
