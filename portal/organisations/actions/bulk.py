"""Many at once: organisations and their people out of a list, in one step that can be undone while nothing of it was taken up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actions import record
from portal.audit.models import Event
from portal.moves import CannotMove

from ..bulk import Line
from ..models import Offer, Organisation
from .invitations import invite, take_back
from .register import add_organisation, close_organisation


@dataclass
class Brought:
    """What one list did."""

    organisations: list[Organisation] = field(default_factory=list)  # every one that was named, known or new
    added: list[Organisation] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    event: Any = None


@transaction.atomic
def bring_in(*, lines: Iterable[Line], by: Any, is_checked: bool = True, reason: str = "", page: str = "") -> Brought:
    """Every good line of the list; what is wrong with the others was said, and they are left out. `page` is where else it is undone."""
    done, known = Brought(), {}
    for line in lines:
        if line.problems:
            continue
        if line.key not in known:
            known[line.key] = line.found or _added(line, by, is_checked)
            done.organisations.append(known[line.key])
            done.added += [] if line.found else [known[line.key]]
        if line.email:
            organisation = known[line.key]
            done.offers.append(invite(organisation=organisation, name=line.name, email=line.email, roles=line.roles, by=by, reason=reason))
    kept = {"offers": [str(one.pk) for one in done.offers], "added": [str(one.pk) for one in done.added], "page": page}
    says = f"brought in a list: {len(done.added)} organisations added, {len(done.offers)} people invited"
    done.event = record("list.brought_in", target=by, by=by, says=says, **kept)
    return done


def _added(line: Line, by: Any, is_checked: bool) -> Organisation:
    known: dict[str, Any] = {"ods_code": line.ods_code or None, "is_checked": is_checked, "is_demonstration": by.is_demonstration}
    return add_organisation(name=line.organisation, short_name=line.organisation[:80], kinds=line.kinds, by=by, **known)


@transaction.atomic
def undo_list(*, event: Event, by: Any, keep: Collection[Any] = ()) -> tuple[int, int]:
    """Takes back the invitations nobody has accepted, and closes the organisations nobody has joined. What was taken up stays.

    Organisations to `keep` are in use, though nobody may have joined.
    """
    if Event.objects.filter(name="list.undone", details__of=str(event.pk)).exists():
        raise CannotMove("undo_list", None)
    waiting = list(Offer.objects.waiting().filter(pk__in=event.details["offers"]).exclude(organisation__in=keep))
    for offer in waiting:
        take_back(offer=offer, by=by)
    empty = Organisation.objects.filter(pk__in=event.details["added"], memberships__isnull=True, closed_date=None).exclude(pk__in=keep)
    today = timezone.localdate()
    closed = [close_organisation(organisation=one, on=today, by=by) for one in empty]
    says = f"undid a list: {len(waiting)} invitations taken back, {len(closed)} organisations closed"
    record("list.undone", target=by, by=by, says=says, of=str(event.pk))
    return len(waiting), len(closed)
