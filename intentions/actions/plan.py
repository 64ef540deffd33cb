"""What stands beside the intentions of a round: plans on a page, case studies, enabler sheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record
from portal.organisations.models import Organisation, Place
from portal.richtext.clean import clean

from ..models import CaseStudy, Enabler, Plan, Round


@transaction.atomic
def add_plan(*, slug: str, organisation: Organisation, title: str, form: str, by: User | None, **fields: Any) -> Plan:
    """A plan on a page in one of its forms; `content` keeps its blocks."""
    plan = Plan.objects.create(slug=slug, organisation=organisation, title=title, form=form, **fields)
    record("plan.added", target=plan, by=by, says=f"added the plan on a page {plan}", owner=organisation)
    return plan


@transaction.atomic
def add_case_study(
    *,
    round: Round,
    slug: str,
    title: str,
    by: User | None,
    organisations: Iterable[Organisation] = (),
    places: Iterable[Place] = (),
    narrative: str = "",
    **fields: Any,
) -> CaseStudy:
    """An example joins a round, after those told before."""
    fields.setdefault("order", _next(round.case_studies))
    study = CaseStudy.objects.create(round=round, slug=slug, title=title, narrative=clean(narrative), **fields)
    study.organisations.set(organisations)
    study.places.set(places)
    record("case_study.added", target=study, by=by, says=f"added the example “{title}” to {round}", owner=round.lead)
    return study


@transaction.atomic
def add_enabler(*, round: Round, slug: str, title: str, by: User | None, **fields: Any) -> Enabler:
    """An enabler sheet joins a round, after those before it."""
    fields.setdefault("order", _next(round.enablers))
    enabler = Enabler.objects.create(round=round, slug=slug, title=title, **fields)
    record("enabler.added", target=enabler, by=by, says=f"added the enabler “{title}” to {round}", owner=round.lead)
    return enabler


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1
