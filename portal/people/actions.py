"""What a workbook says of the register, or of the people of an organisation: chosen rows in one step, taken back in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portal.accounts.addresses import plain
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, lock
from portal.organisations import actions
from portal.organisations.models import Offer, Organisation
from portal.organisations.states import OfferStatus
from portal.workbooks import kept
from portal.workbooks.came import KEPT
from portal.workbooks.comparing import Thing, compare
from portal.workbooks.reading import Brought
from portal.workbooks.showing import GONE, SINCE, name, why_left

from .models import Step, Workbook
from .states import Book
from .workbook import people, register

IN_USE = "Somebody belongs to it, so it stays in the register"
ACCEPTED = "The invitation was accepted or taken back since: end a role on the page of people"
Left = list[tuple[str, str]]
Row = dict[str, Any]


@transaction.atomic
def keep_workbook(*, owner: Organisation | None, brought: Brought, name: str, by: User, at: datetime) -> Workbook:
    """What came is kept for whoever brought it; nothing is changed yet."""
    book = Book.PEOPLE if owner else Book.REGISTER
    workbook = Workbook.objects.create(owner=owner, book=book, said=kept.plain(brought), name=name[:150], by=by, at=at)
    record(f"{book}.workbook_brought", target=owner or by, by=by, at=at, says=f"brought back the workbook {name}", owner=owner)
    return workbook


def forget_workbooks(*, at: datetime) -> None:
    """What came thirty days ago, taken in or not: a step keeps of itself what it changed."""
    Workbook.objects.filter(at__lt=at - KEPT).delete()


def things_of(workbook: Workbook) -> tuple[list[Thing], dict[str, str], list[str], dict[str, Any]]:
    """What came back beside what stands, the marks of that, what is said of the whole file, and what stands."""
    brought, stands = kept.read(workbook.said), standing(workbook.owner)
    rows = rows_of(workbook.owner, stands)
    sheet = sheet_of(workbook.owner)
    things = compare(brought, [sheet], {sheet.name: rows})
    people.judge(things, stands) if workbook.owner else register.judge(things, stands)
    return things, {row.key: row.mark for row in rows}, brought.notes, stands


def sheet_of(owner: Organisation | None) -> Any:
    return people.sheet(owner) if owner else register.sheet()


def standing(owner: Organisation | None) -> dict[str, Any]:
    return people.standing(owner) if owner else register.standing()


def rows_of(owner: Organisation | None, stands: Mapping[str, Any]) -> list[Any]:
    return [people.row_of(key, one) for key, one in stands.items()] if owner else [register.row_of(one) for one in stands.values()]


@transaction.atomic
def take_in(*, workbook: Workbook, chosen: Mapping[str, str], by: User, at: datetime) -> tuple[Step | None, Left]:
    """The chosen rows, each by its token with the mark of what stood beside it when it was looked at; once."""
    if workbook.owner:
        lock(workbook.owner)
    workbook = lock(workbook, "owner")
    if workbook.step_id:
        raise CannotMove("take_in", workbook)
    things, marks, _, stands = things_of(workbook)
    did: list[Row] = []
    left: Left = []
    for thing in (one for one in things if one.token in chosen):
        why = why_left(thing, marks, chosen[thing.token]) or _written(workbook, thing, stands.get(thing.key), by, did)
        left += [(name(thing), why)] if why else []
    if not did:
        return None, left
    step = Step.objects.create(owner=workbook.owner, book=workbook.book, name=workbook.name, did=did, by=by, at=at)
    workbook.step = step
    workbook.save(update_fields=["step"])
    record(f"{step.book}.taken_in", target=workbook.owner or by, by=by, at=at, says=str(step), owner=workbook.owner, step=str(step.pk))
    return step, left


@transaction.atomic
def untake(*, step: Step, by: User, at: datetime) -> Left:
    """What was changed says again what it said before. Who was invited is no longer, unless they accepted; what was added is closed."""
    step = lock(step, "owner")
    if step.undone_at:
        raise CannotMove("untake", step)
    left: Left = []
    undo = _uninvited if step.owner_id else _unwritten
    for row in reversed(step.did):
        why = undo(row, by)
        left += [(row["name"], why)] if why else []
    step.undone_at = at
    step.save(update_fields=["undone_at"])
    record(f"{step.book}.untaken", target=step.owner or by, by=by, at=at, says=f"undid: {step}", owner=step.owner, step=str(step.pk))
    return left


def _written(workbook: Workbook, thing: Thing, stands: Any, by: User, did: list[Row]) -> str:
    if workbook.owner:
        did.append(_invited(workbook.owner, thing, stands, by))
        return ""
    try:
        with transaction.atomic():
            did.append(_registered(thing, stands, by))
    except ValidationError as refused:
        return ". ".join(refused.messages)
    return ""


# ── An organisation ─────────────────────────────────────────────────────────────────────────────────────────────────
def _registered(thing: Thing, stands: Organisation | None, by: User) -> Row:
    keys = [one for one in register.TOLD if stands is None or one in thing.changed]
    content = register.content(thing.cells, keys)
    if stands is None:
        one = actions.add_organisation(by=by, is_demonstration=by.is_demonstration, **content)
        return {"pk": str(one.pk), "name": one.slug, "before": {}, "after": {}}
    before = register.row_of(stands).cells
    after = register.row_of(actions.change_organisation(organisation=stands, by=by, **content)).cells
    return {
        "pk": str(stands.pk),
        "name": stands.slug,
        "before": {key: before[key] for key in keys},
        "after": {key: after[key] for key in keys},
    }


def _unwritten(row: Row, by: User) -> str:
    one = Organisation.objects.select_for_update().filter(pk=row["pk"]).first()
    if one is None:
        return GONE
    if not row["before"]:
        return _closed(one, by)
    now = register.row_of(one).cells
    if any(now[key] != text for key, text in row["after"].items()):
        return SINCE
    actions.change_organisation(organisation=one, by=by, **register.content(row["before"], row["before"]))
    return ""


def _closed(one: Organisation, by: User) -> str:
    """As where a list is undone: it is closed, never deleted, and not while somebody belongs to it."""
    if one.memberships.exists():
        return IN_USE
    for offer in one.offers.waiting():
        actions.take_back(offer=offer, by=by)
    if one.closed_date is None:
        actions.close_organisation(organisation=one, on=timezone.localdate(), by=by)
    return ""


# ── A person ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _invited(owner: Organisation, thing: Thing, stands: people.Person | None, by: User) -> Row:
    asked: Sequence[str] = people.roles_of(thing.cells)
    if stands is None:
        name, email, before = " ".join(thing.cells["title"].split()), plain(thing.cells["email"]), []
    else:
        name, email, before = stands.name, stands.user.email, sorted(stands.offer.roles) if stands.offer else []
        asked = [role for role in asked if role not in stands.roles]
    offer = actions.invite(organisation=owner, name=name, email=email, roles=asked, by=by)
    return {"pk": str(offer.pk), "name": name, "before": before, "after": offer.roles}


def _uninvited(row: Row, by: User) -> str:
    offer = Offer.objects.filter(pk=row["pk"]).first()
    if offer is None or offer.status != OfferStatus.WAITING:
        return ACCEPTED
    if sorted(offer.roles) != sorted(row["after"]):
        return SINCE
    if row["before"]:
        actions.offer_fewer(offer=offer, roles=row["before"], by=by)
    else:
        actions.take_back(offer=offer, by=by)
    return ""
