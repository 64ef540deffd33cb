"""Who is in a draft now."""

from __future__ import annotations

from portal.accounts.models import User
from portal.moves.clock import database_now

from ..models import Chapter, Intention, Presence


def be_here(*, thing: Intention | Chapter, user: User, part: str = "") -> list[Presence]:
    """Say that somebody has it open, and in which part they write; the answer is who else has. No history is made of it."""
    here = Presence(thing=thing.pk, user=user, part=part, seen_at=database_now())
    Presence.objects.bulk_create([here], update_conflicts=True, unique_fields=["thing", "user"], update_fields=["part", "seen_at"])
    others = Presence.objects.now().filter(thing=thing.pk, user__is_active=True).exclude(user=user)
    return list(others.select_related("user").order_by("user__name"))
