"""A workbook of a draft response that a colleague filled in and brought back: what it says, until it is taken in."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from portal.moves.triggers import refused_when

from .response import Response
from .together import Together


class FilledQuerySet(models.QuerySet["Filled"]):
    def visible_to(self, user):
        """Who brought it, as long as they answer for the organisation: it holds what nobody else has seen yet."""
        return self.filter(response__in=Response.objects.visible_to(user).of(user), by=user) if user.is_authenticated else self.none()


class Filled(models.Model):
    """What stood in its cells, and what was made of it. The file itself is not kept: it is read once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="filled")
    name = models.CharField(max_length=150)  # of the file
    said = models.JSONField()  # portal.workbooks.kept
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    step = models.ForeignKey(Together, null=True, blank=True, on_delete=models.SET_NULL, related_name="filled")  # what it changed

    objects = FilledQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["response", "by", "-at"], name="filled_of_somebody")]
        triggers = [
            refused_when(
                "(to_jsonb(OLD) - ARRAY['step_id']::text[]) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['step_id']::text[])",
                name="a_filled_workbook_is_as_it_came",
                says="what a filled workbook said is never changed",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("providers:filled", args=[self.response_id, self.pk])
