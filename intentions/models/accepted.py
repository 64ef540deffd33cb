"""What a check found and somebody said is right."""

import uuid

from django.conf import settings
from django.db import models

from .round import Round


class AcceptedQuerySet(models.QuerySet["Accepted"]):
    def visible_to(self, user):
        """Seen with the draft of its round."""
        return self.filter(round__in=Round.objects.written_by(user))


class Accepted(models.Model):
    """This is right, and why. It holds for the words that were found: when they change, the check finds them anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="accepted")
    check_name = models.CharField(max_length=40)
    key = models.CharField(max_length=32)
    message = models.TextField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AcceptedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="a_finding_is_accepted_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="an_acceptance_says_why"),
        ]
