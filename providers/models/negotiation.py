"""The wording of a point before it is decided: proposed, countered, accepted. Nobody else reads it."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from intentions.models import Round
from portal.moves.triggers import only_legal_moves

from ..states import ASKS_SOMETHING, NEGOTIATION_MOVES, Side, Turn
from .invitation import answers_for
from .position import Condition, Position
from .seal import not_under_seal


class TimetableQuerySet(models.QuerySet["Timetable"]):
    def visible_to(self, user):
        """Seen with its round."""
        return self.filter(round__in=Round.objects.visible_to(user))


class Timetable(models.Model):
    """The days of a round after its responses: by when the wording is agreed, and until when providers may reply to decisions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="timetable")
    wording_by_date = models.DateField(null=True, blank=True)  # the last day; after it the commissioner decides
    reply_by_date = models.DateField(null=True, blank=True)  # the last day on which a provider may reply to a published decision

    objects = TimetableQuerySet.as_manager()

    def __str__(self):
        return f"The days of {self.round}"


class NegotiationQuerySet(models.QuerySet["Negotiation"]):
    def visible_to(self, user):
        """The round's commissioners and that provider; nobody else, whatever becomes of it."""
        if not user.is_authenticated:
            return self.none()
        theirs = Q(position__response__organisation__in=answers_for(user))
        return self.filter(theirs | Q(position__response__round__in=Round.objects.written_by(user)))

    def open(self):
        return self.exclude(status=Turn.CLOSED)


class Negotiation(models.Model):
    """On one point, or one of its conditions: whose turn it is, and since when."""

    MOVES = NEGOTIATION_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="negotiations")
    condition = models.OneToOneField(Condition, null=True, on_delete=models.PROTECT, related_name="negotiation")
    status = models.CharField(max_length=12, choices=Turn, default=Turn.COMMISSIONER)
    since = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = NegotiationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["position"], condition=Q(condition=None), name="a_point_is_negotiated_once"),
            models.CheckConstraint(
                condition=~Q(status="AGREED") | Q(accepted_by__isnull=False), name="agreed_wording_was_accepted_by_somebody"
            ),
        ]
        triggers = [only_legal_moves(NEGOTIATION_MOVES), not_under_seal]

    def __str__(self):
        return f"The wording of {self.position}"

    def get_absolute_url(self):
        position = self.position
        args = [position.response.round.slug, position.reference, position.response.organisation.slug]
        return reverse("providers:wording", args=args)

    def commissioner_ids(self):
        return self.position.response.round.commissioner_ids()

    def answering_ids(self):
        return self.position.response.answering_ids()


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user):
        """Seen with its negotiation."""
        return self.filter(negotiation__in=Negotiation.objects.visible_to(user))


class Proposal(models.Model):
    """One step: the wording one side puts to the other. It never changes; the next step says otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    negotiation = models.ForeignKey(Negotiation, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=12, choices=Side)
    text = models.TextField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "number"], name="a_proposal_has_its_number"),
            models.CheckConstraint(condition=~Q(text=""), name="a_proposal_has_words"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"Proposal {self.number} on {self.negotiation.position}"


def with_turn(positions, side):
    """Each with whose turn it is as this side says it ("us", "them", "agreed"; empty where nothing is open), and since when;
    `talk` is the same of those on which something was proposed.

    A point on which nothing was proposed is with the commissioners from the moment it was submitted.
    """
    other = Side.PROVIDER if side == Side.COMMISSIONER else Side.COMMISSIONER
    of_it = Negotiation.objects.filter(position=OuterRef("pk"))

    def waits(turn):
        return Exists(of_it.filter(status=turn))

    untouched = Q(stance__in=ASKS_SOMETHING, decision=None) if side == Side.COMMISSIONER else Q(pk=None)
    talk = [
        When(waits(side.upper()), then=Value("us")),
        When(waits(other.upper()), then=Value("them")),
        When(waits(Turn.AGREED), then=Value("agreed")),
    ]
    turn = Case(*talk, When(untouched, then=Value("us")), default=Value(""))
    since = Coalesce(Subquery(of_it.order_by("-since").values("since")[:1]), F("response__received_at"))
    return positions.annotate(turn=turn, turn_since=since, talk=Case(*talk, default=Value("")))
