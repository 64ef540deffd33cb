"""The outcomes that an edition serves: as tables with tiers and measures, and as charts with what they say in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from html import escape
from typing import Any

from intentions.documents.paper.sections import numbered, part, plain, section
from intentions.documents.paper.text import Facts, table, turned
from outcomes.documents import drawing, readings
from outcomes.models import Measure, Outcome, OutcomeTable

from ...models import Paper
from .. import quoted

HEADS = ["Outcome", "Tier", "Prioritised by", "How it is measured", "Who measures"]


def outcomes(paper: Paper) -> list[Facts]:
    """The tables, then a chart for each measure that has values."""
    return numbered([*annexes(paper), section("Charts", partial(_charts, paper))])


def annexes(paper: Paper) -> list[Facts]:
    """A section for each table of outcomes in which an outcome of the chosen programmes stands."""
    served = {outcome.pk for outcome in _served(paper)}
    tables = OutcomeTable.objects.filter(rows__outcome__in=served).distinct().order_by("title")
    return [section(_heading(one.title), partial(_table, one)) for one in tables]


def _heading(title: str) -> str:
    return title if "outcome" in title.casefold() else f"Outcomes: {title}"


def _served(paper: Paper) -> Iterable[Outcome]:
    codes = [chapter["code"] for chapter in quoted.chosen(paper)]
    return Outcome.objects.filter(
        is_published=True, versions__entries__edition=paper.edition, versions__entries__chapter_code__in=codes
    ).distinct()


def _table(one: OutcomeTable, number: str) -> Facts:
    rows = one.rows.filter(outcome__is_published=True).select_related("outcome").prefetch_related("outcome__measures").order_by("order")
    return plain([turned(table("Each outcome and its measures", HEADS, [_row(row) for row in rows]))])


def _row(row: Any) -> list[Any]:
    measures = sorted(row.outcome.measures.all(), key=lambda measure: measure.order)
    counted = (
        {"text": "", "html": f"<ul>{''.join(f'<li>{escape(_joined(one))}</li>' for one in measures)}</ul>"} if measures else "Not yet known"
    )
    who = (
        "; ".join(dict.fromkeys(_begun(str(measure.who_is_to_measure)) for measure in measures if measure.who_is_to_measure)) or "Not given"
    )
    return [row.outcome.statement, _begun(row.tier) or "None", row.get_prioritised_by_display() or "Not given", counted, who]


def _begun(words: str) -> str:
    """With a capital, as a cell begins."""
    return f"{words[:1].upper()}{words[1:]}"


def _joined(measure: Measure) -> str:
    joined = f"{measure.get_joined_by_display().lower()} " if measure.joined_by else ""
    return f"{joined}{measure.title} ({measure.get_status_display().lower()})"


def _charts(paper: Paper, number: str) -> Facts:
    """Each with what it says as a sentence, and its data as a table."""
    parts: list[Facts] = []
    for outcome in _served(paper):
        measures = outcome.measures.prefetch_related("observations__place", "observations__organisation", "targets").select_related(
            "indicator"
        )
        for measure in measures.order_by("order"):
            for reading in readings(measure):
                blocks = _chart(reading) if reading.is_chart else [{"kind": "plain", "text": reading.sentence}]
                parts.append(part(f"{number}.{len(parts) + 1}", reading.title, blocks))
    return {"blocks": [], "parts": parts}


def _chart(reading: Any) -> list[Facts]:
    chart = drawing(reading)
    rows = [[mark["period"], mark["value"], mark["word"]] for mark in chart["marks"]]
    return [
        {"kind": "plain", "text": chart["description"]},
        {"kind": "chart", "chart": chart},
        table("Data in this chart", ["Period", "Value", "Sign"], rows),
    ]
