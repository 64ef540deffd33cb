"""What came by letter or email and was written down by the commissioners: how it came, its files, and what its senders say of that."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from intentions.models import Round
from portal.moves.triggers import frozen_when, only_legal_moves

from ..states import TRANSCRIPT_MOVES, TranscriptStatus, Way
from .invitation import Invitation, answers_for
from .response import Response


class TranscriptQuerySet(models.QuerySet["Transcript"]):
    def visible_to(self, user):
        """Both sides of the letter: the organisation that sent it, and the commissioners of the round."""
        if not user.is_authenticated:
            return self.none()
        ours = Q(invitation__organisation__in=answers_for(user))
        return self.filter(ours | Q(invitation__round__in=Round.objects.written_by(user)))


class Transcript(models.Model):
    """A letter or an email, with the response that was written down from it; one that came too late has none, and is kept."""

    MOVES = TRANSCRIPT_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="transcripts")
    response = models.OneToOneField(Response, null=True, on_delete=models.PROTECT, related_name="transcript")
    way = models.CharField(max_length=10, choices=Way)
    dated = models.DateField()  # as it says itself
    came_at = models.DateTimeField()  # by which it is judged
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=TranscriptStatus, default=TranscriptStatus.RECORDED)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(null=True, blank=True)
    dispute = models.TextField(blank=True)  # what is wrong with it, in the words of its senders

    objects = TranscriptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(status="DISPUTED") | ~Q(dispute=""), name="a_dispute_says_what_is_wrong"),
            models.CheckConstraint(
                condition=Q(status="RECORDED", said_by=None, said_at=None)
                | (~Q(status="RECORDED") & Q(said_by__isnull=False, said_at__isnull=False)),
                name="who_confirmed_or_disputed_a_letter_is_known",
            ),
        ]
        triggers = [
            only_legal_moves(TRANSCRIPT_MOVES),
            frozen_when("TRUE", may_still_change=["status", "said_by_id", "said_at", "dispute"]),
        ]

    def __str__(self):
        return f"The {self.get_way_display().lower()} of {self.invitation.organisation}"

    @property
    def is_late(self):
        return self.response_id is None


class TranscriptFile(models.Model):
    """The letter itself, as it came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    transcript = models.ForeignKey(Transcript, on_delete=models.PROTECT, related_name="files")
    title = models.CharField(max_length=200)
    file = models.FileField(upload_to="letters/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]
