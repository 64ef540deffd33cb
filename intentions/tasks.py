from celery import shared_task

from portal.moves.clock import database_now

from . import actions


@shared_task
def forget_deleted(**later):
    actions.forget_deleted(at=database_now())


@shared_task
def send_digests(**later):
    actions.send_digests(at=database_now())
