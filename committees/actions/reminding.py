"""Writers are reminded of papers that are due: a week before, two days before, on the last day. A cleared paper is due no more."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from portal.audit.actions import record, tell
from portal.moves import lock
from portal.nhsuk import words

from .. import documents
from ..models import AgendaItem, PaperReminder
from ..states import PaperNotice

WEEK, TWO_DAYS = timedelta(days=7), timedelta(days=2)


def notice_on(due: date, today: date) -> PaperNotice:
    """The nearest to the day."""
    if today == due:
        return PaperNotice.LAST_DAY
    return PaperNotice.TWO_DAYS if due - today <= TWO_DAYS else PaperNotice.WEEK


def due_items(at: datetime) -> list[AgendaItem]:
    """Those whose paper is due within the week."""
    today = localdate(at)
    return [item for item, _ in documents.due_within(documents.papers_owed(today), today, WEEK)]


@transaction.atomic
def remind_writers(*, item: AgendaItem, at: datetime) -> int:
    """How many people were reminded. Asked twice, it reminds once."""
    lock(item)
    today = localdate(at)
    found = documents.due_within(documents.papers_owed(today).filter(pk=item.pk), today, WEEK)
    for owing, due in found:
        notice = notice_on(due, today)
        if not owing.reminders.filter(notice=notice, due_date=due).exists():
            return _remind(owing, notice, due, at)
    return 0


def _remind(item: AgendaItem, notice: PaperNotice, due: date, at: datetime) -> int:
    people, meeting = documents.writers_of(item), item.meeting
    PaperReminder.objects.create(item=item, notice=notice, due_date=due, sent_at=at, people=len(people))
    if people:
        path = item.paper.get_draft_url() if item.paper else "/home/"
        facts = {"due": words.day(due, "weekday"), "item": item.mark, "meeting": str(meeting), "path": path}
        subject = f"Your paper is due by {facts['due']}: {meeting}"[:200]
        tell("paper_due", to=people, subject=subject, template="emails/paper_due.txt", facts=facts, about=item)
        says = f"reminded {words.counted(len(people), 'person')} of the paper for item {item.mark} of {meeting}"
        record("item.reminded", target=item, by=None, at=at, says=says, owner=meeting.committee.host)
    return len(people)
