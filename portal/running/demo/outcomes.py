"""Outcomes, indicators, measures and targets of the demonstration."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from outcomes import actions
from outcomes.models import Indicator, Outcome
from outcomes.states import MeasureStatus, Prioritised
from portal.organisations.models import Organisation, Place

from .reading import item, read
from .words import plain

FILE = "outcomes.yaml"


def load(by: Any, places: dict[str, Place], organisations: dict[str, Organisation], owners: dict[str, Organisation]) -> dict[str, Outcome]:
    """Every outcome by slug; `owners` maps a round's slug to the organisation that leads it."""
    content = read(FILE)
    frameworks = {row["slug"]: row for row in content["frameworks"]}
    indicators = {row["slug"]: load_indicator(row, frameworks, by) for row in content["indicators"]}
    outcomes = {}
    for row in [*content["outcomes"], *content["other_outcomes"]]:
        with item(FILE, row.get("slug")):
            outcomes[row["slug"]] = load_outcome(row, by, places, owners)
    measures: dict[tuple[str, str], Any] = {}
    for table in content["tables"]:
        load_table(table, outcomes, indicators, measures, by)
    for row in content["other_outcomes"]:
        if row.get("measure"):
            with item(FILE, row["slug"]):
                measures[row["slug"], ""] = actions.add_measure(
                    outcome=outcomes[row["slug"]], title=plain(measure_title(row["measure"])), by=by, status=MeasureStatus.AVAILABLE
                )
    for row in content["targets"]:
        with item(FILE, row.get("ref")):
            load_target(row, outcomes, measures, places, by)
    return outcomes


def measure_title(measure: Any) -> str:
    return measure if isinstance(measure, str) else str(measure.get("title") or measure.get("text") or next(iter(measure.values())))


def load_indicator(row: dict[str, Any], frameworks: dict[str, Any], by: Any) -> Indicator:
    with item(FILE, row.get("slug")):
        framework = frameworks[row["framework"]] if row["framework"] else {}
        name = framework.get("name") or ""
        successor = None
        if row.get("successor"):
            code = row["successor"]["code"]
            slug = f"{row['slug']}-{code.lower()}"
            successor = actions.add_indicator(slug=slug, title=row["title"], framework=name, code=code, by=by)
        return actions.add_indicator(
            slug=row["slug"],
            title=row["title"],
            framework=name,
            successor=successor,
            edition=framework.get("edition") or "",
            code=row["code"] or "",
            polarity=row["polarity"] or "",
            unit=row["unit"] or "",
            population=row["population"] or "",
            source_of_data=row["source_of_data"] or "",
            note=row["note"] or "",
            by=by,
        )


def load_outcome(row: dict[str, Any], by: Any, places: dict[str, Place], owners: dict[str, Organisation]) -> Outcome:
    named = row.get("place")
    return actions.add_outcome(
        slug=row["slug"],
        statement=plain(row["statement"]),
        population=row["population"] or "",
        prioritised_by=prioritised([who for place in row.get("appears_in", []) for who in place.get("prioritised_by") or []]),
        attribute_of_care=row.get("attribute_of_care") or "",
        owner=owners.get(row["round"]),
        places=[places[slug] for slug in ([named] if isinstance(named, str) else named or [])],
        note=row.get("note") or "",
        source=row["source"][:120],
        is_published=True,
        by=by,
    )


def prioritised(who: list[str] | None) -> str:
    """Citizens, commissioners or both; nothing where the table is silent."""
    said = set(who or [])
    if {"citizens", "commissioners"} <= said:
        return Prioritised.BOTH
    return next(iter(said), "")


def load_table(
    table: dict[str, Any], outcomes: dict[str, Outcome], indicators: dict[str, Indicator], measures: dict[Any, Any], by: Any
) -> None:
    """One table of outcomes of a document: rows with tier, and the measures each row names."""
    made = actions.add_table(slug=table["slug"], title=table["title"], source=table.get("source") or "", by=by)
    for row in table["rows"]:
        with item(FILE, f"{table['slug']}, row {row.get('row')}"):
            for slug in row["outcomes"]:
                actions.add_row(
                    table=made,
                    outcome=outcomes[slug],
                    order=row["row"],
                    tier=row["tier"] or "",
                    prioritised_by=prioritised(row["prioritised_by"]),
                    note=row.get("variant") or "",
                    by=by,
                )
                for named in named_measures(row):
                    key = (slug, named["indicator"])
                    if key not in measures:
                        measures[key] = load_measure(named, row, outcomes[slug], indicators[named["indicator"]], by)


def named_measures(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The measures of a row, flattened, each with how it joins the one before it."""
    found: list[dict[str, Any]] = []

    def walk(entries: list[dict[str, Any]], join: str) -> None:
        for entry in entries:
            if "measures" in entry:
                walk(entry["measures"], (entry.get("combine") or join or "").lower())
            elif entry.get("indicator"):
                found.append({**entry, "join": join if found else ""})

    available = row.get("available") or {}
    walk(available.get("measures") or [], (available.get("combine") or "").lower())
    walk(row.get("future") or [], "")
    return found


def load_measure(named: dict[str, Any], row: dict[str, Any], outcome: Outcome, indicator: Indicator, by: Any) -> Any:
    who = row.get("who_could_measure") or {}
    return actions.add_measure(
        outcome=outcome,
        indicator=indicator,
        title=indicator.title,
        status=named["status"],
        joined_by=named["join"],
        who_measures="; ".join(who.get("who") or [])[:300],
        is_measurer_settled=bool(who.get("settled", True)),
        perverse_incentive=(row.get("perverse_incentive") or {}).get("note") or "",
        coverage_limit=named.get("coverage_limit") or "",
        by=by,
    )


def load_target(row: dict[str, Any], outcomes: dict[str, Outcome], measures: dict[Any, Any], places: dict[str, Place], by: Any) -> None:
    """A target belongs to a measure of an outcome; one without an outcome is a case study's figure and stays there."""
    if row["outcome"] is None:
        return
    key = (row["outcome"], row["indicator"] or "")
    if key not in measures:
        measures[key] = actions.add_measure(outcome=outcomes[row["outcome"]], title=row["note"], by=by, status=MeasureStatus.AVAILABLE)
    period = row["period"] or {}
    actions.add_target(
        measure=measures[key],
        by=by,
        place=places[row["place"]] if row["place"] else None,
        operator=row["operator"],
        value=Decimal(str(row["value"])),
        unit=row["unit"] or "",
        period=period.get("text") or "",
        from_date=period.get("from"),
        to_date=period.get("to"),
        note=row["note"] or "",
    )
