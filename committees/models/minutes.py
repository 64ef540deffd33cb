"""What a committee did with an item: the outcome of each recommendation, and who does what until when."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.moves.triggers import frozen_when, only_legal_moves
from portal.printing.models import Document

from ..states import MINUTES_MOVES, MinutesStatus, Outcome, Verb
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


class Minute(models.Model):
    """What was said of an item, and how it was voted on where a vote was taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minute")
    text = models.TextField(blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ResolutionQuerySet.as_manager()


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user):
        """Everyone once they are cleared; before that the clerks of the committee."""
        public = Q(status__in=[MinutesStatus.CLEARED, MinutesStatus.SIGNED], meeting__first_published_at__isnull=False)
        prepared = Meeting.objects.prepared_by(user).values("pk") if user.is_authenticated else []
        return self.filter(public | Q(meeting__in=prepared))

    def announced(self):
        """Told to whoever subscribes: as everybody reads them."""
        return self.visible_to(AnonymousUser())


class Minutes(models.Model):
    """Of one meeting: who was there, and, item by item, what stands on its agenda. Cleared by another than wrote them, then signed."""

    MOVES = MINUTES_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    chair = models.CharField(max_length=200, blank=True)
    present = models.TextField(blank=True)  # one a line, as the next three
    in_attendance = models.TextField(blank=True)
    apologies = models.TextField(blank=True)
    declarations = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    writers = ArrayField(models.UUIDField(), default=list, blank=True)  # none of them clears them
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=200, blank=True)  # the chair of the meeting that confirmed them
    signed_date = models.DateField(null=True, blank=True)
    facts = models.JSONField(null=True, blank=True)  # frozen when cleared: part 1 alone
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="DRAFT") | Q(cleared_at__isnull=False, facts__isnull=False), name="cleared_minutes_are_frozen"
            ),
            models.CheckConstraint(
                condition=~Q(status="SIGNED") | Q(signed_by__gt="", signed_date__isnull=False), name="signed_minutes_say_by_whom_and_when"
            ),
        ]
        triggers = [only_legal_moves(MINUTES_MOVES), frozen_when("OLD.status = 'SIGNED'", may_still_change=["document_id"])]

    def __str__(self):
        return f"Minutes of the {self.meeting}"

    def get_absolute_url(self):
        return reverse("committees:minutes_of", args=[self.meeting.slug])

    @property
    def committee_id(self):
        return self.meeting.committee_id
