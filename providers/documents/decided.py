"""What everybody may read of the decisions of a round."""

from __future__ import annotations

from django.db.models import QuerySet

from intentions.models import Round

from ..models import Decision


def published(round: Round) -> QuerySet[Decision]:
    """Each point decided, its provider and the verdict with its reason; of a sensitive one only that it was answered."""
    return (
        Decision.objects.shown_to_everyone()
        .filter(position__response__round=round)
        .select_related("position__intention__round", "position__response__organisation", "new_version", "batch")
        .prefetch_related("position__conditions")
    )
