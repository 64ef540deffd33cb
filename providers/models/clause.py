"""What a memorandum says: clauses from words that were agreed, or of its own; and commitments."""

import uuid

from django.db import models
from django.db.models import Q

from portal.moves.triggers import frozen_with_parent
from portal.organisations.models import Organisation

from .decision import Decision
from .memorandum import Memorandum
from .position import Condition

freezes_with_memorandum = frozen_with_parent("providers_memorandum", "memorandum_id", "p.status <> 'DRAFT'")


class Clause(models.Model):
    """What was agreed on one point, and the decision, position and intention that it comes from; or a clause of the memorandum's own.

    `drawn` is as the agreement said it when the clause was drawn; `text` is as the clause says it now. Both sides read both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    memorandum = models.ForeignKey(Memorandum, on_delete=models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    drawn = models.TextField(blank=True)  # empty: nobody has changed a word
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="clauses")
    condition = models.ForeignKey(Condition, null=True, on_delete=models.PROTECT, related_name="clauses")
    corrected = models.PositiveSmallIntegerField(default=0)  # which correction of the decision it quotes; 0 is the first words
    left_out_because = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["memorandum", "condition"], name="an_agreed_condition_is_one_clause"),
            models.UniqueConstraint(fields=["memorandum", "decision"], condition=Q(condition=None), name="an_agreed_point_is_one_clause"),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | Q(condition=None, drawn="", left_out_because=""),
                name="a_clause_of_its_own_comes_from_nothing",
            ),
        ]
        triggers = [freezes_with_memorandum]

    def __str__(self):
        return f"Clause {self.order} of {self.memorandum}"

    @property
    def agreed(self):
        """The words of the agreement; of a clause of its own there are none."""
        return "" if self.decision_id is None else self.drawn or self.text

    @property
    def is_changed(self):
        return bool(self.drawn) and self.drawn != self.text


class Commitment(models.Model):
    """Who does what by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    memorandum = models.ForeignKey(Memorandum, on_delete=models.CASCADE, related_name="commitments")
    order = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    action = models.TextField()
    by_date = models.DateField(null=True, blank=True)
    owner = models.CharField(max_length=150, blank=True)

    class Meta:
        triggers = [freezes_with_memorandum]
