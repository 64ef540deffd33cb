"""How a round's commissioners approve: who, in what order. And an edition that waits for its hour."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.moves.triggers import only_legal_moves
from portal.organisations.models import Organisation

from ..states import PLANNED_MOVES, PlannedStatus
from .round import Round
from .version import Version


class Step(models.Model):
    """One step of the route of a round: a body or desk, and the person who speaks for it; any approver when none is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "name"], name="a_step_stands_in_a_route_once")]

    def __str__(self):
        return self.name

    def is_for(self, user):
        return self.person_id is None or self.person_id == user.pk


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def visible_to(self, user):
        """Seen with the draft of its round."""
        return self.filter(version__intention__round__in=Round.objects.written_by(user))


class Endorsement(models.Model):
    """A step taken by a version as it was sent. What is sent anew begins its route anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="endorsements")
    step = models.CharField(max_length=120)
    sent_at = models.DateTimeField()  # when the version was submitted that took this step
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "step", "sent_at"], name="a_step_is_taken_once")]


class PlannedQuerySet(models.QuerySet["Planned"]):
    def visible_to(self, user):
        """Seen with the draft of its round."""
        return self.filter(round__in=Round.objects.written_by(user))

    def due(self, at):
        return self.filter(status=PlannedStatus.WAITING, publish_at__lte=at)


class Planned(models.Model):
    """An edition that will be published at a set time, with everything its publication needs."""

    MOVES = PLANNED_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="planned")
    status = models.CharField(max_length=10, choices=PlannedStatus, default=PlannedStatus.WAITING)
    publish_at = models.DateTimeField()
    approving_body = models.CharField(max_length=200)
    approved_date = models.DateField(null=True, blank=True)
    question_deadline = models.DateTimeField(null=True, blank=True)
    response_deadline = models.DateTimeField(null=True, blank=True)
    invited = models.ManyToManyField(Organisation, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what_changed = models.TextField(blank=True)
    why = models.TextField(blank=True)  # why it was not published

    objects = PlannedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round"], condition=Q(status="WAITING"), name="a_round_plans_one_edition_at_a_time"),
            models.CheckConstraint(
                condition=Q(response_deadline=None) | Q(response_deadline__gt=F("publish_at")),
                name="a_planned_deadline_lies_after_publication",
            ),
        ]
        triggers = [only_legal_moves(PLANNED_MOVES)]

    def __str__(self):
        return f"the next edition of {self.round}"

    def get_absolute_url(self):
        return self.round.get_draft_url()

    def commissioner_ids(self):
        return self.round.commissioner_ids()
