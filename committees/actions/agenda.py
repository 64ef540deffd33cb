"""The agenda: its lines, their order, and the day on which it becomes public."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import advance, lock
from portal.nhsuk import words

from .. import documents
from ..models import AgendaItem, Meeting, Paper
from ..models.exemption import EXEMPTION
from ..states import PaperStatus
from .exemption import recall, refuse_to_open
from .paper import freeze
from .refusals import NotReady
from .reprint import reprint
from .upload import Taken, forget, join, look_into, stored_of, tell

URGENCY = ("chair_reason", "chair_agreed_by", "chair_agreed_date")
PARTS = frozenset({"title", "paper", "upload", *URGENCY, *EXEMPTION})
OF_AN_UPLOAD = ("upload", "upload_name", "upload_sha256", "upload_pages", "upload_hides", "annex")
OF_WHAT_NOBODY_SEES = ("upload_unseen", "upload_unseen_pages", "upload_unseen_by", "upload_unseen_at")


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    by: User | None,
    paper: Paper | None = None,
    upload: Any = None,
    unseen: str = "",
    token: str = "",
    is_exempt: bool = False,
    number: int | None = None,
    at: datetime | None = None,
    **more: Any,
) -> AgendaItem:
    """The next line of the agenda. A paper says itself whether it is exempt; an upload or a title alone must be told.

    After the deadline it goes only into a supplement, and only with the chair's reason. What nobody sees in an upload is
    kept or removed by somebody (`unseen`), or nothing is added.
    """
    taken = look_into(upload, by=by, unseen=unseen, token=token) if upload else None
    meeting = lock(meeting)
    last = meeting.items.aggregate(last=Max("number"))["last"] or 0
    item = AgendaItem(meeting=meeting, number=number or last + 1)
    item.is_supplementary = documents.is_after_the_deadline(meeting, timezone.localdate(at or timezone.now()))
    _fill(item, {"title": title, "paper": paper, "is_exempt": is_exempt and paper is None, **more}, taken, by)
    if item.is_supplementary and not all(getattr(item, name) for name in URGENCY):
        raise NotReady(["The deadline has passed. Say why this is urgent, and when the chair agreed to it."])
    item.save()
    _settle(item, by)
    record("item.added", target=item, by=by, says=f"added item {item} to {meeting}", owner=meeting.committee.host)
    if taken:
        tell(item, taken, by=by)
    return item


@transaction.atomic
def edit_item(*, item: AgendaItem, by: User, unseen: str = "", token: str = "", **changes: Any) -> AgendaItem:
    """Another title, another paper, another upload, another part. What becomes exempt is recalled from the public at once.

    An upload about which something is to be decided is looked at again.
    """
    asks_again = "upload" in changes and item.is_unsettled
    upload = changes.pop("upload", None) or (stored_of(item) if asks_again else None)
    taken = look_into(upload, by=by, unseen=unseen, token=token) if upload else None
    meeting, item = lock(item.meeting), lock(item)
    was_part_2 = item.is_part_2
    if "paper" not in changes or changes["paper"] == item.paper:
        refuse_to_open(was_part_2 and item.paper is None, changes.get("is_exempt", item.is_exempt))
    if item.is_part_2 is False and changes.get("is_exempt"):
        recall(meeting, item, timezone.now())
    _fill(item, changes, taken, by)
    item.save()
    _settle(item, by)
    record("item.changed", target=item, by=by, says=f"changed item {item} of {meeting}", owner=meeting.committee.host)
    if taken:
        tell(item, taken, by=by)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User) -> None:
    """The lines below move up. A line that stands in an issued pack stays on the agenda."""
    meeting, item = lock(item.meeting), lock(item)
    if item.pack_items.exists():
        raise NotReady([f"Item {item.number} is in a pack that has been issued. Change its title instead."])
    record("item.removed", target=item, by=by, says=f"removed item {item} from {meeting}", owner=meeting.committee.host)
    item.delete()
    meeting.items.filter(number__gt=item.number).update(number=F("number") - 1)
    _reprint(meeting, by)


@transaction.atomic
def move_item(*, item: AgendaItem, by: User, up: bool) -> AgendaItem:
    """One place up or down. The first does not move up nor the last down."""
    meeting = lock(item.meeting)
    item = lock(item)
    above, below = meeting.items.filter(number__lt=item.number), meeting.items.filter(number__gt=item.number)
    neighbour = above.order_by("-number").first() if up else below.order_by("number").first()
    if neighbour is None:
        return item
    item.number, neighbour.number = neighbour.number, item.number
    neighbour.save(update_fields=["number"])
    item.save(update_fields=["number"])
    _reprint(meeting, by)
    record("item.moved", target=item, by=by, says=f"made “{item.title}” item {item.number}", owner=meeting.committee.host)
    return item


@transaction.atomic
def publish_agenda(*, meeting: Meeting, by: User | None, at: datetime) -> Meeting:
    """The agenda becomes public; a meeting without items has none to publish."""
    meeting = advance(meeting, "publish")
    if not meeting.items.exists():
        raise NotReady(["Add an item before you publish the agenda."])
    meeting.first_published_at = at
    meeting.save(update_fields=["status", "first_published_at"])
    says = f"published the agenda for {words.day(meeting.date, 'weekday')}"
    record("meeting.published", target=meeting, by=by, at=at, says=says, owner=meeting.committee.host)
    return meeting


def _fill(item: AgendaItem, changes: dict[str, Any], taken: Taken | None, by: User | None) -> None:
    unknown = sorted(set(changes) - PARTS)
    if unknown:
        raise TypeError(f"An agenda item has no {', '.join(unknown)}.")
    for name, value in changes.items():
        setattr(item, name, value)
    if taken:
        join(item, taken, by=by)
    if item.paper:
        _leave_the_rest_to_the_paper(item)


def _leave_the_rest_to_the_paper(item: AgendaItem) -> None:
    forget(item)
    blank = AgendaItem()
    for name in (*EXEMPTION, *OF_AN_UPLOAD, *OF_WHAT_NOBODY_SEES):
        setattr(item, name, getattr(blank, name))


def _settle(item: AgendaItem, by: User | None) -> None:
    """A paper cleared before it had a meeting is judged by this one, and printed under its number."""
    if item.paper is None:
        return
    paper = lock(item.paper)
    if not paper.is_frozen:
        return
    paper.item = item
    if paper.status == PaperStatus.CLEARED:
        missing = documents.missing(paper, on=timezone.localtime(paper.cleared_at).date())
        if missing:
            raise NotReady(missing)
        freeze(paper)
    reprint(paper, by)


def _reprint(meeting: Meeting, by: User | None) -> None:
    """The number of an item stands at the head of its paper."""
    frozen = [PaperStatus.CLEARED, PaperStatus.PUBLISHED]
    for paper in Paper.objects.filter(item__meeting=meeting, status__in=frozen).select_related("document", "item"):
        reprint(paper, by)
