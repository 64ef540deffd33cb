"""Nothing becomes public too late without saying why and who agreed for the chair, whatever it is and by whichever way it comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from .. import documents
from ..models import AgendaItem, Meeting
from ..models.urgency import URGENCY
from ..states import PaperStatus
from .refusals import NotReady

JUDGED = ("lateness", *URGENCY)


def judge(item: AgendaItem, on: date, said: Mapping[str, Any] | None = None) -> str:
    """Marks the item by the day on which it becomes public; the words of what it lacks, or nothing. The caller saves or refuses."""
    item.lateness = documents.lateness_of(item.meeting, on)
    if not item.lateness:
        return ""
    reason = documents.reason_of(item)
    if not documents.is_reasoned(reason, item.lateness):
        reason = dict(said or reason)
    if not documents.is_reasoned(reason, item.lateness):
        return documents.unreasoned_words(item, on)
    for name, value in reason.items():
        setattr(item, name, value)
    return ""


def refuse_late(item: AgendaItem, on: date) -> None:
    if problem := judge(item, on):
        raise NotReady([problem])


def judge_all(meeting: Meeting, on: Mapping[Any, date], said: Mapping[str, Any] | None = None) -> None:
    """Each of these items of a meeting by its own day. One reason may be given for all that have none; one refused refuses all."""
    items = list(meeting.items.filter(pk__in=on).select_related("paper").order_by("number", "place"))
    for item in items:
        item.meeting = meeting
    problems = list(filter(None, (judge(item, on[item.pk], said) for item in items)))
    if problems:
        raise NotReady(problems)
    AgendaItem.objects.bulk_update(items, JUDGED)


def public_since(meeting: Meeting) -> dict[Any, date]:
    """{item: the day since which what it holds is public, or will be at the earliest}"""
    known = ((item.pk, _since(meeting, item)) for item in meeting.items.select_related("paper"))
    return {pk: timezone.localdate(at) for pk, at in known if at}


def _since(meeting: Meeting, item: AgendaItem) -> datetime | None:
    if item.paper and item.paper.is_frozen:
        return item.paper.published_at if item.paper.status == PaperStatus.PUBLISHED else item.paper.cleared_at
    return max(filter(None, (item.laid_at, meeting.first_published_at))) if meeting.first_published_at else None
