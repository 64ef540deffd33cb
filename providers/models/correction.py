"""A published decision that was put right: the old words stay beside the new ones, with who did it and why."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from .decision import Decision


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, user):
        """Seen with the decision: sensitive ones by its provider and the commissioners alone."""
        return self.filter(decision__in=Decision.objects.visible_to(user))


class Correction(models.Model):
    """What a published decision said until it was corrected. It never changes, and no decision changes without one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()  # from 1, in the order in which they were made
    was = models.JSONField()  # the decision and its rulings as they were, and the words in which everybody read them
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="a_correction_of_a_decision_has_its_number"),
            models.CheckConstraint(condition=~Q(why=""), name="a_correction_says_why"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"Correction {self.number} of {self.decision}"
