"""A plan on a page as the page it is: the boxes of its form in rows, on screen and on one A4; as words one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings

from portal.nhsuk import words

from ...models import Plan
from ...states import PlanForm
from ..plan import plan as facts_of
from ..plan import state, years
from .sections import said
from .text import Facts, bullets

TEMPLATE = "documents/paper.html"
WIDE = {PlanForm.CCG, PlanForm.NHS_ENGLAND}  # whose many boxes want the page on its side
COLUMNS, NARROWEST, A_LINE = 24, 3, 12
TAG = re.compile("<[^>]*>")
IS_READ = "The links to objectives are our reading of the layout"


class Box(NamedTuple):
    """Boxes of one band stand beside each other."""

    band: str
    heading: str
    blocks: list[Facts]


def plan_page(plan: Plan, at: datetime | None = None) -> Facts:
    """The whole of it, for the page, the PDF and the Word file. A draft says so on every page, and of which hour it is."""
    draft = f"Draft, {words.day(at)} at {words.clock(at)}" if at else "Draft"
    about = (plan.organisation.name, years(plan), state(plan), f"Source: {plan.source}" if plan.source else "")
    return {
        "line": plan.organisation.name,
        "marking": "" if plan.is_published else draft,
        "exempt": "",
        "header": [["Plan of", ". ".join(filter(None, about))]],
        "sections": plan_sections(plan),
        "layout": layout_of(plan),
        "one_page": True,
    }


def layout_of(plan: Plan) -> str:
    """On its side, or upright."""
    return "boxed wide" if plan.form in WIDE else "boxed"


def plan_sections(plan: Plan) -> list[Facts]:
    """Each box with its row and how many of 24 columns it takes: the more it says, the wider."""
    rows = _rows(plan_boxes(facts_of(plan)), at_most=5 if plan.form in WIDE else 3)
    return [_section(box, row, span) for row, boxes in enumerate(rows, 1) for box, span in zip(boxes, _spans(boxes), strict=True)]


def _section(box: Box, row: int, span: int) -> Facts:
    is_list = span == COLUMNS and len(box.blocks) > 2
    about = {"row": row, "span": span, "is_in_columns": is_list}
    return {"number": "", "heading": box.heading, "id": "", "quoted": "", "parts": [], "blocks": box.blocks, **about}


def _rows(boxes: list[Box], *, at_most: int) -> Iterator[list[Box]]:
    """The boxes of a band, shared out evenly where there are more than fit beside each other."""
    for _, found in groupby(boxes, key=lambda box: box.band):
        band = list(found)
        rows = -(-len(band) // at_most)
        shares = [len(band) // rows + (at < len(band) % rows) for at in range(rows)]
        for share in shares:
            yield band[:share]
            band = band[share:]


def _spans(boxes: list[Box]) -> list[int]:
    """Of 24 columns, by how much each has to say; none narrower than an eighth."""
    weights = [max(_weight(box.blocks), 1) for box in boxes]
    spans = [max(COLUMNS * weight // sum(weights), NARROWEST) for weight in weights]
    while sum(spans) != COLUMNS:
        step = 1 if sum(spans) < COLUMNS else -1
        crowded = [step * weight / span for weight, span in zip(weights, spans, strict=True)]
        free = [at for at, span in enumerate(spans) if step > 0 or span > NARROWEST]
        spans[max(free, key=lambda at: crowded[at])] += step
    return spans


def _weight(value: Any) -> int:
    """Letters as they are read; a line of a list takes some more."""
    if isinstance(value, str):
        return len(TAG.sub("", value)) + A_LINE * value.count("<li")
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return sum(_weight(one) + A_LINE for one in inside)


# ── Its boxes ───────────────────────────────────────────────────────────────────────────────────────────────────────
def plan_boxes(one: Facts) -> list[Box]:
    """Of the facts of a plan, in the order a reader takes them; what its form lacks is left out."""
    boxes = [
        Box("aim", "Mission", _words([one["mission"]])),
        Box("aim", "Vision", [block for vision in one["visions"] or one["visions_elsewhere"] for block in _vision(vision)]),
        Box("aim", "Values", _list(one["values"])),
        Box("aim", "Spending", _words([one["spending"]])),
        Box("objectives", "Objectives", [block for objective in one["objectives"] for block in _objective(objective)]),
        *(Box("delivered", delivered["title"], _delivered(delivered)) for delivered in one["blocks"]),
        *([_ambition(one["ambition"])] if one["ambition"] else []),
        *(Box("priorities", priority["name"] or "Priority", _priority(priority)) for priority in one["priorities"]),
        Box("together", "Programmes shared by all priorities", _list(one["together"])),
        Box("together", "Commitments", _list([_commitment(commitment) for commitment in one["commitments"]])),
        Box("judged", "Governance", _list(one["governance"])),
        Box("judged", "How success is measured", _list([_criterion(criterion) for criterion in one["success_criteria"]])),
        Box("judged", "Scorecard", _list([_question(question) for question in one["scorecard"]])),
        Box("judged", "High-level risks", _list(one["risks"])),
        Box("judged", "Commissioning intentions", _intentions(one)),
        Box("judged", "The vision as it stands elsewhere in the document", _elsewhere(one)),
        Box("judged", "Notes", _list(_notes(one))),
    ]
    return [box for box in boxes if box.blocks]


def _words(texts: list[str]) -> list[Facts]:
    return [{"kind": "plain", "text": text} for text in texts if text]


def _list(lines: list[str]) -> list[Facts]:
    return [bullets(lines)] if lines else []


def _vision(vision: Facts) -> list[Facts]:
    pillars = [f"{pillar['name']}: {pillar['statement']}".strip(": ") for pillar in vision["pillars"]]
    return _words(vision["statements"]) + _list(pillars)


def _elsewhere(one: Facts) -> list[Facts]:
    """Beside the vision of the page; where the page has none, it stands as the vision."""
    return [block for vision in one["visions_elsewhere"] for block in _vision(vision)] if one["visions"] else []


def _objective(one: Facts) -> list[Facts]:
    """With the number and name by which other blocks call it."""
    called = ": ".join(filter(None, (f"Objective {one['number']}" if one["number"] else "", one["name"])))
    more = [f"Measured by: {one['measured_by']}" if one["measured_by"] else "", f"Until {one['until']}" if one["until"] else ""]
    words = ". ".join(text.rstrip(".") for text in (one["statement"], *more) if text)
    named = f"<strong>{escape(called)}.</strong> " if called else ""
    return [said(f"<p>{named}{escape(words)}.</p>"), *_intentions(one)]


def _delivered(one: Facts) -> list[Facts]:
    body = [said(one["body"])] if one["body"] else []
    return body + _words([one["see_also"]]) + _intentions(one)


def _notes(one: Facts) -> list[str]:
    """Beside those of its writers, whether its links to objectives were printed or read out of the layout."""
    found = [block["title"] for block in one["blocks"] if block["is_read"]]
    which = "" if len(found) == len(one["blocks"]) else f" of these boxes: {'; '.join(found)}"
    return [*one["notes"], *([f"{IS_READ}{which}."] if found else [])]


def _ambition(one: Facts) -> Box:
    return Box("ambition", "Ambition", _words([one["statement"]]) + _list(one["measures"]))


def _priority(one: Facts) -> list[Facts]:
    return _words([one["statement"]]) + _list(one["initiatives"]) + _intentions(one)


def _commitment(one: Facts) -> str:
    return ", ".join(filter(None, (one["actor"], one["commitment"], one["limit"], one["until"] and f"until {one['until']}")))


def _criterion(one: Facts) -> str:
    told = [
        one["statement"],
        f"Indicators of {one['groups']}" if one["groups"] else "",
        one["domains"],
        f"Threshold: {one['threshold']}" if one["threshold"] else "",
        f"By {one['by_when']}" if one["by_when"] else "",
        f"Serves {one['objectives']}" if one["objectives"] else "",
    ]
    return " ".join(f"{text.rstrip('.')}." for text in told if text)


def _question(one: Facts) -> str:
    serves = f" Serves {one['objectives']}." if one["objectives"] else ""
    return f"Domain {one['domain']}: {one['question']}{serves}"


def _intentions(one: Facts) -> list[Facts]:
    """Those it lists that anybody may read, each a link to it. What was frozen before plans listed any has none."""
    lines = [
        f'<li><a href="{escape(settings.PORTAL_ADDRESS + tied["path"])}">{escape(tied["reference"])}</a> {escape(tied["title"])}</li>'
        for tied in one.get("intentions", [])
    ]
    return [said(f"<ul>{''.join(lines)}</ul>")] if lines else []
