from celery import shared_task

from portal.moves.clock import database_now

from . import actions


@shared_task
def remind(**later):
    """What is due within the week; each is its own transaction, and is reminded of once."""
    now = database_now()
    for invitation in actions.due(now):
        actions.remind(invitation=invitation, at=now)
