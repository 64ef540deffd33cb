from typing import Any

from celery import shared_task

from portal.moves.clock import database_now

from . import actions


@shared_task
def thin(**later: Any) -> int:
    """Once in a quarter of an hour; running twice changes nothing."""
    return actions.thin(at=database_now())
