"""What a thing that people write said after each save, whole, so that every saved state can be read, compared and brought back."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .states import Kept


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, thing):
        """Those of one thing, the newest first. Who may read the thing's draft may read these: the door asks that of the thing."""
        return self.filter(thing_type=thing._meta.label_lower, thing_id=thing.pk).order_by("-number")


class Revision(models.Model):
    """One saved state. `said` is all that the thing said, `parts` what this save changed in it.

    Number 0 is what it said before anybody changed it. A state that no save of the portal made has nobody as its writer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thing_type = models.CharField(max_length=80)
    thing_id = models.UUIDField()
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()  # that of the thing when it said this
    said = models.JSONField()
    said_sha256 = models.CharField(max_length=64)
    parts = ArrayField(models.CharField(max_length=80), default=list)
    restores = models.PositiveIntegerField(null=True)  # the number of the state that was brought back by this save
    suggested_by = models.ForeignKey(  # whose suggestion was accepted by this save
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept = models.CharField(max_length=4, choices=Kept, default=Kept.SAVE)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing_type", "thing_id", "number"], name="a_saved_state_of_a_thing_has_its_number"),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(kept="SAVE"), name="saves_to_thin"),
            models.Index(fields=["at"], condition=Q(kept="HOUR"), name="hours_to_thin"),
        ]

    def __str__(self):
        return f"Saved state {self.number}"
