"""Clarification questions: asked by one, answered once to everyone, the asker never named."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from intentions.models import Intention, Round
from portal.moves.triggers import only_legal_moves
from portal.organisations.models import Organisation

from ..states import QUESTION_MOVES, QuestionStatus
from .invitation import Invitation, answers_for


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user):
        """The asker's own and the commissioners' all; every invited organisation once it is answered."""
        if not user.is_authenticated:
            return self.none()
        invited = Q(status=QuestionStatus.ANSWERED, round__in=Invitation.objects.to(user).values("round"))
        return self.filter(Q(asked_for__in=answers_for(user)) | Q(round__in=Round.objects.written_by(user)) | invited)


class Question(models.Model):
    """Numbered within its round when it is answered."""

    MOVES = QUESTION_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="questions")
    intention = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text = models.TextField()
    status = models.CharField(max_length=10, choices=QuestionStatus, default=QuestionStatus.ASKED)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_question_of_a_round_has_its_number"),
            models.CheckConstraint(
                condition=Q(status="ANSWERED", answered_at__isnull=False, answer__gt="") | Q(status="ASKED", answered_at=None),
                name="an_answered_question_has_an_answer_and_a_time",
            ),
        ]
        triggers = [only_legal_moves(QUESTION_MOVES)]

    def __str__(self):
        return f"Question {self.number}" if self.number else "A question"

    def get_absolute_url(self):
        return reverse("providers:questions", args=[self.round.slug])

    def commissioner_ids(self):
        return self.round.commissioner_ids()
