"""What stands around the intentions of a round: passages, challenges, examples, enabler sheets, its providers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock
from portal.moves.stale import Page, mark
from portal.organisations.slugs import free_slug
from portal.richtext.clean import clean

from ..documents.passages import texts_of
from ..models import CaseStudy, Challenge, Enabler, RegisterEntry, Round, Section
from .comment import carry_threads, is_spoken_of, leave_threads
from .parted import Revision, forget_page, in_order, kept_state, parted, put, reconcile, standing

Passage = Section | Challenge | CaseStudy | Enabler | RegisterEntry
NAMED = {  # the stem of its events, and what it is called
    Section: ("section", "passage"),
    Challenge: ("challenge", "challenge"),
    CaseStudy: ("case_study", "example"),
    Enabler: ("enabler", "enabler sheet"),
    RegisterEntry: ("register_entry", "provider"),
}
RICH = ("body", "narrative")


@transaction.atomic
def add_passage(*, round: Round, model: type[Passage], by: User | None, **fields: Any) -> Any:
    """It joins the round, after the others of its kind."""
    round = lock(round)
    columns, links, kept = parted(model, _cleaned(model, fields))
    rows = model._default_manager.filter(round=round)
    columns.setdefault("order", (rows.aggregate(last=Max("order"))["last"] or 0) + 1)
    if hasattr(model, "slug"):
        columns.setdefault("slug", free_slug(rows, columns["title"], fallback="sheet"))
    if kept:
        columns["content"] = {name: value for name, value in kept.items() if value is not None}
    passage = model._default_manager.create(round=round, **columns)
    for name, things in links.items():
        getattr(passage, name).set(things)
    return _recorded(passage, "added", by)


@transaction.atomic
def edit_passage(*, passage: Any, by: User, revision: Revision, page: Page | None = None, **fields: Any) -> Any:
    """What is given is saved; what someone else changed since `revision` is never overwritten: Stale says both texts."""
    passage, page = lock(passage), page or Page()
    said = _cleaned(type(passage), fields)
    touched, passage.merged = reconcile(passage, said, standing(passage, said), revision=revision, page=page, rich=RICH)
    if not touched:
        return passage
    before = texts_of(passage) if is_spoken_of(passage, touched) else {}
    with kept_state(passage, touched, by=by) as at:
        columns = put(passage, touched)
        mark(passage, touched, by=by, at=at, page=page)
        forget_page(passage, passage.merged)
        passage.save(update_fields=[*columns, "revision", "changes"])
    if before:
        carry_threads(passage, before, {part: text for part, text in texts_of(passage).items() if part in touched})
    return _recorded(passage, "edited", by)


@transaction.atomic
def remove_passage(*, passage: Any, by: User) -> None:
    """It leaves the draft; editions that hold it stay as they are. The history keeps its words."""
    passage = lock(passage)
    kept = ("heading", "body", "area", "statement", "title", "narrative", "content", "role")
    _recorded(passage, "removed", by, **{name: str(getattr(passage, name)) for name in kept if hasattr(passage, name)})
    leave_threads(passage, by)
    passage.delete()


def _cleaned(model: type[Passage], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Rich text sanitised, links in one order, nothing said as nothing."""
    columns, links, kept = parted(model, fields)
    said = {name: clean(value) if name in RICH else value for name, value in columns.items()}
    return said | {name: in_order(things) for name, things in links.items()} | {name: value or None for name, value in kept.items()}


def _recorded(passage: Any, verbed: str, by: User | None, **words: str) -> Any:
    stem, name = NAMED[type(passage)]
    says = f"{verbed} the {name} “{passage}” of {passage.round}"
    record(f"{stem}.{verbed}", target=passage, by=by, says=says, owner=passage.round.lead, **words)
    return passage
