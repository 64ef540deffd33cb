"""Keys of the API: made and ended by their person. A key acts for its person, within that person's rights of the day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import ApiKey
from portal.audit.actions import record


@transaction.atomic
def make_key(*, by: Any, name: str, days: int) -> tuple[ApiKey, str]:
    """The key, and the words of it, which nobody can be shown again."""
    key, words = ApiKey.objects.create(user=by, name=name, expiry=timedelta(days=days))  # type: ignore[misc]  # its manager takes a span
    record("key.made", target=by, by=by, says=f"made the API key “{name}”")
    return key, words


@transaction.atomic
def end_key(*, key: ApiKey, by: Any) -> None:
    """It opens nothing from the next request on."""
    record("key.ended", target=key.user, by=by, says=f"ended the API key “{key.name}”")
    key.delete()


def use_key(*, key: ApiKey) -> None:
    """Notes the day, in one write a day."""
    today = timezone.localdate()
    if key.last_used_date != today:
        ApiKey.objects.filter(pk=key.pk).update(last_used_date=today)
