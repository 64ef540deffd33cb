"""Issuing packs: part 1 always, parts 1 and 2 too when something is exempt; both from one agenda at one instant."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.actions import record, tell
from portal.audit.models import Event
from portal.moves import CannotMove, lock
from portal.nhsuk import words
from portal.printing.actions import Bound, order_pack

from .. import documents
from ..models import AgendaItem, Meeting, Pack, PackItem, Paper, Seat
from ..states import MeetingStatus, PackAudience, PackKind, PaperStatus
from .announcing import announce_packs
from .lateness import judge_all
from .paper import publish_paper
from .refusals import AlreadyIssued, NotReady
from .reprint import reprint


@transaction.atomic
def issue_pack(*, meeting: Meeting, by: User | None, at: datetime, kind: str = PackKind.MAIN, issue: int | None = None) -> list[Pack]:
    """Bind what is cleared, publish it, tell the committee. The issue before stays current until this one is ready.

    `issue` is the number the clerk meant: when it exists already, nothing more is issued.
    """
    meeting = lock(meeting)
    number = next_issue(meeting, kind)
    if issue is not None and issue != number:
        raise AlreadyIssued(meeting.packs.filter(kind=kind, issue=issue))
    if meeting.status == MeetingStatus.CANCELLED:
        raise CannotMove("issue", meeting)
    problems = documents.not_issuable(meeting, kind)
    if problems:
        raise NotReady(problems)
    items = _published(meeting, kind, by=by, at=at)
    if kind == PackKind.SUPPLEMENT:
        _number(items, number, is_again=False)
    packs = _issued(meeting, items, kind=kind, issue=number, by=by, at=at)
    if kind == PackKind.MAIN and any(item.supplement and item.document for item in items):
        _follow(meeting, items, by=by, at=at)
    owner, on = meeting.committee.host, words.day(meeting.date, "weekday")
    name = "supplement" if kind == PackKind.SUPPLEMENT else "pack"
    record("meeting.issued", target=meeting, by=by, at=at, says=f"issued {name} {number} for {on}", owner=owner)
    _tell_the_committee(meeting, packs)
    announce_packs(packs, at)
    return packs


def _follow(meeting: Meeting, items: list[Any], *, by: User | None, at: datetime) -> None:
    """A new agenda pack has other page numbers: all its supplements are issued again as one, which goes on from it."""
    number = next_issue(meeting, PackKind.SUPPLEMENT)
    _number(items, number, is_again=True)
    _issued(meeting, items, kind=PackKind.SUPPLEMENT, issue=number, by=by, at=at)


def _number(items: list[Any], number: int, *, is_again: bool) -> None:
    """The supplement is named on the lines it holds: those that are in none yet, or all that were in one."""
    for item in items:
        if item.is_supplementary and item.document and (item.supplement if is_again else documents.is_new_in_a_supplement(item)):
            item.supplement = number
            item.save(update_fields=["supplement"])


def _issued(meeting: Meeting, items: list[Any], **issue: Any) -> list[Pack]:
    """Part 1, and parts 1 and 2 when anything on the agenda is exempt."""
    has_private = any(item.is_part_2 for item in items)
    audiences = [PackAudience.PUBLIC, *([PackAudience.PRIVATE] if has_private else [])]
    return [_bind(meeting, audience, items, **issue) for audience in audiences]


@transaction.atomic
def open_pack(*, pack: Pack, by: User, at: datetime) -> None:
    """The first time a person opens an issue is kept: proof for part 2, and what later issues are compared with."""
    _opened("pack.opened", pack, by, at, says=f"opened {pack} of {pack.meeting}", owner=pack.meeting.committee.host)


@transaction.atomic
def open_item(*, item: AgendaItem, by: User, at: datetime) -> None:
    """The first time a person opens what is exempt on an agenda is kept."""
    _opened("item.opened", item, by, at, says=f"opened item {item.mark} of {item.meeting}", owner=item.meeting.committee.host)


@transaction.atomic
def open_paper(*, paper: Paper, by: User, at: datetime) -> None:
    """The first time a person opens an exempt paper is kept."""
    _opened("paper.opened", paper, by, at, says=f"opened the paper “{paper}”", owner=paper.committee.host)


def _opened(name: str, thing: Any, by: User, at: datetime, *, says: str, owner: Any) -> None:
    lock(thing)
    if not Event.objects.of(thing).filter(name=name, by=by).exists():
        record(name, target=thing, by=by, at=at, says=says, owner=owner)


def next_issue(meeting: Meeting, kind: str = PackKind.MAIN) -> int:
    """The number the next issue takes."""
    return (meeting.packs.filter(kind=kind).aggregate(last=Max("issue"))["last"] or 0) + 1


def _published(meeting: Meeting, kind: str, *, by: User | None, at: datetime) -> list[Any]:
    """The agenda in order, with what was cleared for this kind of pack now published: too late only with its reasons."""
    going = [item for item in _in_order(meeting) if _goes_out(item, kind)]
    judge_all(meeting, dict.fromkeys((item.pk for item in going), timezone.localdate(at)))
    items = _in_order(meeting)
    for item in items:
        if _goes_out(item, kind):
            item.paper.item = item
            reprint(item.paper, by)
            item.paper = publish_paper(paper=item.paper, by=by, at=at)  # type: ignore[arg-type]
    return items


def _in_order(meeting: Meeting) -> list[Any]:
    items = list(meeting.items.select_related("paper__document", "annex").order_by("number", "place"))
    for item in items:
        item.meeting = meeting
    return items


def _goes_out(item: Any, kind: str) -> bool:
    is_of_it = item.is_supplementary == (kind == PackKind.SUPPLEMENT)
    return bool(is_of_it and item.paper and item.paper.status == PaperStatus.CLEARED)


def _bind(meeting: Meeting, audience: str, items: list[Any], *, kind: str, issue: int, by: User | None, at: datetime) -> Pack:
    told = documents.action_rows(meeting, is_private=audience == PackAudience.PRIVATE) if kind == PackKind.MAIN else []
    facts = documents.pack_facts(meeting, items, audience=audience, kind=kind, issue=issue, at=at, actions=told)
    pack = Pack(meeting=meeting, kind=kind, audience=audience, issue=issue, issued_at=at, issued_by=by)
    pack.document = order_pack(
        title=facts["title"],
        file_name=facts["file_name"],
        front=facts["front"],
        parts=[Bound(line.key, line.label, line.item.document, line=line.line) for line in facts["lines"]],
        by=by,
        page=pack.get_absolute_url(),
        after=_goes_on_from(pack),
    )
    pack.save()
    PackItem.objects.bulk_create(
        PackItem(pack=pack, item=line.item, document=line.item.document, order=order, title=line.item.title)
        for order, line in enumerate(facts["lines"], start=1)
    )
    return pack


def _goes_on_from(pack: Pack) -> Any:
    """A supplement is numbered on from the supplement before it, the first from the agenda pack that the same readers have."""
    if pack.kind == PackKind.MAIN:
        return None
    issued = Pack.objects.filter(meeting=pack.meeting, recalled_at=None, audience=pack.audience)
    main = issued.filter(kind=PackKind.MAIN).order_by("-issue").first()
    if main is None:
        issued = Pack.objects.filter(meeting=pack.meeting, recalled_at=None, audience=PackAudience.PUBLIC)
        main = issued.filter(kind=PackKind.MAIN).order_by("-issue").first()
    if main is None:
        return None
    supplements = issued.filter(kind=PackKind.SUPPLEMENT, issue__lt=pack.issue).select_related("document").order_by("-issue")
    return next((one.document for one in supplements if _begins_with(one.document, main.document)), main.document)


def _begins_with(document: Any, main: Any) -> bool:
    """Whether its page numbers go on from this agenda pack, through other supplements or not."""
    while document.after:
        document = document.after
    return bool(document == main)


def _tell_the_committee(meeting: Meeting, packs: list[Pack]) -> None:
    """One email a person, with the fullest pack they may read; no word of what is in it."""
    pack = packs[-1]
    people = User.objects.filter(pk__in=Seat.objects.current().filter(committee=meeting.committee).values("user"), is_active=True)
    on = words.day(meeting.date, "weekday")
    tell(
        "pack_issued",
        to=people.order_by("name", "pk"),
        subject=f"Read {pack.named} of the pack for {on}",
        template="emails/pack_issued.txt",
        facts={"committee": meeting.committee.name, "name": pack.name, "on": on, "path": pack.get_absolute_url()},
        about=pack,
    )
