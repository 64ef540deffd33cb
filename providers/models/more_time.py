"""An organisation that runs out of time asks for more; the commissioners grant or refuse it, and it is told why."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.moves.triggers import frozen_when, only_legal_moves

from ..states import MORE_TIME_MOVES, MoreTimeStatus
from .invitation import Invitation


class MoreTimeQuerySet(models.QuerySet["MoreTime"]):
    def visible_to(self, user):
        """Seen with its invitation: by the organisation that asks, and by the commissioners of the round."""
        return self.filter(invitation__in=Invitation.objects.visible_to(user))

    def open(self):
        return self.filter(status=MoreTimeStatus.ASKED)


class MoreTime(models.Model):
    """Asked for by one organisation, until a day it names; one that waits at a time. What was answered stays as it is."""

    MOVES = MORE_TIME_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="asked_for_time")
    until = models.DateTimeField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=MoreTimeStatus, default=MoreTimeStatus.ASKED)
    answer = models.TextField(blank=True)  # why it is given, or why not
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MoreTimeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"], condition=Q(status="ASKED"), name="an_organisation_waits_for_one_answer_about_more_time"
            ),
            models.CheckConstraint(
                condition=Q(status="ASKED", answered_at=None, answer="")
                | (~Q(status="ASKED") & Q(answered_at__isnull=False, answered_by__isnull=False, answer__gt="")),
                name="an_answer_about_more_time_says_when_who_and_why",
            ),
        ]
        triggers = [only_legal_moves(MORE_TIME_MOVES), frozen_when("OLD.status <> 'ASKED'")]

    def __str__(self):
        return f"More time for {self.invitation.organisation}"

    def get_absolute_url(self):
        return reverse("providers:extend", args=[self.invitation.round.slug, self.invitation.organisation.slug])

    @property
    def is_open(self):
        return self.status == MoreTimeStatus.ASKED

    def commissioner_ids(self):
        return self.invitation.commissioner_ids()
