"""From a secret link to what it opens. Whoever holds the link is its reader: nobody is logged in here."""

from __future__ import annotations

from .links import opened
from .models import Subscriber, Subscription


def the_subscription(token: str) -> Subscription | None:
    """What a link asks its reader to confirm; nothing once it is left, forgotten, or the link too old."""
    ids = opened("confirm", token)
    return Subscription.objects.filter(pk__in=ids[:1]).select_related("subscriber").first()


def the_subscriber(purpose: str, token: str) -> tuple[Subscriber | None, list[str]]:
    """Whose link it is, and the subscriptions that it names."""
    ids = opened(purpose, token)
    return Subscriber.objects.filter(pk__in=ids[:1]).first(), ids[1:]
