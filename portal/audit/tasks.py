from celery import shared_task

from . import post


@shared_task
def send(*, email_id, **later):
    post.send(email_id)


@shared_task
def send_each(*, email_ids, **later):
    """What was ordered together; those that a crash leaves over are sent by the relay."""
    for email_id in email_ids:
        post.send(email_id)


@shared_task
def relay(**later):
    for email_id in post.waiting():
        send.delay(email_id=email_id)
