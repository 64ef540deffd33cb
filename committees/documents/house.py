"""The house template of a committee: its headings in order, and what the portal writes under each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from ..states import CommitteeKind, CoverAsk, HeadingKind

IMPLICATIONS = ("financial", "legal", "crime-and-disorder", "equalities", "environmental")
LATE = ("Reasons for lateness and urgency",)
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


@dataclass(frozen=True)
class House:
    """What a committee of some kind begins with; all of it is edited later."""

    name: str
    headings: tuple[dict[str, Any], ...]
    implications: tuple[str, ...]
    agenda: tuple[str, ...]
    asks: tuple[str, ...] = ()


def _of(*headings: str) -> tuple[dict[str, Any], ...]:
    """Numbered and asked for, but for the few that never are."""
    plain, free = {"Header block", *LATE, "Background documents", "Contact"}, {*LATE, "One section for each programme"}
    return tuple({"heading": one, "numbered": one not in plain, "mandatory": one not in free} for one in headings)


ROUTINE = ("Apologies for absence", "Declarations of interest", "Minutes of the last meeting", "Actions from earlier meetings")
ENDING = ("Any other urgent business", "Date of the next meeting")
HOUSES = {
    "lewisham-2018": House("Health scrutiny, as a London council had it in 2018", HOUSE, IMPLICATIONS, (*ROUTINE[1:3], "Work programme")),
    "scrutiny": House(
        "Scrutiny",
        _of(
            "Header block", *LATE, "Purpose", "Recommendations", "Strategic context", "One section for each programme",
            "Financial implications", "Legal implications", "Equalities implications", "Conclusion", "Background documents", "Contact",
        ),
        ("financial", "legal", "equalities"),
        (*ROUTINE, "Public questions", "Work programme", ENDING[0]),
        (CoverAsk.WARDS,),
    ),
    "governing-body": House(
        "Governing body",
        _of(
            "Header block", *LATE, "Purpose", "Recommendations", "Strategic context", "One section for each programme",
            "Financial implications", "Risk implications", "Quality and equalities implications", "Conclusion", "Contact",
        ),
        ("financial", "risk", "quality-and-equalities"),
        ("Welcome and apologies", "Declarations of interest", "Minutes of the last meeting", "Action log", "Chair's report",
         "Questions from the public", *ENDING),
    ),
    "health-and-wellbeing-board": House(
        "Health and wellbeing board",
        _of(
            "Header block", *LATE, "Purpose", "Recommendations", "Policy context", "Strategic context", "One section for each programme",
            "Financial implications", "Legal implications", "Health inequalities implications", "Background documents", "Contact",
        ),
        ("financial", "legal", "health-inequalities"),
        (*ROUTINE, "Joint strategic needs assessment", "Forward plan", ENDING[0]),
        (CoverAsk.WARDS, CoverAsk.KEY_DECISION, CoverAsk.FRAMEWORK),
    ),
    "joint-committee": House(
        "Joint committee",
        _of(
            "Header block", *LATE, "Purpose", "Recommendations", "Policy context", "Strategic context", "One section for each programme",
            "Financial implications", "Legal implications", "Equalities implications", "Conclusion", "Background documents", "Contact",
        ),
        ("financial", "legal", "equalities"),
        ("Election of the chair", *ROUTINE, ENDING[1]),
        (CoverAsk.WARDS, CoverAsk.KEY_DECISION),
    ),
}  # fmt: skip
OF_A_KIND = {
    CommitteeKind.HEALTH_SCRUTINY: "scrutiny",
    CommitteeKind.GOVERNING_BODY: "governing-body",
    CommitteeKind.COMMISSIONING_GROUP: "governing-body",
    CommitteeKind.HEALTH_AND_WELLBEING: "health-and-wellbeing-board",
    CommitteeKind.JOINT: "joint-committee",
}
KINDS = {slugify(kind.label): kind for kind in HeadingKind if kind != HeadingKind.IMPLICATION}


def first_agendas(house: str) -> list[dict[str, Any]]:
    """The routine of its meetings, from which an agenda can begin."""
    return [{"name": "Ordinary meeting", "lines": list(HOUSES[house].agenda)}]


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
