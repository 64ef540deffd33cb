"""The pipeline of services whose contracts end or are bought again (L8)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from intentions.models import Intention, Round

from ..states import Route


class ProcurementQuerySet(models.QuerySet["Procurement"]):
    def visible_to(self, user):
        """Everybody what is published; the round's commissioners all of it."""
        if not user.is_authenticated:
            return self.filter(is_published=True)
        return self.filter(Q(is_published=True) | Q(round__in=Round.objects.written_by(user)))


class Procurement(models.Model):
    """One service: what is in place, when it ends, what is intended, and by which route of its time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="procurements")
    intention = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.PROTECT, related_name="procurements")
    service = models.CharField(max_length=200)
    current_arrangement = models.TextField(blank=True)
    expiry_date = models.DateField(null=True, blank=True)
    expiry_note = models.CharField(max_length=200, blank=True)  # "at different times over the next two years"
    review = models.CharField(max_length=200, blank=True)
    intended = models.TextField(blank=True)
    route = models.CharField(max_length=20, choices=Route, blank=True)
    start_date = models.DateField(null=True, blank=True)  # of the procurement: which routes there are depends on it
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    notice_date = models.DateField(null=True, blank=True)  # the notice of the award that is intended; the standstill follows it
    is_published = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ProcurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="a_procurement_is_not_worth_less_than_nothing"),
            models.CheckConstraint(
                condition=Q(notice_date=None) | Q(start_date=None) | Q(notice_date__gte=F("start_date")),
                name="an_award_is_not_announced_before_the_procurement_starts",
            ),
        ]

    def __str__(self):
        return self.service

    def get_absolute_url(self):
        return reverse("providers:pipeline", args=[self.round.slug])

    def commissioner_ids(self):
        return self.round.commissioner_ids()
