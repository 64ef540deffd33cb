"""What stands beside the intentions: plans on a page, enabler sheets, case studies, governance and costs of the strategy."""

from __future__ import annotations

from typing import Any

from intentions import actions
from intentions.models import CaseStudy, Enabler
from intentions.states import PlanStatus

from . import reading
from .front import Passages
from .reading import item, read
from .rounds import Shelf
from .words import bullets, plain, pounds, rich

HEAD = {"slug", "organisation", "title", "form", "version", "status", "signed_off_as_at", "source"}


def load_plans(shelf: Shelf) -> int:
    """Every plan on a page, in the form its organisation used; `content` keeps each block as it stands on the page."""
    document = read("plans/index.yaml")["document"]
    names = sorted(path.name for path in (reading.HERE / "plans").glob("*.yaml") if path.name != "index.yaml")
    for name in names:
        file = f"plans/{name}"
        content = read(file)
        head = content.pop("plan")
        with item(file, head.get("slug")):
            actions.add_plan(
                slug=head["slug"],
                organisation=shelf.organisations[head["organisation"]],
                title=head["title"],
                form=head["form"],
                content={"note": head.get("note") or "", **blocks(strings(content))},
                by=shelf.writer,
                document_version=head["version"],
                document_status=document["status_text"],
                dated=document["dated"],
                signed_off_date=head["signed_off_as_at"],
                year_from=document["period"]["first_year"],
                year_to=document["period"]["last_year"],
                round=shelf.rounds.get(head.get("round") or ""),
                source=head["source"],
                status=PlanStatus.PUBLISHED,
            )
    return len(names)


def blocks(content: dict[str, Any]) -> dict[str, Any]:
    """Each block under one name: what a source puts in a block inside a block stands beside it."""
    ambition, scorecard, shared = (content.pop(name, None) or {} for name in ("ambition", "scorecard", "collaborative_programmes"))
    content |= {"ambition": ambition.get("statement"), "measures": ambition.get("measures")} if ambition else {}
    content |= {"scorecard": scorecard["domains"]} if scorecard else {}
    content |= {"together": shared["items"]} if shared else {}
    return content


def strings(value: Any) -> Any:
    """The block with dates as text, so that it can be kept as JSON."""
    if isinstance(value, dict):
        return {str(key): strings(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [strings(part) for part in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def load_strategy(shelf: Shelf) -> None:
    """Case studies and enabler sheets of the community based care strategy."""
    file = "strategy.yaml"
    content = read(file)
    round_ = shelf.rounds[content["round"]]
    for row in content["case_studies"]:
        with item(file, row.get("slug")):
            actions.add_passage(
                model=CaseStudy,
                round=round_,
                slug=row["slug"],
                title=plain(row["title"]),
                by=shelf.writer,
                organisations=[shelf.organisations[slug] for slug in row["organisations"] or []],
                places=[shelf.places[slug] for slug in row["places"] or []],
                order=row["order"],
                narrative=rich(f"{row['narrative']}\n\n{bullets(row.get('facts') or [])}"),
                benefits_patients=[plain(text) for text in row["benefits_patients"] or []],
                benefits_nhs=[plain(text) for text in row["benefits_nhs"] or []],
                accompanies=row["accompanies"] or "",
                source=row["source"],
            )
    for row in content["enablers"]:
        with item(file, row.get("slug")):
            lead = row["lead"] or {}
            organisation = shelf.organisations.get(lead.get("organisation") or "")
            actions.add_passage(
                model=Enabler,
                round=round_,
                slug=row["slug"],
                title=plain(row["title"]),
                by=shelf.writer,
                order=row["order"],
                lead_role=", ".join(part for part in (lead.get("role"), organisation.name if organisation else "") if part),
                **sheet(row),
                source=row["source"],
            )


def sheet(row: dict[str, Any]) -> dict[str, Any]:
    """The parts of an enabler sheet, lists of lines all of them."""
    approach = row.get("approach") or {}
    groups = [(group["area_of_care"], group["items"]) for group in approach.get("groups") or []]
    return {
        "aims": lines(row.get("aims")),
        "impact": [{"area": area.replace("-", " "), "items": lines(items)} for area, items in (row.get("impact") or {}).items()],
        "scope": plain(approach.get("scope")),
        "approach": lines(approach.get("items")),
        "groups": [{"area": area.replace("-", " "), "items": lines(items)} for area, items in groups],
        "mechanism": lines(row.get("mechanism")),
        "timetable": [{"period": step["period"], "items": lines(step["items"])} for step in row.get("timetable") or []],
    }


def lines(found: list[str] | None) -> list[str]:
    return [plain(str(line)) for line in found or []]


def strategy_passages() -> Passages:
    """Governance, costs and rules of review, which strategy.yaml holds for the same round."""
    content = read("strategy.yaml")
    board = content["governance"]["board"]
    governance = (
        f"{plain(content['governance']['why'])}\n\n"
        f"**The board** is {board['status']}. Chair: {plain(board['chair'])}. Executive lead: {plain(board['executive_lead'])}.\n\n"
        f"{plain(content['governance']['accountability_rule'])}\n\n"
        + bullets(f"**{plain(row['who'])}**: {plain(row['what'])}" for row in content["governance"]["responsibilities"])
    )
    costs = bullets(
        f"**{plain(row['purpose'])}**: {pounds(row['amount_gbp'])}, {row['amount_basis']}. {plain(row.get('note'))}"
        for row in content["programme_costs"]
    )
    rules = "\n".join(f"{row['order']}. {plain(row['rule'])}" for row in content["review_rules"])
    return [
        ("Governance of the programme", governance, content["governance"]["source"]),
        ("What the programme costs", costs, content["programme_costs"][0]["source"]),
        ("How progress is reviewed", rules, content["review_rules"][0]["source"]),
    ]
