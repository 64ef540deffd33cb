"""A plan on a page as a paper."""

from __future__ import annotations

from intentions.documents.paper.plan import plan_sections
from intentions.documents.paper.text import Facts
from intentions.documents.plan import state, years
from intentions.models import Plan

from ...models import Paper
from ..sources import plan_of


def plan(paper: Paper) -> list[Facts]:
    return plan_sections(plan_of(paper))


def about(plan: Plan) -> str:
    """2014/15 to 2018/19. Draft 0.19, signed off 4 April 2014"""
    return ". ".join(filter(None, (years(plan), state(plan))))
