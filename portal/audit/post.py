"""Sending. A claim with a lease and a fencing token; a relay sends again what was lost or abandoned."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import timezone

from .models import Email
from .states import EmailStatus

LEASE = timedelta(minutes=2)
ATTEMPTS = 8


def claim(email_id: str) -> Email | None:
    """The email and a fresh token, for exactly one caller while the lease lasts."""
    now = timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    taken = Email.objects.filter(free, pk=email_id, status=EmailStatus.WAITING).update(
        token=F("token") + 1, attempts=F("attempts") + 1, lease_until=now + LEASE
    )
    return Email.objects.select_related("to").get(pk=email_id) if taken else None


def send(email_id: str) -> None:
    """Send it if it still waits; an order that arrives twice is sent once while its lease lasts."""
    email = claim(email_id)
    if email is None:
        return
    mine = Email.objects.filter(pk=email.pk, token=email.token)
    try:
        EmailMessage(email.subject, email.body, to=[email.to.email]).send()
    except OSError as error:
        over = email.attempts >= ATTEMPTS
        mine.update(
            status=EmailStatus.FAILED if over else EmailStatus.WAITING,
            failure=str(error)[:500],
            lease_until=timezone.now() + timedelta(minutes=2**email.attempts),
        )
        return
    mine.update(status=EmailStatus.SENT, sent_at=timezone.now(), failure="")


def waiting() -> list[str]:
    """Ids of email older than half a minute that nobody holds."""
    now = timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    old = Email.objects.filter(free, status=EmailStatus.WAITING, created_at__lt=now - timedelta(seconds=30))
    return [str(pk) for pk in old.order_by("created_at").values_list("pk", flat=True)[:200]]
