"""The order of an agenda: a line is moved any distance, and taken off; what stands under an item goes with it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import lock

from ..models import AgendaItem, Meeting, Paper
from ..states import PaperStatus
from .refusals import NotReady
from .reprint import reprint


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User) -> None:
    """With what stands under it; the lines below move up. A line that stands in an issued pack stays on the agenda."""
    meeting, item = lock(item.meeting), lock(item)
    for one in (item, *item.beneath.all()):
        if one.pack_items.exists():
            raise NotReady([f"Item {one.mark} is in a pack that has been issued. Withdraw it instead."])
    record("item.removed", target=item, by=by, says=f"removed item {item} from {meeting}", owner=meeting.committee.host)
    number, place = item.number, item.place
    item.delete()
    if place:
        meeting.items.filter(number=number, place__gt=place).update(place=F("place") - 1)
    else:
        meeting.items.filter(number__gt=number).update(number=F("number") - 1)
    reprint_all(meeting, by)


@transaction.atomic
def move_item(*, item: AgendaItem, by: User, to: int) -> AgendaItem:
    """To the first place, the fifth or the last: of the agenda, or of what stands under its item. Beyond the ends is at the end."""
    meeting = lock(item.meeting)
    item = lock(item)
    here, places = place_of(item)
    to = min(max(to, 1), len(places))
    if to == here:
        return item
    order = [*places]
    order.insert(to - 1, order.pop(here - 1))
    by_place = dict(zip(order, places, strict=True))  # what stood there, and what it is now
    name = "place" if item.place else "number"
    moved = list(item.parent.beneath.all() if item.parent else meeting.items.all())
    for one in moved:
        setattr(one, name, by_place[getattr(one, name)])
    AgendaItem.objects.bulk_update(moved, [name])
    item.refresh_from_db()
    reprint_all(meeting, by)
    record("item.moved", target=item, by=by, says=f"made “{item.title}” item {item.mark}", owner=meeting.committee.host)
    return item


def place_of(item: AgendaItem) -> tuple[int, list[int]]:
    """Which it is of those it stands among, from 1, and the numbers or letters they have."""
    if item.parent:
        places = list(item.parent.beneath.order_by("place").values_list("place", flat=True))
        return places.index(item.place) + 1, places
    numbers = list(item.meeting.items.filter(place=0).order_by("number").values_list("number", flat=True))
    return numbers.index(item.number) + 1, numbers


def place_before(item: AgendaItem, other: AgendaItem | None) -> int:
    """Where it comes to stand when it is dropped before another line; before none it is the last."""
    here, places = place_of(item)
    if other is None or (item.parent_id and other.parent_id != item.parent_id):
        return len(places)
    at = places.index(other.place if item.parent_id else other.number) + 1
    at += 1 if other.place and not item.parent_id else 0  # before what stands under an item is after the item
    return at - 1 if at > here else at


def reprint_all(meeting: Meeting, by: User | None) -> None:
    """The number of an item stands at the head of its paper."""
    frozen = [PaperStatus.CLEARED, PaperStatus.PUBLISHED]
    for paper in Paper.objects.filter(item__meeting=meeting, status__in=frozen).select_related("document", "item"):
        reprint(paper, by)
