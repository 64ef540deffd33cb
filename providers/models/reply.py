"""What a provider says to a published decision, and the commissioner's last word; both are published together."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from intentions.models import Round
from portal.moves.triggers import frozen_when, only_legal_moves

from ..states import REPLY_MOVES, ReplyStatus
from .decision import Decision
from .invitation import answers_for


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, user):
        """The provider and the round's commissioners; everybody once it is published, unless the point is sensitive."""
        public = Q(status=ReplyStatus.PUBLISHED, decision__in=Decision.objects.visible_to(user))
        if not user.is_authenticated:
            return self.filter(public)
        theirs = Q(decision__position__response__organisation__in=answers_for(user))
        return self.filter(public | theirs | Q(decision__position__response__round__in=Round.objects.written_by(user)))


class Reply(models.Model):
    """Agree, or disagree with reasons; once to a decision, within the round's window. Frozen when it is published."""

    MOVES = REPLY_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="reply")
    status = models.CharField(max_length=10, choices=ReplyStatus, default=ReplyStatus.RECEIVED)
    is_agreement = models.BooleanField()
    reasons = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    last_word = models.TextField(blank=True)
    last_word_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_agreement=True) | ~Q(reasons=""), name="who_disagrees_says_why"),
            models.CheckConstraint(
                condition=~Q(status="PUBLISHED") | Q(published_at__isnull=False, last_word_by__isnull=False),
                name="a_published_reply_has_a_last_word_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="PUBLISHED") | Q(is_agreement=True) | ~Q(last_word=""),
                name="a_disagreement_is_published_with_a_last_word",
            ),
        ]
        triggers = [only_legal_moves(REPLY_MOVES), frozen_when("OLD.status = 'PUBLISHED'")]

    def __str__(self):
        return f"The reply to {self.decision}"

    def commissioner_ids(self):
        return self.decision.commissioner_ids()
