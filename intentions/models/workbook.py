"""A workbook of a round that somebody brought back, and the step that it became."""

from django.db import models
from django.urls import reverse

from portal.workbooks.came import Came, never_changed

from .many import Many
from .round import Round


class WorkbookQuerySet(models.QuerySet["Workbook"]):
    def visible_to(self, user):
        """Who brought it, as long as they write the round: it holds what nobody else has seen yet."""
        return self.filter(round__in=Round.objects.written_by(user), by=user) if user.is_authenticated else self.none()


class Workbook(Came):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="workbooks")
    step = models.ForeignKey(Many, null=True, blank=True, on_delete=models.SET_NULL, related_name="workbooks")  # what it changed

    objects = WorkbookQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["round", "by", "-at"], name="workbook_of_somebody")]
        triggers = [never_changed("a_workbook_is_as_it_came", "what a workbook said when it came back is never changed")]

    def get_absolute_url(self):
        return reverse("intentions:brought_back", args=[self.round.slug, self.pk])
