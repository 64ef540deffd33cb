"""The commissioner's answer to each point, written one by one and published together."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from intentions.models import Round, Version
from portal.moves.triggers import frozen_when, frozen_with_parent, only_legal_moves, refused_when
from portal.printing.models import Document

from ..states import AGREED, DECISION_MOVES, DecisionStatus, Status
from .agreed import Settled
from .invitation import answers_for
from .position import Condition, Position
from .seal import not_under_seal


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, user):
        """Everyone: when decisions were published, and how many, is public; of a sensitive one no more than that."""
        return self

    def announced(self):
        """Told to whoever subscribes: those of which everybody reads at least one decision."""
        return self.filter(Exists(Decision.objects.visible_to(AnonymousUser()).filter(batch=OuterRef("pk"))))


class Batch(models.Model):
    """Decisions of a round that were published at one moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="batches")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")  # "you said, we did", up to here

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="a_batch_of_decisions_has_its_number")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


def open_to_all():
    """Points that are not commercially sensitive, or no longer."""
    return Q(position__is_sensitive=False) | Q(position__sensitive_until__lt=timezone.localdate())


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user):
        """The round's commissioners; the provider it answers once published; the public once published, unless sensitive."""
        public = Q(status=DecisionStatus.PUBLISHED) & open_to_all()
        if not user.is_authenticated:
            return self.filter(public)
        answered = Q(status=DecisionStatus.PUBLISHED, position__response__organisation__in=answers_for(user))
        return self.filter(public | answered | Q(position__response__round__in=Round.objects.written_by(user)))

    def published(self):
        return self.filter(status=DecisionStatus.PUBLISHED)

    def agreed(self):
        """By which something is agreed: of the point, or of one of its conditions."""
        return self.filter(~Q(agreed="") | Exists(Ruling.objects.filter(decision=OuterRef("pk")).exclude(agreed="")))

    def as_everyone_sees(self):
        """Of a sensitive one only that it was answered, so that nothing else can be searched."""
        private = When(~open_to_all(), then=Value(""))
        return self.annotate(
            is_private=Case(When(open_to_all(), then=False), default=True, output_field=models.BooleanField()),
            shown_title=Case(
                When(position__intention__isnull=False, then=F("position__version__title")),
                private,
                default=F("position__title"),
                output_field=models.CharField(),
            ),
            shown_words=Case(private, default=F("position__words"), output_field=models.TextField()),
            shown_reason=Case(private, default=F("reason"), output_field=models.TextField()),
            shown_agreed=Case(private, default=F("agreed"), output_field=models.TextField()),
            shown_verdict=Case(When(~open_to_all(), then=Value("private")), default=F("verdict")),
        )

    def written(self):
        """Written and not published, on responses that still stand."""
        return self.filter(status=DecisionStatus.WRITTEN, position__response__status=Status.SUBMITTED)


# a published decision changes only by a correction that keeps what it said; its rulings while that is being written
KEEPS_IT = (
    "NEW.corrected = OLD.corrected + 1 AND EXISTS (SELECT 1 FROM providers_correction c WHERE c.decision_id = OLD.id"
    " AND c.number = NEW.corrected AND c.was->>'agreed' = OLD.agreed AND c.was->>'verdict' = OLD.verdict AND c.was->>'reason' = OLD.reason)"
)
FROZEN = f"OLD.status = 'PUBLISHED' AND NOT COALESCE({KEEPS_IT}, FALSE)"
BEING_CORRECTED = "EXISTS (SELECT 1 FROM providers_correction c WHERE c.decision_id = p.id AND c.number = p.corrected + 1)"
ACCEPTS = f"NEW.verdict IN ({', '.join(repr(str(one)) for one in AGREED)})"
SAYS_WHAT = "NEW.agreed <> '' OR EXISTS (SELECT 1 FROM providers_ruling r WHERE r.decision_id = NEW.id AND r.agreed <> '')"


class Decision(Settled):
    """On one position: the verdict and its agreed words, what follows, and who sees to it. Frozen when published.

    Its own words are of the point as a whole; they may be empty where every word that is agreed is of a condition.
    """

    MOVES = DECISION_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.OneToOneField(Position, on_delete=models.PROTECT, related_name="decision")
    status = models.CharField(max_length=10, choices=DecisionStatus, default=DecisionStatus.WRITTEN)
    needs_new_version = models.BooleanField(default=False)
    new_version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    owner = models.CharField(max_length=150, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    revision = models.PositiveIntegerField(default=0)
    corrected = models.PositiveSmallIntegerField(default=0)  # how often since it was published; each correction keeps what it said

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            *Settled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status="PUBLISHED", batch__isnull=False) | Q(status="WRITTEN", batch=None),
                name="a_published_decision_belongs_to_a_batch",
            ),
        ]
        triggers = [
            only_legal_moves(DECISION_MOVES),
            frozen_when(FROZEN, may_still_change=["new_version_id"]),
            refused_when(
                f"NEW.status = 'PUBLISHED' AND {ACCEPTS} AND NOT ({SAYS_WHAT})",
                name="what_is_accepted_has_agreed_words",
                says="a decision that accepts says in words what is agreed",
            ),
            not_under_seal,
        ]

    def __str__(self):
        return f"The decision on {self.position}"

    def get_absolute_url(self):
        position = self.position
        args = [position.response.round.slug, position.reference, position.response.organisation.slug]
        return reverse("providers:decide", args=args)

    def commissioner_ids(self):
        return self.position.response.round.commissioner_ids()


class Ruling(Settled):
    """What is decided on one condition of a position: otherwise than on the whole, or accepted with it. Frozen with its decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="rulings")
    condition = models.OneToOneField(Condition, on_delete=models.PROTECT, related_name="ruling")

    class Meta:
        constraints = [
            *Settled.Meta.constraints,
            models.CheckConstraint(condition=~Q(verdict__in=AGREED) | ~Q(agreed=""), name="a_condition_that_is_accepted_has_agreed_words"),
        ]
        triggers = [frozen_with_parent("providers_decision", "decision_id", f"p.status = 'PUBLISHED' AND NOT {BEING_CORRECTED}")]
