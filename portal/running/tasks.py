from celery import shared_task

from . import health


@shared_task
def heartbeat(**later):
    health.queue_is_heard()
