"""The secret address of a person's calendar: made, replaced and ended by them."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import CalendarLink
from portal.audit.actions import record


@transaction.atomic
def make_calendar_link(*, by: Any) -> str:
    """The secret of it, which nobody can be shown again. The one before opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    CalendarLink.objects.update_or_create(user=by, defaults={"digest": digest_of(secret), "last_read_date": None})
    record("calendar.made", target=by, by=by, says="made a link to their calendar")
    return secret


@transaction.atomic
def end_calendar_link(*, link: CalendarLink, by: Any) -> None:
    """It opens nothing from the next request on."""
    record("calendar.ended", target=link.user, by=by, says="ended the link to their calendar")
    link.delete()


def use_calendar_link(*, secret: str) -> Any:
    """Whose calendar it opens, or nobody; notes the day, in one write a day."""
    link = CalendarLink.objects.filter(digest=digest_of(secret), user__is_active=True).select_related("user").first()
    if link is None:
        return None
    today = timezone.localdate()
    if link.last_read_date != today:
        CalendarLink.objects.filter(pk=link.pk).update(last_read_date=today)
    return link.user


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
