from celery import shared_task

from portal.accounts.models import User

from . import actions, post
from .models import Email
from .states import EmailStatus


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


@shared_task
def tell_of_the_day(**later):
    """To everybody for whom something was kept; each is their own transaction, and twice is once."""
    waiting = User.objects.filter(is_active=True, pk__in=Email.objects.filter(status=EmailStatus.HELD).values("to"))
    for person in waiting.order_by("pk"):
        actions.join_the_day(person=person)
