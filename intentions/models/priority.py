"""Prioritisation: what is weighed, by what, by whom. Nobody sees another's scores before giving their own."""

import uuid
from functools import cached_property

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from portal.moves.triggers import frozen_with_parent, only_legal_moves
from portal.organisations.models import Membership, Organisation

from ..states import EXERCISE_MOVES, CandidateKind, ExerciseStatus, Priority
from .intention import Intention
from .round import Round

IS_CLOSED = "p.status IN ('CLOSED', 'DECIDED')"
HAS_BEGUN = "p.status <> 'SETTING_UP'"


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def visible_to(self, user):
        """The people of the round's commissioners, and its panel."""
        sitting = Panellist.objects.seated().filter(user=user.pk) if user.is_authenticated else Panellist.objects.none()
        return self.filter(Q(round__in=Round.objects.written_by(user)) | Q(pk__in=sitting.values("exercise")))


class Exercise(models.Model):
    """One prioritisation of a round: set up, scored by a panel, closed, decided."""

    MOVES = EXERCISE_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="exercises")
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=ExerciseStatus, default=ExerciseStatus.SETTING_UP)
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "title"], name="a_round_names_an_exercise_once")]
        triggers = [only_legal_moves(EXERCISE_MOVES)]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("intentions:exercise", args=[self.round.slug, self.pk])

    def commissioner_ids(self):
        return self.round.commissioner_ids()

    @property
    def is_being_set_up(self):
        return self.status == ExerciseStatus.SETTING_UP

    @property
    def is_being_scored(self):
        return self.status == ExerciseStatus.SCORING

    @property
    def is_closed(self):
        return self.status in (ExerciseStatus.CLOSED, ExerciseStatus.DECIDED)


class Criterion(models.Model):
    """What is asked of each candidate, how much it weighs, and what each point of its scale means in words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120)
    question = models.CharField(max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField()
    scale = ArrayField(models.CharField(max_length=200))  # the words of 0, 1, 2 ... points

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "name"], name="a_criterion_is_asked_once"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="a_weight_is_1_to_100"),
            models.CheckConstraint(condition=Q(scale__len__gte=2), name="a_scale_has_two_points_at_least"),
        ]
        triggers = [frozen_with_parent("intentions_exercise", "exercise_id", HAS_BEGUN)]

    def __str__(self):
        return self.name

    @property
    def most(self):
        return len(self.scale) - 1


class Candidate(models.Model):
    """An intention of the round, or an aspiration: something wished for that no intention says yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="candidates")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=CandidateKind)
    intention = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.PROTECT, related_name="candidatures")
    title = models.CharField(max_length=200)
    decision = models.CharField(max_length=10, choices=Priority, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "intention"], name="an_intention_is_weighed_once"),
            models.CheckConstraint(
                condition=Q(kind="intention", intention__isnull=False) | Q(kind="aspiration", intention=None),
                name="an_aspiration_is_no_intention_yet",
            ),
            models.CheckConstraint(condition=Q(decision="") | ~Q(reason=""), name="a_priority_decision_says_why"),
        ]

    def __str__(self):
        return f"{self.intention.reference} {self.title}" if self.intention else self.title


class PanellistQuerySet(models.QuerySet["Panellist"]):
    def seated(self):
        """Those who still belong to the organisation from which they were asked. A seat ends with the role it was given to."""
        return self.filter(Exists(Membership.objects.current().filter(user=OuterRef("user"), organisation=OuterRef("organisation"))))


class Panellist(models.Model):
    """Somebody who scores. They first say which candidates they have an interest in; those they do not score."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="panel")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panels")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")  # from which they were asked
    declared_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)  # every candidate scored: from then on they see the others' scores

    objects = PanellistQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exercise", "user"], name="a_person_sits_on_a_panel_once")]

    def __str__(self):
        return str(self.user)

    @cached_property
    def barred(self):
        """The candidates this person has an interest in."""
        return set(self.interests.values_list("candidate", flat=True))


class Interest(models.Model):
    """A conflict of interest, in words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    panellist = models.ForeignKey(Panellist, on_delete=models.CASCADE, related_name="interests")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="interests")
    what = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panellist", "candidate"], name="an_interest_is_declared_once")]


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to(self, user):
        """The people of the round: one's own always; the others' once one's own are in; without a seat, when the exercise is closed."""
        own = Q(panellist__user=user.pk)
        finished = Panellist.objects.filter(user=user.pk, finished_at__isnull=False).values("exercise")
        closed = Q(exercise__status__in=[ExerciseStatus.CLOSED, ExerciseStatus.DECIDED])
        return self.filter(own | Q(exercise__in=finished) | closed, exercise__in=Exercise.objects.visible_to(user))


class Score(models.Model):
    """One person's points for one candidate on one criterion. Frozen once the exercise is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="scores")
    panellist = models.ForeignKey(Panellist, on_delete=models.CASCADE, related_name="scores")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    points = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=500, blank=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panellist", "candidate", "criterion"], name="a_person_scores_once")]
        triggers = [frozen_with_parent("intentions_exercise", "exercise_id", IS_CLOSED)]
