"""The front matter of the historic rounds: the passages of each file, as sections in the order of the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from intentions.states import SectionKind

from .words import bullets, plain, pounds, rich

TELLING = {
    SectionKind.VISION: ("vision", "ambition", "strategy"),
    SectionKind.PRINCIPLES: ("principle",),
    SectionKind.GOALS: ("goal", "aspiration", "outcomes that"),
    SectionKind.ATTRIBUTES: ("attribute",),
    SectionKind.FOCUS: ("focus", "concentrate"),
    SectionKind.PATIENTS: ("area of care",),
    SectionKind.GOVERNANCE: ("governance",),
    SectionKind.COST: ("cost", "saving", "money"),
    SectionKind.CONTRACTING: ("contract", "procurement"),
    SectionKind.REVIEW: ("review",),
    SectionKind.CHALLENGE: ("recovery", "need looks", "has to change"),
    SectionKind.CONTEXT: ("introduction", "covers", "come from", "awaiting", "depends", "phased", "phases"),
}
Passages = list[tuple[str, str, str]]


def sections(content: dict[str, Any], more: Passages | None = None) -> list[dict[str, str]]:
    """Heading, rich text body and source of every passage the file holds, whatever block it sits in, and `more` behind them."""
    found = [(row["heading"], row["body"], row["source"]) for row in content["front_matter"]]
    for key, write in WRITERS.items():
        if content.get(key):
            found += write(content[key])
    found += more or []
    return [{"heading": heading, "kind": kind_of(heading), "body": rich(body), "source": source} for heading, body, source in found if body]


def kind_of(heading: str) -> str:
    """What a passage is, by the first telling word of its heading."""
    said = heading.lower()
    return next((kind for kind, words in TELLING.items() if any(word in said for word in words)), SectionKind.OTHER)


def focus_list(rows: list[dict[str, Any]]) -> Passages:
    return [("What the round concentrates on", bullets(row["statement"] for row in rows), rows[0]["source"])]


def borough_delivery_model(rows: list[dict[str, Any]]) -> Passages:
    text = bullets(f"**{plain(row['component'])}**: {plain(row['status'])}" for row in rows)
    return [("Where each part of the borough model stands", text, rows[0]["source"])]


def strategic_ambition(row: dict[str, Any]) -> Passages:
    form, transition = row["contract_form_end"], row["transition"]
    lines = (
        f"**The end state**: {plain(row['end_state'])}",
        f"**The contract at the end**: {plain(form['form'])}, {form['from']['text']}",
        f"**The year of transition, {transition['year']}**: {plain(transition['rule'])}",
    )
    return [("Strategic ambition", bullets(lines), row["source"])]


def attributes_of_care(row: dict[str, Any]) -> Passages:
    items = bullets(entry["text"] for entry in row["items"])
    return [("Attributes of care", f"{items}\n\n{plain(row.get('note'))}", row["items"][0]["source"])]


def contracting_process(rows: list[dict[str, Any]]) -> Passages:
    steps = "\n".join(f"{number}. {plain(row['step'])}" for number, row in enumerate(rows, start=1))
    return [("From this paper to the contracts", steps, rows[0]["source"])]


def system_strategy(row: dict[str, Any]) -> Passages:
    elements = bullets(f"**{plain(entry['name'])}**: {plain(entry['statement'])}" for entry in row["elements"])
    principles = bullets(row["principles"])
    text = f"{plain(row['vision'])}\n\n{elements}\n\n**Principles that all partners share**\n\n{principles}"
    return [(plain(row["title"]), text, row["source"])]


def phasing(rows: list[dict[str, Any]]) -> Passages:
    text = bullets(f"**{plain(row['horizon']).capitalize()}**: {plain(row['action'])}" for row in rows)
    return [("Phases of the recovery", text, rows[0]["source"])]


def pipeline(rows: list[dict[str, Any]]) -> Passages:
    expiries = [(row["contract_expiry"] or {}).get("text") or "not stated" for row in rows]
    lines = zip(rows, expiries, strict=True)
    text = bullets(f"**{plain(row['service'])}**: {plain(row['intention'])}. Contract ends: {expiry}." for row, expiry in lines)
    return [("Procurement pipeline", text, "002 §4 Table 2")]


def strategic_goals(row: dict[str, Any]) -> Passages:
    goals = "\n".join(f"{goal['order']}. {plain(goal['statement'])}" for goal in row["goals"])
    return [("Vision and strategic goals", f"{plain(row['vision']['statement'])}\n\n{goals}", row["source"])]


def areas_of_care(rows: list[dict[str, Any]]) -> Passages:
    passages = []
    for row in rows:
        promises = "\n\n".join(f"**{plain(entry['category'])}**\n\n{bullets(entry['statements'])}" for entry in row["patient_facing"])
        text = (
            f"{plain(row['definition'])}\n\n**What we aim for**\n\n{bullets(entry['text'] for entry in row['aspirations'])}"
            f"\n\n**As a patient you will be able to**\n\n{promises}"
        )
        passages.append((f"Area of care: {plain(row['short_name'])}", text, row["source"]))
    return passages


def principles(rows: list[dict[str, Any]]) -> Passages:
    text = bullets(f"**{plain(row['name'])}**: {plain(row['statement'])}" for row in rows)
    return [("Principles", text, rows[0]["source"])]


def statistics(rows: list[dict[str, Any]]) -> Passages:
    text = bullets(f"{plain(row['indicator'])}: {row['value']} {row.get('unit') or ''}. {plain(row.get('note'))}" for row in rows)
    return [("What the need looks like", text, rows[0]["source"])]


def provider_models(row: dict[str, Any]) -> Passages:
    text = f"{plain(row['asked_because'])}\n\n{bullets(entry['option'] for entry in row['options'])}\n\n{plain(row['local_position'])}"
    return [("Models of general practice", text, row["source"])]


def estate_hubs(rows: list[dict[str, Any]]) -> Passages:
    text = bullets(f"**{plain(row['site'])}**: {plain(row['status'])}" for row in rows)
    return [("Community hubs", text, rows[0]["source"])]


def reconciliation(row: dict[str, Any]) -> Passages:
    parts = bullets(f"{part['programme'].replace('-', ' ').capitalize()}: {pounds(part['amount_gbp'])}" for part in row["illustrative"])
    text = (
        f"Target: {pounds(row['target_gbp'])} over five years. Committed: {pounds(row['committed_gbp'])}.\n\n"
        f"Illustrative examples, never added to committed money:\n\n{parts}\n\n"
        f"The examples come to {pounds(row['illustrative_sum_gbp'])}, {pounds(row['target_less_illustrative_gbp'])} less than the target."
    )
    return [("Target and illustrative savings", text, row["source"])]


WRITERS: dict[str, Callable[[Any], Passages]] = {
    "focus_list": focus_list,
    "borough_delivery_model": borough_delivery_model,
    "strategic_ambition": strategic_ambition,
    "attributes_of_care": attributes_of_care,
    "contracting_process": contracting_process,
    "system_strategy": system_strategy,
    "phasing": phasing,
    "pipeline": pipeline,
    "strategic_goals": strategic_goals,
    "statistics": statistics,
    "areas_of_care": areas_of_care,
    "principles": principles,
    "provider_models": provider_models,
    "estate_hubs": estate_hubs,
    "reconciliation": reconciliation,
}
