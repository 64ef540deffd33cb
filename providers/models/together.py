"""Many intentions answered in one step, and what each said before, so that the step can be taken back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.moves.triggers import frozen_when

from .response import Response


class TogetherQuerySet(models.QuerySet["Together"]):
    def visible_to(self, user):
        """Those who answer, and nobody else."""
        return self.filter(response__in=Response.objects.visible_to(user).of(user)) if user.is_authenticated else self.none()

    def undoable(self):
        return self.filter(undone_at=None)


class Together(models.Model):
    """One step: which intentions, what each said before and after. Taken back once at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="together")
    stance = models.CharField(max_length=30, blank=True)  # the one position of all
    about = models.CharField(max_length=150, blank=True)  # the file from which they were answered, where each has its own
    said = models.JSONField()  # [{"reference", "before": {...}, "after": {...}, "revision"}], each as its page saves it
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = TogetherQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="a_step_taken_back_says_by_whom",
            )
        ]
        triggers = [frozen_when("TRUE", may_still_change=["undone_by_id", "undone_at"])]
