"""What people of one organisation say to each other about their response. It never leaves them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from intentions.models import Intention

from .invitation import answers_for
from .response import Response


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, user):
        """Those who answer, and nobody else: no commissioner, whatever becomes of the response."""
        return self.filter(response__organisation__in=answers_for(user)) if user.is_authenticated else self.none()


class Remark(models.Model):
    """A comment inside the organisation (for a group: among its members), on an intention or on the whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="remarks")
    intention = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_remark_says_something")]

    def __str__(self):
        return f"A remark on {self.response}"

    def answering_ids(self):
        return self.response.answering_ids()
