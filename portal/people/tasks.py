"""What happens by itself."""

from celery import shared_task

from portal.moves.clock import database_now

from . import actions


@shared_task
def forget_workbooks(**later):
    """What came back thirty days ago is no longer kept."""
    actions.forget_workbooks(at=database_now())
