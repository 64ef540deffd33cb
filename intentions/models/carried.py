"""Targets that were set again when a round was rolled forward: they come and go with it while it is a draft."""

import uuid

from django.db import models

from outcomes.models import Target

from .round import Round


class CarriedTarget(models.Model):
    """`said` is all that the target says, to set it again when a round that was deleted is brought back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="carried_targets")
    target = models.ForeignKey(Target, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said = models.JSONField()
    is_away = models.BooleanField(default=False)  # taken away with its round; what a person took away stays away
