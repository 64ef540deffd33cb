"""Asking for emails, confirming that one asked, choosing when they come, and leaving."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from celery import signature
from django.db import transaction
from django.db.models import Q

from portal.accounts.models import User
from portal.moves import lock
from portal.moves.queue import send_on_commit

from ..documents import key_of
from ..links import DAYS
from ..models import Letter, Notice, Subscriber, Subscription
from ..states import LetterKind, LetterStatus

SEND = "portal.alerts.tasks.send_letters"
MOST_A_DAY = 3  # questions to one address, whoever types it
KEPT = timedelta(days=30)  # what was told, and the emails that told it


@transaction.atomic
def ask(*, email: str, thing: Any, pace: str, at: datetime) -> None:
    """The address is asked whether its reader wants these emails. To one that gets them already, only that is said."""
    subscriber = _subscriber(email)
    subscription, _ = subscriber.subscriptions.get_or_create(key=key_of(thing), defaults={"pace": pace, "asked_at": at})
    if not subscription.confirmed_at:
        subscription.pace, subscription.asked_at = pace, at
        subscription.save(update_fields=["pace", "asked_at"])
    asked = subscriber.letters.filter(kind=LetterKind.ASKED, created_at__gt=at - timedelta(days=1))
    if asked.count() < MOST_A_DAY:
        Letter.objects.create(subscriber=subscriber, kind=LetterKind.ASKED, subscription=subscription)
        send_on_commit(signature(SEND))


@transaction.atomic
def follow(*, by: User, thing: Any, pace: str, at: datetime) -> Subscription:
    """Somebody who is logged in subscribes at their own address, which is known: nothing is to be confirmed."""
    subscriber = _subscriber(by.email)
    subscription, _ = subscriber.subscriptions.get_or_create(key=key_of(thing), defaults={"pace": pace, "asked_at": at})
    subscription.pace, subscription.confirmed_at = pace, subscription.confirmed_at or at
    subscription.save(update_fields=["pace", "confirmed_at"])
    return subscription


@transaction.atomic
def confirm(*, subscription: Subscription, at: datetime) -> Subscription:
    """From now on its emails are sent. Confirming twice is confirming once."""
    subscription = lock(subscription)
    subscription.confirmed_at = subscription.confirmed_at or at
    subscription.save(update_fields=["confirmed_at"])
    return subscription


@transaction.atomic
def choose_pace(*, subscription: Subscription, pace: str) -> Subscription:
    subscription = lock(subscription)
    subscription.pace = pace
    subscription.save(update_fields=["pace"])
    return subscription


@transaction.atomic
def leave(*, subscriber: Subscriber, subscriptions: Iterable[str] = ()) -> None:
    """These end at once, or all; with the last of them the address is forgotten. What waits to be sent is not sent."""
    subscriber = lock(subscriber)
    named = list(subscriptions)
    (subscriber.subscriptions.filter(pk__in=named) if named else subscriber.subscriptions.all()).delete()
    if not subscriber.subscriptions.exists():
        subscriber.delete()


@transaction.atomic
def forget(*, at: datetime) -> None:
    """Addresses that nobody confirmed within the week, and what was told a month ago."""
    Subscription.objects.filter(confirmed_at=None, asked_at__lt=at - timedelta(days=DAYS)).delete()
    Letter.objects.filter(~Q(status=LetterStatus.WAITING), created_at__lt=at - KEPT).delete()
    Notice.objects.filter(spread_at__lt=at - KEPT).delete()
    Subscriber.objects.filter(subscriptions=None, made_at__lt=at - timedelta(hours=1)).delete()


def _subscriber(email: str) -> Subscriber:
    """Held, so that two who ask at once are counted one after the other."""
    found, _ = Subscriber.objects.get_or_create(email=email.lower())
    locked: Subscriber = lock(found)
    return locked
