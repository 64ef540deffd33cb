"""What a response was sent without, because somebody chose so."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models

from .response import Response


class OmissionQuerySet(models.QuerySet["Omission"]):
    def visible_to(self, user):
        """Those who answer, and nobody else: what is left out is not sent."""
        return self.filter(response__in=Response.objects.visible_to(user).of(user)) if user.is_authenticated else self.none()


class Omission(models.Model):
    """That somebody chose to send a response without what is half said in it; kept as it stood when they chose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="omissions")
    left = models.JSONField()  # piece by piece: {"reference", "title", "part", "said"}
    sha256 = models.CharField(max_length=64)  # of the pieces: another piece is another choice
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    objects = OmissionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "sha256"], name="to_leave_the_same_out_is_chosen_once")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]
