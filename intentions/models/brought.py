"""A document that somebody brought into a draft round: its file, every piece of it, and what is proposed of them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from outcomes.models import Outcome
from portal.moves.triggers import only_legal_moves
from portal.organisations.models import Organisation
from portal.organisations.states import Role

from ..states import BROUGHT_MOVES, BroughtStatus, DateOrder, Fate, FindingKind, Verdict
from .intention import Intention
from .round import Chapter, Round

BACK = timedelta(days=30)  # how long what was taken in can be taken back
LOST = timedelta(seconds=90)  # a worker that said nothing for so long is gone
SURE = 0.8


def written_for(user: Any) -> Q:
    """Of a round: its authors and approvers. Viewers read the draft, and nothing that is not in it yet."""
    mine = Organisation.objects.filter(
        memberships__user=user, memberships__ended_at=None, memberships__role__in=[Role.AUTHOR, Role.APPROVER]
    )
    return Q(lead__in=mine) | Q(participants__in=mine)


class BroughtQuerySet(models.QuerySet["Brought"]):
    def visible_to(self, user):
        """Whoever may write the draft it was brought into."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(round__in=Round.objects.filter(written_for(user)).values("pk"))

    def lost(self, at: datetime):
        """Those that no worker is reading any more."""
        waits = Q(status=BroughtStatus.WAITING, at__lt=at - LOST)
        return self.filter(waits | Q(status=BroughtStatus.READING, seen_at__lt=at - LOST))


class Brought(models.Model):
    """Read once, gone through by people, taken in in one step; the file stays with what came of it."""

    MOVES = BROUGHT_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="documents_brought")
    name = models.CharField(max_length=150)  # of the file
    file = models.FileField(upload_to="brought/%Y/%m/", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=BroughtStatus, default=BroughtStatus.WAITING)
    says = models.CharField(max_length=300, blank=True)  # why it was refused
    progress = models.CharField(max_length=100, blank=True)
    token = models.UUIDField(null=True, blank=True)  # of the worker that reads it now
    seen_at = models.DateTimeField(null=True, blank=True)  # when that worker was last heard of
    attempts = models.PositiveSmallIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)
    left_out = models.JSONField(default=list, blank=True)  # [{"what", "count", "where"}]: what has no words, by name
    date_order = models.CharField(max_length=5, choices=DateOrder, blank=True)  # of its days in figures; empty where nobody need know
    dates = models.JSONField(default=dict, blank=True)  # what it tells of that itself: see documents.dated
    dates_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    made = models.JSONField(default=dict, blank=True)  # what taking it in made, so that it can be taken back
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = BroughtQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(status="REFUSED") | ~Q(says=""), name="what_is_not_read_says_why"),
            models.CheckConstraint(
                condition=~Q(status="TAKEN_IN") | Q(taken_at__isnull=False, taken_by__isnull=False), name="taken_in_says_by_whom"
            ),
        ]
        indexes = [models.Index(fields=["round", "-at"], name="brought_into_a_round")]
        triggers = [only_legal_moves(BROUGHT_MOVES)]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("intentions:brought", args=[self.round.slug, self.pk])

    @property
    def is_moving(self) -> bool:
        return self.status in (BroughtStatus.WAITING, BroughtStatus.READING)

    @property
    def is_open(self) -> bool:
        """May its proposals still be judged?"""
        return self.status in (BroughtStatus.READY, BroughtStatus.TAKEN_BACK)

    @property
    def can_be_removed(self) -> bool:
        """Nothing of the round ever came of it."""
        return self.status in (BroughtStatus.READY, BroughtStatus.REFUSED)

    def can_be_taken_back(self, at: datetime) -> bool:
        return self.status == BroughtStatus.TAKEN_IN and self.taken_at is not None and at <= self.taken_at + BACK


class PieceQuerySet(models.QuerySet["Piece"]):
    def visible_to(self, user):
        """Seen with the document."""
        return self.filter(brought__in=Brought.objects.visible_to(user))

    def ending(self):
        """With `is_open`, `is_taken`, `is_dropped`: whether proposals that rest on it are not looked at, accepted, left out."""
        of = Finding.pieces.through.objects.filter(piece=OuterRef("pk"))
        said = {f"is_{name}": Exists(of.filter(finding__verdict=verdict)) for name, verdict in ENDS.items()}
        return self.annotate(**said)


ENDS = {"open": Verdict.OPEN, "taken": Verdict.ACCEPTED, "dropped": Verdict.DROPPED}


class Piece(models.Model):
    """A paragraph, cell, figure or footnote of the source. `why` names it as left out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brought = models.ForeignKey(Brought, on_delete=models.CASCADE, related_name="pieces")
    order = models.PositiveIntegerField()
    key = models.CharField(max_length=40)  # of its block, or the cell of one
    kind = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    page = models.PositiveSmallIntegerField(default=0)
    line = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=200, blank=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brought", "key"], name="a_piece_of_a_document_has_its_key")]

    def __str__(self):
        return self.text[:60] or self.kind


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user):
        """Seen with the document."""
        return self.filter(brought__in=Brought.objects.visible_to(user))

    def of(self, verdict: Verdict):
        return self.filter(verdict=verdict)

    def homeless(self):
        """Intentions that would stand in no chapter: none was found, or theirs was left out."""
        none = Q(chapter=None) | Q(chapter__verdict=Verdict.DROPPED) | ~Q(chapter__kind=FindingKind.CHAPTER)
        gone = Q(standing=None) | Q(standing__deleted_at__isnull=False)
        new = Q(match=None) | Q(match__deleted_at__isnull=False)
        return self.filter(none, gone, new, kind=FindingKind.INTENTION).exclude(verdict=Verdict.DROPPED)

    def matched(self):
        """The text of an intention that stands in the round."""
        return self.filter(kind=FindingKind.INTENTION, match__deleted_at=None).exclude(match=None)


class Finding(models.Model):
    """What is proposed of some pieces, how sure it is and why; and what somebody said of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brought = models.ForeignKey(Brought, on_delete=models.CASCADE, related_name="findings")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=FindingKind)
    title = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)  # all else that was recognised: see recognition.proposed
    spans = models.JSONField(default=list, blank=True)  # [[key, start, end]]: the letters it rests on
    pieces = models.ManyToManyField(Piece, related_name="findings")
    chapter = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="inside")
    standing = models.ForeignKey(Chapter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # one of the draft
    page = models.PositiveSmallIntegerField(default=0)
    line = models.PositiveIntegerField(default=0)
    sure = models.FloatField()
    why = models.CharField(max_length=400, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.OPEN)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    intention = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.SET_NULL, related_name="findings")
    match = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.SET_NULL, related_name="matches")  # whose text it is
    outcome = models.ForeignKey(Outcome, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # the one that it is
    match_sure = models.FloatField(default=1)
    match_why = models.CharField(max_length=400, blank=True)
    stands = models.CharField(max_length=16, blank=True)  # the mark of what its match said when it was accepted

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brought", "match"], name="an_intention_has_one_new_text_in_a_document")]
        indexes = [models.Index(fields=["brought", "order"], name="findings_in_order")]

    def __str__(self):
        return self.title or self.words[:80]

    def get_absolute_url(self):
        return reverse("intentions:finding", args=[self.brought.round.slug, self.brought_id, self.pk])

    @property
    def named(self) -> str:
        """Its title, or the statement of an outcome, which has none."""
        return self.title or str(self.facts.get("statement", ""))

    @property
    def is_sure(self) -> bool:
        return self.sure >= SURE and self.match_sure >= SURE

    @property
    def is_matched(self) -> bool:
        """Would it change an intention that is in the round? One deleted meanwhile is not changed."""
        return self.kind == FindingKind.INTENTION and self.match is not None and self.match.deleted_at is None

    @property
    def is_there(self) -> bool:
        """Is the intention that came of it in the draft?"""
        return self.intention is not None and self.intention.deleted_at is None

    @property
    def stands_in(self) -> Chapter | None:
        """The chapter of the draft that somebody chose for it, while that is there."""
        return self.standing if self.standing and not self.standing.deleted_at else None

    @property
    def where(self) -> str:
        """Page 3, line 12."""
        said = [f"page {self.page}" if self.page else "", f"line {self.line}" if self.line else ""]
        return ", ".join(one for one in said if one).capitalize()


def is_unnamed(brought: Any, round: Any, at: Any) -> Q:
    """Of an intention: it stood in the round when the document came, and nothing of that is its new text."""
    named = Finding.objects.filter(brought=brought, kind=FindingKind.INTENTION, match=OuterRef("pk")).exclude(verdict=Verdict.DROPPED)
    return Q(~Exists(named), round=round, created_at__lte=at)


class UnnamedQuerySet(models.QuerySet["Unnamed"]):
    def visible_to(self, user):
        """Seen with the document."""
        return self.filter(brought__in=Brought.objects.visible_to(user))


class Unnamed(models.Model):
    """What somebody said of an intention that a document does not name: nothing is dropped by what a document leaves unsaid."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brought = models.ForeignKey(Brought, on_delete=models.CASCADE, related_name="unnamed")
    intention = models.ForeignKey(Intention, on_delete=models.CASCADE, related_name="fates")
    fate = models.CharField(max_length=4, choices=Fate)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = UnnamedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brought", "intention"], name="what_is_not_named_has_one_fate")]

    def __str__(self):
        return f"{self.intention}: {self.get_fate_display()}"
