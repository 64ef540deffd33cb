"""What a committee did with an item: the outcome of each recommendation, and who does what until when."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..states import Outcome, Verb
from .agenda import AgendaItem
from .committee import Meeting


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def visible_to(self, user):
        """Those of items the user may read."""
        return self.filter(item__in=AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(user)).open_to(user))


class Resolution(models.Model):
    """A recommendation as it was put, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="resolutions")
    order = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=10, choices=Verb)
    text = models.TextField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    words = models.TextField(blank=True)  # as resolved, or to whom it was referred
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="a_recommendation_has_one_outcome"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["changed", "referred", "asked"]) | Q(words__gt=""),
                name="a_change_a_referral_and_a_question_say_more",
            ),
        ]


class Promise(models.Model):
    """An action of the committee: who does what until when, and when it was done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="promises")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=200)  # a role
    due_date = models.DateField(null=True, blank=True)
    done_date = models.DateField(null=True, blank=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "order"], name="an_action_of_an_item_has_its_place")]
