"""A plan on a page, whichever form it has, in the order a reader takes it."""

from __future__ import annotations

from html import escape

from intentions.documents.plan import plan as facts_of

from ...models import Paper
from ..sources import plan_of
from ..text import Facts, bullets
from .sections import said, unnumbered


def plan(paper: Paper) -> list[Facts]:
    one = facts_of(plan_of(paper))
    blocks = {
        "Mission": _words([one["mission"]]),
        "Vision": [block for vision in one["visions"] for block in _vision(vision)],
        "Values": _list(one["values"]),
        "Spending": _words([one["spending"]]),
        "Objectives": _list([_objective(objective) for objective in one["objectives"]]),
        "Delivered by": [
            block
            for delivered in one["blocks"]
            for block in ({"kind": "lead", "words": escape(delivered["title"])}, said(delivered["body"]))
        ],
        "Ambition": _words([one["ambition"]["statement"]]) + _list(one["ambition"]["measures"]) if one["ambition"] else [],
        "Priorities": [block for priority in one["priorities"] for block in _priority(priority)],
        "Programmes shared by all": _list(one["together"]),
        "Commitments": _list([_commitment(commitment) for commitment in one["commitments"]]),
        "Governance": _list(one["governance"]),
        "Success": _list([_criterion(criterion) for criterion in one["success_criteria"]]),
        "Scorecard": _list([f"{question['domain']}: {question['question']}" for question in one["scorecard"]]),
        "Risks": _list(one["risks"]),
    }
    return [unnumbered(heading, found) for heading, found in blocks.items() if found]


def _words(texts: list[str]) -> list[Facts]:
    return [{"kind": "plain", "text": text} for text in texts if text]


def _list(lines: list[str]) -> list[Facts]:
    return [bullets(lines)] if lines else []


def _vision(vision: Facts) -> list[Facts]:
    pillars = [f"{pillar['name']}: {pillar['statement']}".strip(": ") for pillar in vision["pillars"]]
    return _words(vision["statements"]) + _list(pillars)


def _objective(one: Facts) -> str:
    name = f"{one['name']}: " if one["name"] else ""
    measured = f" Measured by {one['measured_by']}." if one["measured_by"] else ""
    number = f"{one['number']}. " if one["number"] else ""
    return f"{number}{name}{one['statement']}{measured}".strip()


def _priority(one: Facts) -> list[Facts]:
    named = f"<strong>{escape(one['name'])}</strong> {escape(one['statement'])}"
    return [said(f"<p>{named}</p>"), *_list(one["initiatives"])]


def _commitment(one: Facts) -> str:
    return ", ".join(filter(None, (one["actor"], one["commitment"], one["limit"], one["until"] and f"until {one['until']}")))


def _criterion(one: Facts) -> str:
    return ". ".join(filter(None, (one["statement"].rstrip("."), one["domains"], one["threshold"], one["by_when"])))
