"""The words of an intention at one time, with everything tied to them. Frozen by the database once approved."""

import uuid
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When
from django.utils.functional import cached_property

from outcomes.models import Outcome
from portal.moves.triggers import frozen_when, frozen_with_parent, only_legal_moves
from portal.organisations.models import Organisation, Place
from portal.organisations.states import Kind

from ..states import (
    CUT_OF,
    FROZEN,
    KINDS_OF,
    MOVES,
    Cut,
    IntentionKind,
    Lever,
    Precision,
    Setting,
    Status,
    Strength,
)
from .content import COLUMNS, LINKS, ROWS
from .deletion import KeptWithIntention
from .intention import Intention, order_by_cut
from .round import Round

IS_FROZEN = f"p.status IN ({', '.join(repr(str(status)) for status in FROZEN)})"
freezes_with_version = frozen_with_parent("intentions_version", "version_id", IS_FROZEN)


def cut_by(kind: str) -> Case:
    """The first cut of what has this kind: its value, for the database."""
    return Case(*[When(**{f"{kind}__in": kinds}, then=Value(str(cut))) for cut, kinds in KINDS_OF.items()], output_field=CharField())


class VersionQuerySet(models.QuerySet["Version"]):
    def visible_to(self, user):
        """Everyone once it was ever published; before that the people of the round's commissioners."""
        return self.filter(Q(published_at__isnull=False) | Q(intention__round__in=Round.objects.written_by(user)))

    def with_cut(self):
        """With `cut_value` and, to sort by it, `cut_place`."""
        return self.annotate(cut_value=cut_by("kind"), cut_place=order_by_cut("kind"))

    def with_everything(self):
        return self.prefetch_related(*LINKS, *ROWS)

    def newest_of(self, round, references):
        """Of these intentions, each with its chapter, its owner and who changed it last."""
        newest = self.filter(intention__round=round, intention__reference__in=references, intention__latest=F("pk"))
        return newest.select_related("intention__chapter", "intention__owner", "changed_by")

    def in_draft_of(self, round):
        """The newest of each intention, in the order of the round."""
        newest = self.filter(intention__round=round, intention__latest=F("pk")).select_related("intention__chapter", "changed_by")
        return newest.order_by("intention__chapter__order", "intention__order", "intention__reference")

    def for_next_edition_of(self, round):
        """The newest approved version of each intention, or the one already published; a withdrawn intention is left out.

        What is carried over from paper was approved there: the newest of each is taken as it stands.
        """
        if round.is_from_paper:
            return self.in_draft_of(round).exclude(status=Status.WITHDRAWN)
        ready = self.filter(intention__round=round, status__in=[Status.APPROVED, Status.PUBLISHED])
        kept = ready.exclude(intention__latest__status=Status.WITHDRAWN).order_by("intention", "-number").distinct("intention")
        return self.filter(pk__in=kept.values("pk")).order_by("intention__chapter__order", "intention__order", "intention__reference")


KeptVersions = KeptWithIntention.from_queryset(VersionQuerySet)


class Version(models.Model):
    """Version n of an intention. Editing a frozen one opens the next."""

    MOVES = MOVES
    merged: Mapping[str, Any] = MappingProxyType({})  # {part: Conflict}: whose paragraphs the last save kept beside its own

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intention = models.ForeignKey(Intention, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    revision = models.PositiveIntegerField(default=0)  # raised by every save; a save from an older one is stale
    title = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)  # rich text, sanitised
    theme = models.CharField(max_length=200, blank=True)
    setting = models.CharField(max_length=20, choices=Setting, blank=True)
    strength = models.CharField(max_length=20, choices=Strength, blank=True)
    kind = models.CharField(max_length=30, choices=IntentionKind, blank=True)
    timescale = models.CharField(max_length=200, blank=True)  # as written: "Commencing Q3 2014/15"
    from_date = models.DateField(null=True, blank=True)  # the period derived from it
    to_date = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, blank=True)
    places = models.ManyToManyField(Place, through="VersionPlace", blank=True, related_name="versions")
    providers = models.ManyToManyField(Organisation, through="VersionProvider", blank=True, related_name="versions")
    provider_kinds = ArrayField(models.CharField(max_length=30, choices=Kind), default=list, blank=True)
    affects_no_provider = models.BooleanField(default=False)  # "none" is an answer; silence is not
    lever = models.CharField(max_length=300, blank=True)  # the contract lever in words
    schedule = models.CharField(max_length=20, choices=Lever, blank=True)  # the contract schedule that would carry it
    dependencies = models.TextField(blank=True)
    pictures = models.JSONField(default=list, blank=True)  # [{"file", "alternative", "decorates", "caption", ...}]: see content.PICTURE
    outcomes = models.ManyToManyField(Outcome, through="VersionOutcome", blank=True, related_name="versions")
    reason = models.TextField(blank=True)  # why it was returned or withdrawn
    returned = models.JSONField(null=True, blank=True)  # {"said", "reason", "at"}: what it said when it was last returned
    changes = models.JSONField(default=dict, blank=True)  # {part: {"revision", "by", "at"}}: its last change
    writers = ArrayField(models.UUIDField(), default=list, blank=True)  # everybody who wrote in it: none of them approves it
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="versions_written")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    search = models.GeneratedField(
        expression=SearchVector(F("title"), F("theme"), F("description"), F("timescale"), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = KeptVersions()

    class Meta:
        indexes = [GinIndex(fields=["search"], name="version_search")]
        constraints = [
            models.UniqueConstraint(fields=["intention", "number"], name="a_version_of_an_intention_has_its_number"),
            models.UniqueConstraint(
                fields=["intention"],
                condition=Q(status__in=["DRAFT", "IN_REVIEW", "RETURNED"]),
                name="an_intention_has_one_open_version",
            ),
            models.CheckConstraint(
                condition=Q(from_date=None) | Q(to_date=None) | Q(to_date__gte=F("from_date")), name="a_period_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["APPROVED", "PUBLISHED"], approved_at__isnull=False, approved_by__isnull=False)
                | ~Q(status__in=["APPROVED", "PUBLISHED"]),
                name="an_approved_version_says_who_and_when",
            ),
            models.CheckConstraint(condition=~Q(status="PUBLISHED") | Q(published_at__isnull=False), name="a_published_version_has_a_date"),
            models.CheckConstraint(
                condition=~Q(status__in=["APPROVED", "PUBLISHED"]) | ~Q(title=""), name="an_approved_version_has_a_title"
            ),
        ]
        triggers = [
            only_legal_moves(MOVES),
            frozen_when(
                "OLD.status IN ('APPROVED', 'PUBLISHED', 'WITHDRAWN')",
                may_still_change=["status", "published_at", "reason", "changed_at", "search"],
            ),
        ]

    def __str__(self):
        return f"{self.intention.reference} version {self.number}"

    def get_absolute_url(self):
        return self.intention.get_draft_url()

    @property
    def cut(self) -> Cut:
        """Stop, start, change or continue."""
        return CUT_OF[self.kind]

    @cached_property
    def has_providers(self):
        """Does it name an organisation? A page of many versions brings the answer along."""
        return bool(self.providers.all())

    @property
    def is_editable(self):
        return self.status in (Status.DRAFT, Status.RETURNED)

    @property
    def is_frozen(self):
        return self.status in FROZEN

    def commissioner_ids(self):
        return self.intention.round.commissioner_ids()

    def content(self):
        """Everything a save may change, under the keys and in the shapes in which a save gives it."""
        said = {column: getattr(self, column) for column in COLUMNS}
        said |= {link: list(getattr(self, link).all()) for link in LINKS}
        for name, columns in ROWS.items():
            rows = sorted(getattr(self, name).all(), key=lambda row: row.order)
            said[name] = [{column: getattr(row, column) for column in columns} for row in rows]
        return said

    def is_text_of(self, user):
        """Whoever wrote in a version or sent it for approval does not approve it."""
        return user.pk in {*self.writers, self.submitted_by_id}

    def is_latest(self):
        return self.intention.latest_id == self.pk


class VersionPlace(models.Model):
    version = models.ForeignKey(Version, on_delete=models.CASCADE)
    place = models.ForeignKey(Place, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="a_place_is_named_once")]
        triggers = [freezes_with_version]


class VersionProvider(models.Model):
    version = models.ForeignKey(Version, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="a_provider_is_named_once")]
        triggers = [freezes_with_version]


class VersionOutcome(models.Model):
    version = models.ForeignKey(Version, on_delete=models.CASCADE)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "outcome"], name="an_outcome_is_named_once")]
        triggers = [freezes_with_version]
