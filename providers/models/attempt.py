"""A submission asked for under a key of the sender's own: asked again, it is answered again and done once."""

import uuid

from django.conf import settings
from django.db import models

from .response import Receipt, Response


class Attempt(models.Model):
    """The first use of a key that ended in a receipt: by whom, with which words, and that receipt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="attempts")
    words_sha256 = models.CharField(max_length=64)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="attempts")
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="a_person_uses_a_key_once")]
