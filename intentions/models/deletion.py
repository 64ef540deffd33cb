"""What is deleted is nowhere to be seen, and for thirty days can be brought back."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.db import models

KEPT = timedelta(days=30)
Thing = TypeVar("Thing", bound=models.Model)


class Kept(models.Manager[Thing]):
    """Of what is not deleted; `deleted` names the time of deletion, in the thing itself or in what it belongs to."""

    deleted = "deleted_at"

    def get_queryset(self) -> models.QuerySet[Thing]:
        return super().get_queryset().filter(**{self.deleted: None})


class KeptWithIntention(Kept[Thing]):
    deleted = "intention__deleted_at"
