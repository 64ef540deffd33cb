"""A workbook that somebody brought back, and the step that it became."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from portal.organisations.models import Organisation
from portal.workbooks.came import Came, never_changed

from ..states import Book


class BroughtQuerySet(models.QuerySet[Any]):
    def visible_to(self, user):
        """The people of the organisation; a workbook only who brought it: it holds what nobody else has seen yet."""
        ours = self.filter(owner__in=Organisation.objects.written_for_by(user)) if user.is_authenticated else self.none()
        return ours.filter(by=user) if self.model is Workbook else ours


class Step(models.Model):
    """What one workbook changed: taken back in one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    book = models.CharField(max_length=10, choices=Book)
    name = models.CharField(max_length=150)  # of the file
    did = models.JSONField()  # [{"pk", "name", "before", "after"}]: cells as they were and as they became
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = BroughtQuerySet.as_manager()

    def __str__(self):
        return f"took in {len(self.did)} {'row' if len(self.did) == 1 else 'rows'} of {self.name}"


class Workbook(Came):
    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    book = models.CharField(max_length=10, choices=Book)
    step = models.ForeignKey(Step, null=True, blank=True, on_delete=models.SET_NULL, related_name="workbooks")

    objects = BroughtQuerySet.as_manager()

    class Meta:
        triggers = [never_changed("a_workbook_is_as_it_came", "what a workbook said when it came back is never changed")]

    def get_absolute_url(self):
        return reverse("outcomes:brought_back", args=[self.owner.slug, self.book, self.pk])
