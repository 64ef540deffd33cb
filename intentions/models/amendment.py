"""A fact of a published round that was put right in the open, and the addresses a round had before."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from .round import Round


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def visible_to(self, user):
        """Everyone: it is made only of rounds that are public, and is the public note of it."""
        return self


class Amendment(models.Model):
    """What a fact was and is, and why, as everybody reads it. Cannot be changed or taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="amendments")
    says = ArrayField(models.TextField())  # a sentence for each fact
    note = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"Amendment of {self.round}"


class FormerSlug(models.Model):
    """An address a round had: whoever cites it is sent on."""

    slug = models.SlugField(unique=True, max_length=80)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="former_slugs")
    left_at = models.DateTimeField()

    def __str__(self):
        return self.slug
