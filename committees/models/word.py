"""A paper as a Word file, written outside the request."""

import hashlib
import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from .paper import Paper


class WordFileQuerySet(models.QuerySet["WordFile"]):
    def visible_to(self, user):
        """Those who prepare the paper."""
        return self.filter(paper__in=Paper.objects.prepared_by(user))

    def unwritten(self):
        return self.filter(file="", failure="")


class WordFile(models.Model):
    """What was ordered, and the file once it is written. One of each paper, of its newest words that anybody asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="word_file")
    facts = models.JSONField()  # as they were when it was ordered
    title = models.CharField(max_length=300)
    marking = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)  # of all these: whether it still says what the paper says
    file = models.FileField(upload_to="documents/%Y/%m/", max_length=200, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    failure = models.TextField(blank=True)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()

    objects = WordFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file="", size=None) | (~Q(file="") & Q(size__isnull=False)), name="a_written_word_file_has_its_size"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_moving(self):
        return not self.file and not self.failure

    @staticmethod
    def sha256_of(facts, title, marking):
        return hashlib.sha256(json.dumps([facts, title, marking], sort_keys=True, default=str).encode()).hexdigest()
