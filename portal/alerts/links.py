"""Secret links in emails. They are signed, not stored: each email carries one, and none opens anything once its reader is gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Subscriber, Subscription

DAYS = 7  # within which an address is confirmed; then it is forgotten
MOST = 20  # subscriptions that one link leaves by name; above that it leaves all


def to_confirm(subscription: Subscription) -> str:
    return _link("confirm", [subscription.pk.hex])


def to_yours(subscriber: Subscriber) -> str:
    return _link("yours", [subscriber.pk.hex])


def to_leave(subscriber: Subscriber, subscriptions: Iterable[Subscription]) -> str:
    """Leaves these, which are why an email was sent."""
    named = [one.pk.hex for one in subscriptions]
    return _link("leave", [subscriber.pk.hex, *(named if len(named) <= MOST else [])])


def opened(purpose: str, token: str) -> list[str]:
    """The ids in it; none of a link that is not ours, is for something else, or is too old to confirm."""
    try:
        found: Any = signing.loads(token, salt=f"alerts.{purpose}", max_age=timedelta(days=DAYS) if purpose == "confirm" else None)
    except signing.BadSignature:
        return []
    return list(found)


def _link(purpose: str, ids: list[str]) -> str:
    token = signing.dumps(ids, salt=f"alerts.{purpose}")
    return f"{settings.PORTAL_ADDRESS.rstrip('/')}{reverse(f'alerts:{purpose}', args=[token])}"
