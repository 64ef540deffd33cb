"""Which texts of each thing people write, and what each is called: where words are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..models import CaseStudy, Challenge, Chapter, Enabler, Plan, RegisterEntry, Round, Section, Version
from ..models.content import ROWS
from .parts import LABELS

Thing = Version | Chapter | Section | Challenge | CaseStudy | Enabler | RegisterEntry | Round | Plan

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
SHEET = {"aims": "Aims", "impact": "Impact", "scope": "Approach", "approach": "Approach", "groups": "Approach"}
SHEET |= {"mechanism": "Mechanism", "timetable": "Timetable"}
BOXES = {
    "mission": "Mission",
    "visions": "Vision",
    "values": "Values",
    "spending": "Spending",
    "objectives": "Objectives",
    "delivered_by": "Delivered by",
    "theme_blocks": "Themes",
    "ambition": "Ambition",
    "measures": "Measures of the ambition",
    "priorities": "Priorities and initiatives",
    "together": "Programmes shared by all priorities",
    "commitments": "Commitments",
    "governance": "Governance",
    "success_criteria": "How success is measured",
    "scorecard": "Scorecard",
    "risks": "High-level risks",
}
IN_BOXES = {  # the words of a box of a plan; its other cells are numbers, references and where it was read
    "statements", "statement", "pillars", "name", "measured_by", "until", "text", "title", "items", "initiatives", "partner", "funding",
    "actor", "commitment", "limit", "alternative_limit", "unit", "counted_from", "threshold", "by_when_text", "kpi_groups", "question",
}  # fmt: skip
WORDS: dict[Any, dict[str, str]] = {  # what people write in each, and what it is called
    Version: {
        name: LABELS[name] for name in ("title", "description", "theme", "timescale", "lever", "dependencies", *ROWS) if name in LABELS
    },
    Chapter: {"title": "Title", "horizon": "Place between longer and shorter term", **CHAPTER_LABELS, "money": "Money"},
    Section: {"heading": "Heading", "body": "Text"},
    Challenge: {"area": "Area", "statement": "What the system faces"},
    CaseStudy: {
        "title": "Title",
        "narrative": "What happened",
        "benefits_patients": "Benefits for patients",
        "benefits_nhs": "Benefits for the NHS",
        "accompanies": "What it goes with",
    },
    Enabler: {"title": "Title", "lead_role": "Lead", **SHEET},
    RegisterEntry: {"role": "Its part in the round"},
    Round: {"title": "Title", "savings_note": "What the target is"},
    Plan: {"title": "Title", "document_status": "State of the document", **BOXES},
}
AROUND = [Chapter, Section, Challenge, CaseStudy, Enabler, RegisterEntry]
KIND = {Section: "section", Challenge: "challenge", CaseStudy: "example", Enabler: "enabler", RegisterEntry: "provider"}  # in an address
RICH = {"description", "narrative", "body", "text"}
CODES = {"kind", "bearer", "confidence", "operator", "year"}  # chosen, not written
MUST = {"title", "heading", "area", "statement", "metric", "bundle", "subject", "report", "reference", "period", "role", "question"}


def labels(thing: Thing) -> Mapping[str, str]:
    """The notes of a plan have names of their own."""
    notes = {name: "Notes" for name in sorted(thing.content) if name.endswith("note")} if isinstance(thing, Plan) else {}
    return WORDS[type(thing)] | notes


def is_written(thing: Thing, name: str) -> bool:
    """Whether a cell of a row or box holds words, and not what is chosen, counted or referred to."""
    return name in IN_BOXES if isinstance(thing, Plan) else name not in CODES
