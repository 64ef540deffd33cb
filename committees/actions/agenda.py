"""The agenda: its lines, their order, and the day on which it becomes public."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import advance, lock
from portal.nhsuk import words

from .. import documents
from ..models import AgendaItem, Meeting, Paper
from ..models.exemption import EXEMPTION
from ..models.urgency import URGENCY
from ..states import Holds, PaperStatus
from .announcing import announce_agenda
from .exemption import PRIVATE, recall, refuse_to_open
from .lateness import judge_all, refuse_late
from .paper import freeze
from .refusals import NotReady
from .reprint import reprint
from .upload import Taken, forget, join, look_into, stored_of, tell

PARTS = frozenset({"title", "paper", "upload", "is_to_follow", "holds", "writer", *PRIVATE, *URGENCY, *EXEMPTION})
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
    parent: AgendaItem | None = None,
    at: datetime | None = None,
    **more: Any,
) -> AgendaItem:
    """The next line of the agenda, or under one of its items. A paper says itself whether it is exempt; the rest must be told.

    After the deadline it goes only into a supplement, and only with the chair's reason. What nobody sees in an upload is
    kept or removed by somebody (`unseen`), or nothing is added.
    """
    taken = look_into(upload, by=by, unseen=unseen, token=token) if upload else None
    meeting = lock(meeting)
    item = _next_line(meeting, parent, number)
    item.laid_at = at or timezone.now()
    on = timezone.localdate(item.laid_at)
    item.is_supplementary = documents.is_after_the_deadline(meeting, on)
    _fill(item, {"title": title, "paper": paper, "is_exempt": is_exempt and paper is None, **more}, taken, by)
    if item.is_supplementary:
        refuse_late(item, on)
        _needs_the_chair(item)
    item.save()
    _settle(item, by)
    record("item.added", target=item, by=by, says=f"added item {item} to {meeting}", owner=meeting.committee.host)
    if taken:
        tell(item, taken, by=by)
    return item


def _next_line(meeting: Meeting, parent: AgendaItem | None, number: int | None) -> AgendaItem:
    """Of an agenda the next number; under an item the next letter. Nothing stands under what stands under an item."""
    if parent is None:
        last = meeting.items.aggregate(last=Max("number"))["last"] or 0
        return AgendaItem(meeting=meeting, number=number or last + 1)
    parent = lock(parent)
    if parent.place:
        raise NotReady([f"Add it to item {parent.number}: nothing stands under an appendix."])
    last = parent.beneath.aggregate(last=Max("place"))["last"] or 0
    return AgendaItem(meeting=meeting, number=parent.number, place=last + 1, parent=parent, holds=Holds.APPENDIX)


@transaction.atomic
def edit_item(*, item: AgendaItem, by: User, unseen: str = "", token: str = "", at: datetime | None = None, **changes: Any) -> AgendaItem:
    """Another title, another paper, another upload, another part. What becomes exempt is recalled from the public at once.

    An upload about which something is to be decided is looked at again. What takes a place on a public agenda after the
    deadline has a reason of its own: that of what stood there before does not speak for it.
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
    is_new = taken is not None or _is_other(item, changes)
    if is_new:
        item.laid_at = at or timezone.now()
        if documents.is_after_the_deadline(meeting, timezone.localdate(item.laid_at)):
            changes = {**{name: getattr(AgendaItem(), name) for name in URGENCY}, **changes}
    _fill(item, changes, taken, by)
    item.meeting = meeting
    _judge_again(item, is_new)
    item.save()
    _settle(item, by)
    record("item.changed", target=item, by=by, says=f"changed item {item} of {meeting}", owner=meeting.committee.host)
    if taken:
        tell(item, taken, by=by)
    return item


def _is_other(item: AgendaItem, changes: dict[str, Any]) -> bool:
    """Whether readers find something else there: another paper, or, where a title is all there is, another title."""
    paper, is_title_alone = changes.get("paper"), item.paper is None and not item.upload
    return (paper is not None and paper != item.paper) or (is_title_alone and changes.get("title", item.title) != item.title)


def _judge_again(item: AgendaItem, is_new: bool) -> None:
    if is_new and item.meeting.first_published_at:
        refuse_late(item, timezone.localdate(item.laid_at))
    elif not documents.is_reasoned({name: getattr(item, name) for name in URGENCY}, item.lateness):
        raise NotReady(["It came late: what makes it urgent and who agreed for the chair stay with it."])
    if item.is_supplementary:
        _needs_the_chair(item)


def _needs_the_chair(item: AgendaItem) -> None:
    if not all(getattr(item, name) for name in URGENCY):
        raise NotReady(["It goes into a supplement. Say who agreed to it for the chair, and when."])


@transaction.atomic
def publish_agenda(*, meeting: Meeting, by: User | None, at: datetime, **urgency: Any) -> Meeting:
    """The agenda becomes public; a meeting without items has none to publish.

    Too late it becomes so only with a reason and the chair's agreement, which every item carries that has none of its own.
    """
    meeting = advance(meeting, "publish")
    if not meeting.items.exists():
        raise NotReady(["Add an item before you publish the agenda."])
    on = timezone.localdate(at)
    judge_all(meeting, dict.fromkeys(meeting.items.values_list("pk", flat=True), on), urgency or None)
    meeting.first_published_at = at
    meeting.save(update_fields=["status", "first_published_at"])
    says = f"published the agenda for {words.day(meeting.date, 'weekday')}"
    record("meeting.published", target=meeting, by=by, at=at, says=says, owner=meeting.committee.host)
    announce_agenda(meeting, at)
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
