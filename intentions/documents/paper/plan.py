"""A plan on a page, whichever form it has, in the order a reader takes it."""

from __future__ import annotations

from html import escape

from .sections import said
from .text import Facts, bullets


def plan_blocks(one: Facts) -> list[tuple[str, list[Facts]]]:
    """(heading, blocks) of the facts of a plan; what its form lacks is left out."""
    blocks = {
        "Mission": _words([one["mission"]]),
        "Vision": [block for vision in one["visions"] or one["visions_elsewhere"] for block in _vision(vision)],
        "Values": _list(one["values"]),
        "Spending": _words([one["spending"]]),
        "Objectives": [said(f"<p>{_objective(objective)}</p>") for objective in one["objectives"]],
        "Delivered by": [block for delivered in one["blocks"] for block in _delivered(delivered)],
        "Ambition": _words([one["ambition"]["statement"]]) + _list(one["ambition"]["measures"]) if one["ambition"] else [],
        "Priorities": [block for priority in one["priorities"] for block in _priority(priority)],
        "Programmes shared by all": _list(one["together"]),
        "Commitments": _list([_commitment(commitment) for commitment in one["commitments"]]),
        "Governance": _list(one["governance"]),
        "Success": _list([_criterion(criterion) for criterion in one["success_criteria"]]),
        "Scorecard": _list([f"{question['domain']}: {question['question']}" for question in one["scorecard"]]),
        "Risks": _list(one["risks"]),
    }
    return [(heading, found) for heading, found in blocks.items() if found]


def _words(texts: list[str]) -> list[Facts]:
    return [{"kind": "plain", "text": text} for text in texts if text]


def _list(lines: list[str]) -> list[Facts]:
    return [bullets(lines)] if lines else []


def _vision(vision: Facts) -> list[Facts]:
    pillars = [f"{pillar['name']}: {pillar['statement']}".strip(": ") for pillar in vision["pillars"]]
    return _words(vision["statements"]) + _list(pillars)


def _objective(one: Facts) -> str:
    """With the number or name that other blocks call it by."""
    called = ". ".join(filter(None, (str(one["number"]), one["name"])))
    more = [f"Measured by: {one['measured_by']}" if one["measured_by"] else "", f"Until {one['until']}" if one["until"] else ""]
    words = ". ".join(text.rstrip(".") for text in (one["statement"], *more) if text)
    return f"<strong>{escape(called)}:</strong> {escape(words)}." if called else f"{escape(words)}."


def _delivered(one: Facts) -> list[Facts]:
    """The heading says already that it delivers; which objectives it serves stands over each block."""
    title = one["title"].removeprefix("Delivered by, for ")
    found = [{"kind": "lead", "words": escape(f"{title[:1].upper()}{title[1:]}")}, said(one["body"])]
    return found + _words([one["see_also"]])


def _priority(one: Facts) -> list[Facts]:
    named = f"<strong>{escape(one['name'])}</strong> {escape(one['statement'])}"
    return [said(f"<p>{named}</p>"), *_list(one["initiatives"])]


def _commitment(one: Facts) -> str:
    return ", ".join(filter(None, (one["actor"], one["commitment"], one["limit"], one["until"] and f"until {one['until']}")))


def _criterion(one: Facts) -> str:
    served = f"For {one['objectives']}" if one["objectives"] else ""
    return ". ".join(
        filter(None, (one["statement"].rstrip("."), one["groups"].capitalize(), one["domains"], one["threshold"], one["by_when"], served))
    )
