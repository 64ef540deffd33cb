"""What the clock starts: editions whose hour has come, reminders of deadlines that are near, and files that nothing reaches."""

from celery import shared_task

from intentions.models import Planned
from portal.moves import CannotMove
from portal.moves.clock import database_now

from . import actions
from .models import Seal


@shared_task
def publish_planned(**later):
    """Each by itself: what stops one does not stop the others."""
    for planned in Planned.objects.due(database_now()).select_related("by", "round").order_by("publish_at"):
        if planned.by.is_active and planned.by.has_perm("providers.publish", planned.round):
            actions.publish_planned(planned=planned, at=database_now())
        else:
            actions.give_up(planned, f"{planned.by} may no longer publish this round")


@shared_task
def remind(**later):
    """What is due within the week; each is its own transaction, and is reminded of once."""
    now = database_now()
    for invitation in actions.due(now):
        actions.remind(invitation=invitation, at=now)
    for memorandum in actions.due_memoranda(now):
        actions.remind_by_clock(memorandum=memorandum, at=now)


@shared_task
def open_seals(**later):
    """Rounds whose last deadline has come: the commissioners are told that the answers are open."""
    now = database_now()
    for seal in Seal.objects.due():
        actions.open_seal(seal=seal, at=now)


@shared_task
def sweep_files(**later):
    """Files that no attachment names any more leave the disk."""
    actions.sweep_all(at=database_now())


@shared_task
def settle(**later):
    """Groups whose members left or closed since their people were last told whose signatures are needed."""
    now = database_now()
    for response in actions.unsettled(now):
        try:
            actions.settle(response=response, at=now)
        except CannotMove:  # it was submitted meanwhile
            continue
    for memorandum in actions.offered_to_groups():
        actions.settle_memorandum(memorandum=memorandum, at=now)


@shared_task
def forget_filled(**later):
    """Filled workbooks, those of decisions, and letters of thirty days ago."""
    actions.forget_filled(at=database_now())
    actions.forget_decided(at=database_now())
    actions.forget_letters(at=database_now())
