"""The whole round as one document, printed: of an edition, or of the draft as it was at an hour."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.printing.models import Document

from .edition import Edition
from .round import Round


class VolumeQuerySet(models.QuerySet["Volume"]):
    def visible_to(self, user):
        """Of an edition everyone's; of the draft those who may read the draft."""
        return self.filter(Q(edition__isnull=False) | Q(round__in=Round.objects.written_by(user)))

    def of_draft(self):
        return self.filter(edition=None)

    def without_word(self):
        return self.filter(word="")


class Volume(models.Model):
    """One printing of it. PDF, page and Word file are drawn from the facts of `document`, and say the same words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="volumes")
    edition = models.OneToOneField(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="volume")  # none: of the draft
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="volumes")
    word = models.FileField(upload_to="documents/%Y/%m/", max_length=200, blank=True)
    word_size = models.PositiveBigIntegerField(null=True, blank=True)  # bytes
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()

    objects = VolumeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(word="", word_size=None) | (~Q(word="") & Q(word_size__isnull=False)),
                name="a_word_file_has_its_size",
            ),
        ]

    def __str__(self):
        return self.document.title

    @property
    def hour(self):
        """As each of its pages is marked."""
        return self.document.facts["marking"]
