"""The house template of a committee: its headings in order, and what the portal writes under each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify

from ..states import HeadingKind

IMPLICATIONS = ("financial", "legal", "crime-and-disorder", "equalities", "environmental")
# The form of the 2018 report to a London council's health scrutiny committee; a committee may bring its own.
HOUSE = (
    {"heading": "Header block", "numbered": False, "mandatory": True},
    {"heading": "Reasons for lateness and urgency", "numbered": False, "mandatory": False},
    {"heading": "Purpose", "numbered": True, "mandatory": True},
    {"heading": "Recommendations", "numbered": True, "mandatory": True},
    {"heading": "Policy context", "numbered": True, "mandatory": True},
    {"heading": "Strategic context", "numbered": True, "mandatory": True},
    {"heading": "One section for each programme", "numbered": True, "mandatory": False},
    {"heading": "Financial implications", "numbered": True, "mandatory": True},
    {"heading": "Legal implications", "numbered": True, "mandatory": True},
    {"heading": "Crime and disorder implications", "numbered": True, "mandatory": True},
    {"heading": "Equalities implications", "numbered": True, "mandatory": True},
    {"heading": "Environmental implications", "numbered": True, "mandatory": True},
    {"heading": "Conclusion", "numbered": True, "mandatory": True},
    {"heading": "Background documents", "numbered": False, "mandatory": True},
    {"heading": "Contact", "numbered": False, "mandatory": True},
)
KINDS = {slugify(kind.label): kind for kind in HeadingKind if kind != HeadingKind.IMPLICATION}


def house_template(headings: Iterable[Mapping[str, Any]], implications: Iterable[str]) -> list[dict[str, Any]]:
    """The headings as stored. Each has a `kind` (given, or read from its words); an implication also names its `section`."""
    standing = list(implications)
    template = [_heading(heading, standing) for heading in headings]
    written = {heading["section"] for heading in template}
    for section in standing:
        if section not in written:
            raise ValueError(f"No heading is written for the {section} implications.")
    return template


def _heading(heading: Mapping[str, Any], implications: list[str]) -> dict[str, Any]:
    words = heading["heading"]
    section = heading.get("section") or slugify(words).removesuffix("-implications")
    kind = heading.get("kind") or KINDS.get(slugify(words))
    if kind is None and section in implications:
        kind = HeadingKind.IMPLICATION
    if kind is None:
        raise ValueError(f"“{words}” is no heading the portal can write under: give its kind, one of {', '.join(HeadingKind.values)}.")
    return {
        "heading": words,
        "kind": str(HeadingKind(kind)),
        "section": section if kind == HeadingKind.IMPLICATION else "",
        "numbered": bool(heading.get("numbered", True)),
        "mandatory": bool(heading.get("mandatory", False)),
    }
