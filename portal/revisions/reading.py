"""The saved states of a thing, for whoever has come to the thing itself: the door to the thing is their door."""

from __future__ import annotations

from typing import Any

from .models import Revision, RevisionQuerySet


def states(thing: Any) -> RevisionQuerySet:
    """The newest first, with their writers."""
    return Revision.objects.of(thing).select_related("by", "suggested_by")
