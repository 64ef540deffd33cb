"""What it takes to let something onto an agenda after its clear days have begun."""

from django.db import models
from django.db.models import Q

from ..states import Lateness

URGENCY = ("chair_reason", "chair_agreed_by", "chair_agreed_date")
IS_AGREED = Q(chair_agreed_by__gt="", chair_agreed_date__isnull=False)
IS_IN_TIME_OR_SAYS_WHY = Q(lateness="") | Q(lateness="AFTER", chair_reason__gt="") | Q(Q(chair_reason__gt=""), IS_AGREED, lateness="LATE")


class Urgent(models.Model):
    """In time unless it became public with fewer clear days than the committee asks; then why, who agreed for the chair, and when.

    Of what is written down after its meeting nobody agreed that it is urgent: it says why alone.
    """

    lateness = models.CharField(max_length=5, choices=Lateness, blank=True)
    chair_reason = models.TextField(blank=True)  # why it is late, and the special circumstances that make it urgent
    chair_agreed_by = models.CharField(max_length=200, blank=True)
    chair_agreed_date = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
