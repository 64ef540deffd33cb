"""Many intentions changed in one step, and what each said before, so that the step can be taken back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.moves.triggers import refused_when

from ..states import ManyKind
from .round import Round


class ManyQuerySet(models.QuerySet["Many"]):
    def visible_to(self, user):
        """The people who write the round."""
        return self.filter(round__in=Round.objects.written_by(user))

    def undoable(self):
        return self.filter(undone_at=None)


class Many(models.Model):
    """One step: which intentions, what each said before and after. Taken back once at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changed_together")
    kind = models.CharField(max_length=10, choices=ManyKind)
    about = models.CharField(max_length=450, blank=True)  # of a step that its kind does not tell: which words with which
    rows = (
        models.JSONField()
    )  # [{"reference", "version", "revision", "before": {...}, "after": {...}}], or {"model", "thing"} for a version
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ManyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="many_taken_back_say_by_whom",
            )
        ]
        indexes = [models.Index(fields=["round", "-at"], condition=Q(undone_at=None), name="many_to_take_back")]
        triggers = [
            refused_when(
                "OLD.undone_at IS NOT NULL OR (to_jsonb(OLD) - ARRAY['undone_by_id', 'undone_at']::text[])"
                " IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['undone_by_id', 'undone_at']::text[])",
                name="is_taken_back_and_nothing_else",
                says="a step on many intentions is taken back once, and never changed",
            )
        ]

    def __str__(self):
        noun = "text" if self.kind == ManyKind.REPLACE else "intention"
        done = f"{self.get_kind_display()} {self.about}".strip()
        return f"{done}: {len(self.rows)} {noun}{'' if len(self.rows) == 1 else 's'}"

    def get_absolute_url(self):
        return reverse("intentions:many", args=[self.round.slug])
