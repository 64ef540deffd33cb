"""Making public what is exempt: one person proposes it, another agrees."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.moves.triggers import frozen_when, only_legal_moves

from ..states import RELEASE_MOVES, ReleaseStatus
from .agenda import AgendaItem
from .committee import Meeting


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, user):
        """The clerks of the committee: two of them decide, or a clerk and the other who asked."""
        return self.filter(item__meeting__in=Meeting.objects.prepared_by(user)) if user.is_authenticated else self.none()

    def waiting(self):
        return self.filter(status=ReleaseStatus.PROPOSED)


class Release(models.Model):
    MOVES = RELEASE_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="releases")
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=ReleaseStatus, default=ReleaseStatus.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(status="PROPOSED"), name="an_item_waits_for_one_second_person"),
            models.CheckConstraint(
                condition=~Q(status="AGREED") | ~Q(decided_by=F("proposed_by")) & Q(decided_by__isnull=False),
                name="making_public_takes_two_people",
            ),
        ]
        triggers = [only_legal_moves(RELEASE_MOVES), frozen_when("OLD.status <> 'PROPOSED'")]
