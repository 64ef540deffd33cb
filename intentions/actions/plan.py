"""Plans on a page: written part by part, made public, taken back to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock
from portal.moves.stale import Page, mark
from portal.organisations.models import Organisation
from portal.printing.actions import order

from .. import documents
from ..documents.passages import texts_of
from ..models import Plan
from .comment import carry_threads, is_spoken_of
from .parted import Revision, kept_state, put, reconcile, standing


@transaction.atomic
def add_plan(
    *,
    slug: str,
    organisation: Organisation,
    title: str,
    form: str,
    by: User | None,
    content: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Plan:
    """A plan on a page in one of its forms; `content` keeps its blocks. A block in which nothing stands is none, here as in every save."""
    said = {name: block for name, block in (content or {}).items() if block}
    plan = Plan.objects.create(slug=slug, organisation=organisation, title=title, form=form, content=said, **fields)
    record("plan.added", target=plan, by=by, says=f"added the plan on a page {plan}", owner=organisation)
    return plan


@transaction.atomic
def edit_plan(*, plan: Plan, by: User, revision: Revision, page: Page | None = None, **said: Any) -> Plan:
    """What is given is saved; what someone else changed since `revision` is never overwritten. A public plan is taken back first."""
    plan, page = lock(plan), page or Page()
    if plan.is_published:
        raise CannotMove("edit", plan)
    columns = {field.name for field in plan._meta.fields}
    said = {name: value if name in columns else value or None for name, value in said.items()}
    touched, _ = reconcile(plan, said, standing(plan, said), revision=revision, page=page)
    if not touched:
        return plan
    before = texts_of(plan) if is_spoken_of(plan, touched) else {}
    with kept_state(plan, touched, by=by) as at:
        written = put(plan, touched)
        mark(plan, touched, by=by, at=at, page=page)
        plan.save(update_fields=[*written, "revision", "changes"])
    if before:
        carry_threads(plan, before, {part: text for part, text in texts_of(plan).items() if part in touched})
    record("plan.edited", target=plan, by=by, says=f"changed the plan on a page {plan}", owner=plan.organisation)
    return plan


@transaction.atomic
def publish_plan(*, plan: Plan, by: User) -> Plan:
    """Everybody may read it, as it now stands; its PDF is ordered."""
    plan = advance(plan, "publish")
    plan.save(update_fields=["status"])
    record("plan.published", target=plan, by=by, says=f"published the plan on a page {plan}", owner=plan.organisation)
    return print_plan(plan=plan, by=by)


@transaction.atomic
def print_plan(*, plan: Plan, by: User | None) -> Plan:
    """The PDF of what everybody may read of it now: ordered once for the same words."""
    plan = lock(plan)
    facts = documents.plan_page(plan)
    if plan.is_published and (plan.document is None or plan.document.facts != facts):
        plan.document = order(template=documents.PLAN, facts=facts, title=plan.title, file_name=plan.slug, by=by)
        plan.save(update_fields=["document"])
    return plan


@transaction.atomic
def print_draft_plan(*, plan: Plan, by: User, at: datetime) -> Plan:
    """The draft as it is at this hour, and marked so; what is changed later is not in it. A public plan has its own PDF."""
    plan = lock(plan)
    if plan.is_published:
        raise CannotMove("print", plan)
    facts, name = documents.plan_page(plan, at), f"{plan.slug}-draft-{at:%Y-%m-%d-%H%M}"
    page = reverse("intentions:plan_page", args=[plan.slug])
    plan.drafted = order(template=documents.PLAN, facts=facts, title=f"{plan}: draft"[:300], file_name=name[:120], by=by, page=page)
    plan.save(update_fields=["drafted"])
    record("plan.printed", target=plan, by=by, says=f"had the draft of the plan on a page {plan} printed", owner=plan.organisation)
    return plan


@transaction.atomic
def take_back_plan(*, plan: Plan, by: User) -> Plan:
    """It is no longer public, and can be changed."""
    plan = advance(plan, "take_back")
    plan.save(update_fields=["status"])
    record("plan.taken_back", target=plan, by=by, says=f"took back the plan on a page {plan}", owner=plan.organisation)
    return plan
