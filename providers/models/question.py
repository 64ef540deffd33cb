"""Clarification questions: asked by one, answered once to everyone, the asker never named; or privately, with a reason that is kept."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, TextField, Value, When
from django.urls import reverse

from intentions.models import Intention, Round
from portal.moves.triggers import frozen_when, only_legal_moves, refused_when
from portal.organisations.models import Organisation

from ..states import QUESTION_MOVES, QuestionStatus
from .invitation import Invitation, answers_for


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user):
        """The asker's own and the commissioners' all; every invited organisation once it is answered to everyone."""
        if not user.is_authenticated:
            return self.none()
        invited = Q(status=QuestionStatus.ANSWERED, round__in=Invitation.objects.to(user).values("round"))
        return self.filter(Q(asked_for__in=answers_for(user)) | Q(round__in=Round.objects.written_by(user)) | invited)

    def as_seen_by(self, user):
        """Each in the words that are shown; those in which it was asked, where they differ, for who asked and who answers alone."""
        inside = Q(asked_for__in=answers_for(user)) | Q(round__in=Round.objects.written_by(user))
        was = When(inside & ~Q(wording=""), then=F("text"))
        return self.annotate(
            shown=Case(When(wording="", then=F("text")), default=F("wording"), output_field=TextField()),
            original=Case(was, default=Value(""), output_field=TextField()),
        )


class Question(models.Model):
    """Numbered within its round when it is answered to everyone. What was asked is kept as it was asked."""

    MOVES = QUESTION_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="questions")
    intention = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text = models.TextField()
    wording = models.TextField(blank=True)  # in which everybody reads it, where the commissioners edited or shortened it
    status = models.CharField(max_length=10, choices=QuestionStatus, default=QuestionStatus.ASKED)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    private_reason = models.TextField(blank=True)  # why it is answered to who asked alone
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_question_of_a_round_has_its_number"),
            models.CheckConstraint(
                condition=Q(status__in=["ANSWERED", "PRIVATE"], answered_at__isnull=False, answer__gt="")
                | Q(status__in=["ASKED", "MERGED"], answered_at=None),
                name="an_answered_question_has_an_answer_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="PRIVATE", private_reason__gt="", number=None) | (~Q(status="PRIVATE") & Q(private_reason="")),
                name="a_private_answer_says_why_and_has_no_number",
            ),
            models.CheckConstraint(
                condition=Q(status="MERGED", merged_into__isnull=False) | (~Q(status="MERGED") & Q(merged_into=None)),
                name="a_merged_question_names_the_other",
            ),
        ]
        triggers = [
            only_legal_moves(QUESTION_MOVES),
            refused_when("NEW.text <> OLD.text", name="kept_as_asked", says="a question is kept as it was asked"),
            frozen_when("OLD.status <> 'ASKED'", may_still_change=["merged_into_id"]),
        ]

    def __str__(self):
        return f"Question {self.number}" if self.number else "A question"

    def get_absolute_url(self):
        return reverse("providers:questions", args=[self.round.slug])

    def commissioner_ids(self):
        return self.round.commissioner_ids()
