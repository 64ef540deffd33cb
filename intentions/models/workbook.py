"""A workbook of a round that somebody brought back: what it says, until it is taken in."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from portal.moves.triggers import refused_when

from .many import Many
from .round import Round


class WorkbookQuerySet(models.QuerySet["Workbook"]):
    def visible_to(self, user):
        """Who brought it, as long as they write the round: it holds what nobody else has seen yet."""
        return self.filter(round__in=Round.objects.written_by(user), by=user) if user.is_authenticated else self.none()


class Workbook(models.Model):
    """What stood in its cells, and what was made of it. The file itself is not kept: it is read once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="workbooks")
    name = models.CharField(max_length=150)  # of the file
    said = models.JSONField()  # portal.workbooks.kept
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    step = models.ForeignKey(Many, null=True, blank=True, on_delete=models.SET_NULL, related_name="workbooks")  # what it changed

    objects = WorkbookQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["round", "by", "-at"], name="workbook_of_somebody")]
        triggers = [
            refused_when(
                "(to_jsonb(OLD) - ARRAY['step_id']::text[]) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['step_id']::text[])",
                name="a_workbook_is_as_it_came",
                says="what a workbook said when it came back is never changed",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("intentions:brought_back", args=[self.round.slug, self.pk])
