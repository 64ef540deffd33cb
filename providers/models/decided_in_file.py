"""A workbook in which commissioners decided points and that one of them brought back, and the step that it became."""

from typing import Any

from django.db import models
from django.urls import reverse

from intentions.models import Round
from portal.workbooks.came import Came, Taken, never_changed


class DecidedQuerySet(models.QuerySet[Any]):
    def visible_to(self, user):
        """The round's commissioners; a workbook only who brought it: it holds what nobody else has seen yet."""
        ours = self.filter(round__in=Round.objects.written_by(user)) if user.is_authenticated else self.none()
        return ours.filter(by=user) if self.model is DecidedWorkbook else ours


class DecidedStep(Taken):
    """`did` are the decisions: what each said before (nothing of one that was new), and its revision since."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")

    objects = DecidedQuerySet.as_manager()


class DecidedWorkbook(Came):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(DecidedStep, null=True, blank=True, on_delete=models.SET_NULL, related_name="workbooks")

    objects = DecidedQuerySet.as_manager()

    class Meta:
        triggers = [never_changed("a_workbook_of_decisions_is_as_it_came", "what a workbook said when it came back is never changed")]

    def get_absolute_url(self):
        return reverse("providers:decided_brought", args=[self.round.slug, self.pk])
