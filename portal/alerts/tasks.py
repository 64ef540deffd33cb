from celery import shared_task

from portal.moves.clock import database_now

from . import actions
from .states import Pace


@shared_task
def send_letters(**later):
    actions.send_waiting()


@shared_task
def tell(**later):
    """Of what was made public since the last turn."""
    actions.spread(at=database_now())
    actions.bundle(pace=Pace.AT_ONCE)
    actions.send_waiting()


@shared_task
def tell_of_the_day(**later):
    """One email to everybody who wants one a day."""
    actions.bundle(pace=Pace.DAILY)
    send_letters.delay()


@shared_task
def forget(**later):
    actions.forget(at=database_now())
