"""What the clock starts: uploads from before are looked at as uploads are now, a few at a time."""

from celery import shared_task

from portal.moves.clock import database_now

from . import actions
from .models import AgendaItem, WordFile
from .states import Unseen

AT_ONCE = 5


@shared_task
def look_at_uploads(**later):
    """Each by itself; the next meetings first."""
    waiting = AgendaItem.objects.filter(upload_unseen=Unseen.NOT_LOOKED).select_related("meeting__committee__host")
    for item in waiting.order_by("-meeting__date", "number")[:AT_ONCE]:
        actions.look_again(item=item)


@shared_task
def remind_writers(**later):
    """Of papers that are due within the week; each by itself, and once."""
    now = database_now()
    for item in actions.due_items(now):
        actions.remind_writers(item=item, at=now)


@shared_task
def write_word(*, word, **later):
    """A paper as a Word file; one that was ordered anew meanwhile is not written."""
    found = WordFile.objects.select_related("paper__author").filter(pk=word).first()
    if found:
        actions.write_word(word=found)


@shared_task
def write_lost_words(**later):
    """Word files whose message was lost."""
    actions.write_lost()


@shared_task
def leave_old_reports(**later):
    """Reports from Word that nobody took in."""
    actions.leave_old(at=database_now())
