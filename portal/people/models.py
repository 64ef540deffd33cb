"""A workbook of the register, or of the people of an organisation, that somebody brought back, and the step that it became."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.organisations.models import Organisation
from portal.organisations.rules import is_operator
from portal.organisations.states import Role
from portal.workbooks.came import Came, Taken, never_changed

from .states import Book


class BookQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> BookQuerySet:
        """Of the register the operators, of people the administrators; a workbook only who brought it: nobody else has seen it yet."""
        if not user.is_authenticated:
            return self.none()
        ours = Organisation.objects.filter(memberships__user=user, memberships__ended_at=None, memberships__role=Role.ADMINISTRATOR)
        may = Q(book=Book.PEOPLE, owner__in=ours)
        seen = self.filter(may | Q(book=Book.REGISTER) if is_operator(user) else may)
        return seen.filter(by=user) if self.model is Workbook else seen


class Step(Taken):
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    book = models.CharField(max_length=10, choices=Book)

    objects = BookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(book="register", owner=None) | Q(book="people", owner__isnull=False),
                name="a_step_of_people_is_of_an_organisation",
            )
        ]


class Workbook(Came):
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    book = models.CharField(max_length=10, choices=Book)
    step = models.ForeignKey(Step, null=True, blank=True, on_delete=models.SET_NULL, related_name="workbooks")

    objects = BookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(book="register", owner=None) | Q(book="people", owner__isnull=False),
                name="a_workbook_of_people_is_of_an_organisation",
            )
        ]
        triggers = [never_changed("a_workbook_is_as_it_came", "what a workbook said when it came back is never changed")]

    def get_absolute_url(self) -> str:
        if self.owner is None:
            return reverse("system:register_brought", args=[self.pk])
        return reverse("organisations:people_brought", args=[self.owner.slug, self.pk])
