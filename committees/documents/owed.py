"""Papers that are still owed to an agenda: by whom, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from portal.accounts.models import User
from portal.nhsuk import words

from ..models import AgendaItem, Paper
from ..states import ItemStatus, MeetingStatus, PaperStatus
from .clear_days import papers_due

AHEAD = timedelta(days=120)  # no house asks for papers earlier than that


def papers_owed(today: date) -> Any:
    """Items of meetings to come whose paper is a draft, or is promised and not begun."""
    waiting = Q(paper__status=PaperStatus.DRAFT) | Q(paper=None, upload="", is_to_follow=True, writer__isnull=False)
    items = AgendaItem.objects.filter(waiting, status=ItemStatus.ON, meeting__date__gt=today, meeting__date__lt=today + AHEAD)
    items = items.exclude(meeting__status=MeetingStatus.CANCELLED)
    items = items.select_related("meeting__committee__host", "paper__committee", "paper__author", "writer")
    return items.order_by("meeting__date", "number", "place")


def owed_by(user: User, today: date) -> list[AgendaItem]:
    """Those this person writes: named on the item, or, where nobody is, having written in the draft and still reading it."""
    mine = Q(writer=user) | Q(writer=None, paper__writers__contains=[user.pk], paper__in=Paper.objects.prepared_by(user))
    return list(papers_owed(today).filter(mine))


def writers_of(item: AgendaItem) -> list[User]:
    """Whom to remind."""
    if item.writer:
        return [item.writer] if item.writer.is_active else []
    wrote = User.objects.filter(pk__in=item.paper.writers if item.paper else [], is_active=True).order_by("pk")
    return [one for one in wrote if Paper.objects.prepared_by(one).filter(pk=item.paper_id).exists()]


def due_words(paper: Paper) -> str:
    """Your paper is due by Tuesday 20 November 2018. Of a paper on no agenda nothing, nor of one that is cleared."""
    item = getattr(paper, "item", None)
    if item is None or paper.status != PaperStatus.DRAFT:
        return ""
    return f"Your paper is due by {words.day(papers_due(item.meeting), 'weekday')}."


def due_within(items: Iterable[AgendaItem], today: date, length: timedelta) -> list[tuple[AgendaItem, date]]:
    """Those due from today until then, with their day."""
    dated = [(item, papers_due(item.meeting)) for item in items]
    return [(item, due) for item, due in dated if today <= due <= today + length]
