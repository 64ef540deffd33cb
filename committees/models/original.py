"""The Word file that a paper's text comes from, and the pictures of a paper."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.moves.triggers import only_legal_moves

from ..states import ORIGINAL_MOVES, OriginalStatus
from .agenda import AgendaItem
from .committee import Committee, Meeting
from .paper import Paper


class OriginalQuerySet(models.QuerySet["Original"]):
    def visible_to(self, user):
        """While it waits, those who prepare what it is for. Taken in, and kept with its paper, whoever may read that paper."""
        if not user.is_authenticated:
            return self.filter(self.kept(), paper__in=Paper.objects.visible_to(user))
        prepared = Q(paper__in=Paper.objects.prepared_by(user)) | Q(item__meeting__in=Meeting.objects.prepared_by(user))
        return self.filter(prepared | (self.kept() & Q(paper__in=Paper.objects.visible_to(user))))

    @staticmethod
    def kept():
        return Q(status=OriginalStatus.TAKEN, is_kept=True)

    def waiting(self):
        return self.filter(status=OriginalStatus.WAITING)

    def taken(self):
        return self.filter(status=OriginalStatus.TAKEN)


class Original(models.Model):
    """A report as a Word file: read, looked at beside what becomes of it, then taken in. What it said is forgotten when it is."""

    MOVES = ORIGINAL_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="originals"
    )  # for which a paper is made
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.CASCADE, related_name="originals")
    name = models.CharField(max_length=150)
    file = models.FileField(upload_to="originals/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)  # of the paper when the file was read
    title = models.CharField(max_length=300, blank=True)
    sections = models.JSONField(default=list)
    pairs = models.JSONField(default=list)  # what the file said beside what is kept of it
    told = models.JSONField(default=list)  # what could not be kept, in sentences
    holds = models.JSONField(default=list)  # what the file says that the paper does not
    before = models.JSONField(default=dict)  # the words of the paper that it took the place of
    status = models.CharField(max_length=10, choices=OriginalStatus, default=OriginalStatus.WAITING)
    is_kept = models.BooleanField(default=False)  # with the paper, for all who may read that

    objects = OriginalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False) | Q(paper__isnull=False), name="a_word_report_is_for_an_item_or_a_paper"
            ),
            models.CheckConstraint(condition=Q(is_kept=False) | Q(file__gt=""), name="an_original_that_is_kept_is_there"),
        ]
        triggers = [only_legal_moves(ORIGINAL_MOVES)]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("committees:original", args=[self.pk])

    @property
    def is_part_2(self):
        """As what it is for."""
        return self.paper.is_part_2 if self.paper else self.item.is_part_2


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, user):
        """With its paper; before it has one, with the file it came in."""
        waiting = Original.objects.visible_to(user).waiting()
        return self.filter(Q(paper__in=Paper.objects.visible_to(user)) | Q(paper=None, original__in=waiting))


class Picture(models.Model):
    """A picture of a paper, which the text names by its number. What it shows is said in words, or that it only decorates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    original = models.ForeignKey(Original, null=True, blank=True, on_delete=models.SET_NULL, related_name="pictures")
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="pictures/%Y/%m/", max_length=150)
    sha256 = models.CharField(max_length=64)
    alt = models.TextField(blank=True)
    is_decorative = models.BooleanField(default=False)
    width = models.PositiveIntegerField()  # in pixels
    height = models.PositiveIntegerField()
    millimetres = models.PositiveSmallIntegerField(default=0)  # how wide it stood in the file; nought when it did not say

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="a_picture_has_its_number_in_a_paper"),
            models.CheckConstraint(condition=Q(is_decorative=False) | Q(alt=""), name="what_decorates_has_no_words"),
        ]

    def __str__(self):
        return f"Picture {self.number}"

    def get_absolute_url(self):
        if self.paper is None:
            return reverse("committees:original_picture", args=[self.original_id, self.number])
        return reverse("committees:picture", args=[self.paper.slug, self.number])

    @property
    def is_described(self):
        return self.is_decorative or bool(self.alt.strip())
