"""That a response came: whose, when and by whom. A view of the database over responses, and the one way to them while a round is sealed."""

from django.conf import settings
from django.db import models

from intentions.models import Round
from portal.organisations.models import Organisation

from ..states import Status
from .invitation import Invitation


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def visible_to(self, user):
        """Who submitted, and when, is seen with the invitation, sealed or not."""
        return self.filter(invitation__in=Invitation.objects.visible_to(user))

    def standing(self):
        return self.filter(status=Status.SUBMITTED)


class Arrival(models.Model):
    """Who and when of a response that was received; never a word of it."""

    id = models.UUIDField(primary_key=True, editable=False)  # that of the response
    invitation = models.ForeignKey(Invitation, on_delete=models.DO_NOTHING, related_name="arrivals")
    round = models.ForeignKey(Round, on_delete=models.DO_NOTHING, related_name="arrivals")
    organisation = models.ForeignKey(Organisation, on_delete=models.DO_NOTHING, related_name="arrivals")
    status = models.CharField(max_length=10, choices=Status)
    received_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, related_name="+")
    recorded = models.CharField(max_length=400, blank=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "providers_arrival"

    def __str__(self):
        return f"The arrival of {self.organisation}"
