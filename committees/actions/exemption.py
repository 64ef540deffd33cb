"""Keeping an item from the public takes effect at once; making it public again takes two people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock

from .. import documents
from ..models import AgendaItem, Meeting, Pack, Release
from ..models.exemption import EXEMPTION
from ..states import ReleaseStatus
from .refusals import NotReady, OwnProposal
from .reprint import reprint

PRIVATE = ("public_title", "private_notice_date")  # what the public is told of a private line


@transaction.atomic
def remark(*, item: AgendaItem, by: User, at: datetime, **exemption: Any) -> AgendaItem:
    """Part 1 becomes part 2, even when it was published; every pack that held or named it is recalled in the same moment."""
    meeting, item = lock(item.meeting), lock(item)
    if item.is_part_2:
        raise CannotMove("remark", item)
    for name in set(PRIVATE) & set(exemption):
        setattr(item, name, exemption.pop(name))
    item.save(update_fields=PRIVATE)
    _say(item, {**exemption, "is_exempt": True}, by)
    recall(meeting, item, at)
    record("item.remarked", target=item, by=by, at=at, says=f"marked item {item.mark} of {meeting} as part 2", owner=meeting.committee.host)
    return item


@transaction.atomic
def propose_release(*, item: AgendaItem, by: User, at: datetime, reason: str) -> Release:
    """The first of two people who make an exempt item public."""
    lock(item.meeting)
    item = lock(item)
    if not item.is_part_2 or item.releases.waiting().exists():
        raise CannotMove("propose_release", item)
    release = Release.objects.create(item=item, reason=reason, proposed_by=by, proposed_at=at)
    says = f"proposed to make item {item.mark} of {item.meeting} public"
    record("release.proposed", target=release, by=by, at=at, says=says, owner=item.meeting.committee.host)
    return release


@transaction.atomic
def agree_release(*, release: Release, by: User, at: datetime) -> Release:
    """The second person agrees: the item is part 1, and goes into the next issue for the public."""
    release = _decided(release, "agree", by, at)
    item = lock(release.item)
    _say(item, _nothing(), by)
    says = f"made item {item.mark} of {item.meeting} public"
    record("release.agreed", target=release, by=by, at=at, says=says, owner=item.meeting.committee.host)
    return release


@transaction.atomic
def refuse_release(*, release: Release, by: User, at: datetime) -> Release:
    release = _decided(release, "refuse", by, at)
    says = f"kept item {release.item.mark} of {release.item.meeting} exempt"
    record("release.refused", target=release, by=by, at=at, says=says, owner=release.item.meeting.committee.host)
    return release


def recall(meeting: Meeting, item: AgendaItem, at: datetime) -> int:
    """No pack that was issued with this item in public may be opened any more, by whom ever; nor one that named it."""
    named = Q(document__facts__agenda__contains=[{"number": item.mark, "title": documents.title_words(item)}])
    issued = Pack.objects.filter(meeting=meeting, recalled_at=None)
    exposed = issued.filter(Q(items__item=item) | named)
    return issued.filter(pk__in=exposed.values("pk")).update(recalled_at=at)


def _decided(release: Release, move: str, by: User, at: datetime) -> Release:
    lock(release.item.meeting)
    release = advance(release, move)
    if release.status == ReleaseStatus.AGREED and release.proposed_by_id == by.pk:
        raise OwnProposal
    release.decided_by, release.decided_at = by, at
    release.save(update_fields=["status", "decided_by", "decided_at"])
    return release


def _say(item: AgendaItem, exemption: dict[str, Any], by: User) -> None:
    """Of the paper, if there is one; otherwise of the item. What is printed of it says its part anew."""
    unknown = sorted(set(exemption) - set(EXEMPTION))
    if unknown:
        raise TypeError(f"An exemption has no {', '.join(unknown)}.")
    paper = lock(item.paper) if item.paper else None
    thing = paper or item
    for name, value in exemption.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(exemption))
    if paper:
        item.paper, paper.item = paper, item
        reprint(paper, by)


def _nothing() -> dict[str, Any]:
    blank = AgendaItem()
    return {name: getattr(blank, name) for name in EXEMPTION}


def refuse_to_open(before: bool, after: bool) -> None:
    """One person alone does not make public what is exempt."""
    if before and not after:
        raise NotReady(["It is exempt. Making it public takes two people: use “Make public” on the page of the item."])
