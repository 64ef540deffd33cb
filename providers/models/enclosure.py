"""What comes with a whole response and with none of its points: a signed letter, the minute of a board."""

import uuid

from django.conf import settings
from django.db import models

from .position import freezes_with_response
from .response import Response


class EnclosureQuerySet(models.QuerySet["Enclosure"]):
    def visible_to(self, user):
        """Seen with its response."""
        return self.filter(response__in=Response.objects.visible_to(user))


class Enclosure(models.Model):
    """A file for the whole response. What is signed is its hash; it is frozen with the response."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="enclosures")
    title = models.CharField(max_length=200)
    file = models.FileField(upload_to="evidence/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        triggers = [freezes_with_response]

    def __str__(self):
        return self.title
