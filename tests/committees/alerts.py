"""Subscribing, asking for emails, and a turn of the clock that sends them."""

import re
from datetime import UTC, datetime

from django.core import mail

from portal.alerts import tasks
from portal.alerts.documents import key_of
from portal.alerts.models import Subscriber, Subscription
from portal.alerts.states import Pace

LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)
READER = "reader@example.org"


def subscribed(thing, email=READER, pace=Pace.AT_ONCE, at=LONG_AGO):
    subscriber, _ = Subscriber.objects.get_or_create(email=email)
    return Subscription.objects.create(subscriber=subscriber, key=key_of(thing), pace=pace, asked_at=at, confirmed_at=at)


def ask(client, thing, email=READER, pace="AT_ONCE", kind="committee"):
    return client.post(f"/emails/{kind}/{thing.slug}/", {"email": email, "pace": pace})


def link_in(text, purpose):
    return re.search(rf"https?://[^/]+(/emails/{purpose}/\S+)", text).group(1)


def turn():
    """What the clock does: spread, bundle what goes at once, send."""
    tasks.tell()
    return mail.outbox
