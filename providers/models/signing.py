"""What else those who sign can do: say that they will not, and hand their signature to a colleague. Kept for ever."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.moves.triggers import frozen_when
from portal.organisations.models import Organisation

from .response import Response


class OwnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who answer, and nobody else: what happens between members is not the commissioners'."""
        return self.filter(response__in=Response.objects.of(user)) if user.is_authenticated else self.none()

    def standing(self):
        """Not ended by a signature, nor by another text."""
        return self.filter(ended_at=None)


class Decline(models.Model):
    """An organisation does not sign this text, and says why. Signing it after all, or another text, ends that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="declines")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField()
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_decline_says_why"),
            models.UniqueConstraint(
                fields=["response", "organisation"], condition=Q(ended_at=None), name="an_organisation_declines_a_text_once"
            ),
        ]
        triggers = [
            frozen_when("OLD.ended_at IS NOT NULL"),
            frozen_when("TRUE", name="kept", may_still_change=["ended_at", "ended_because"]),
        ]


class Delegation(models.Model):
    """One signature handed to a colleague who may sign for the same organisation. The last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="delegations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    delegated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delegated_to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delegated_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(delegated_by=models.F("delegated_to")), name="nobody_hands_a_signature_to_themselves"),
        ]
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]
