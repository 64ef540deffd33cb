"""A workbook of a draft response that a colleague filled in and brought back, and the step that it became."""

from django.db import models
from django.urls import reverse

from portal.workbooks.came import Came, never_changed

from .response import Response
from .together import Together


class FilledQuerySet(models.QuerySet["Filled"]):
    def visible_to(self, user):
        """Who brought it, as long as they answer for the organisation: it holds what nobody else has seen yet."""
        return self.filter(response__in=Response.objects.visible_to(user).of(user), by=user) if user.is_authenticated else self.none()


class Filled(Came):
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="filled")
    step = models.ForeignKey(Together, null=True, blank=True, on_delete=models.SET_NULL, related_name="filled")  # what it changed

    objects = FilledQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["response", "by", "-at"], name="filled_of_somebody")]
        triggers = [never_changed("a_filled_workbook_is_as_it_came", "what a filled workbook said is never changed")]

    def get_absolute_url(self):
        return reverse("providers:filled", args=[self.response_id, self.pk])
