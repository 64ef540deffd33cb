"""A workbook that somebody brought back, and the step that it became."""

from typing import Any

from django.db import models
from django.urls import reverse

from portal.organisations.models import Organisation
from portal.workbooks.came import Came, Taken, never_changed

from ..states import Book


class BroughtQuerySet(models.QuerySet[Any]):
    def visible_to(self, user):
        """The people of the organisation; a workbook only who brought it: it holds what nobody else has seen yet."""
        ours = self.filter(owner__in=Organisation.objects.written_for_by(user)) if user.is_authenticated else self.none()
        return ours.filter(by=user) if self.model is Workbook else ours


class Step(Taken):
    """What one workbook changed. `did` are cells as they were and as they became."""

    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    book = models.CharField(max_length=10, choices=Book)

    objects = BroughtQuerySet.as_manager()


class Workbook(Came):
    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    book = models.CharField(max_length=10, choices=Book)
    step = models.ForeignKey(Step, null=True, blank=True, on_delete=models.SET_NULL, related_name="workbooks")

    objects = BroughtQuerySet.as_manager()

    class Meta:
        triggers = [never_changed("a_workbook_is_as_it_came", "what a workbook said when it came back is never changed")]

    def get_absolute_url(self):
        return reverse("outcomes:brought_back", args=[self.owner.slug, self.book, self.pk])
