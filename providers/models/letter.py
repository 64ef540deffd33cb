"""A letter that waits to be recorded: the file as it came, what was read in it, and what somebody has made of each passage so far."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from intentions.models import Round
from portal.moves.triggers import refused_when
from portal.organisations.models import Membership
from portal.organisations.states import Role

from .invitation import Invitation
from .transcript import Transcript

AS_IT_CAME = ("invitation_id", "name", "content", "said", "left_out", "dated", "by_id", "at")
CHANGED = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in AS_IT_CAME)


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, user):
        """Whoever may record it: those who write the round."""
        if not user.is_authenticated:
            return self.none()
        writing = Membership.objects.current().filter(user=user, role__in=(Role.AUTHOR, Role.APPROVER)).values("organisation")
        partners = Round.participants.through.objects.filter(organisation__in=writing).values("round")
        return self.filter(Q(invitation__round__lead__in=writing) | Q(invitation__round__in=partners))


class Letter(models.Model):
    """`said` are the proposals (providers.documents.letters); `marked` is what became of each: {key: content, revision, who, is_done}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="letters")
    name = models.CharField(max_length=150)  # of the file
    content = models.BinaryField()
    said = models.JSONField()
    left_out = models.JSONField(default=list)  # what the file holds that is no text, in words
    marked = models.JSONField(default=dict)
    dated = models.DateField(null=True)  # as it says itself
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    transcript = models.ForeignKey(Transcript, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters")  # what it became

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["invitation", "-at"], name="letters_that_wait")]
        triggers = [refused_when(CHANGED, name="a_letter_is_as_it_came", says="what was read in a letter is never changed")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("providers:passages", args=[self.invitation.round.slug, self.invitation.organisation.slug, self.pk])
