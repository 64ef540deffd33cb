"""A planning cycle of one lead commissioner: its front matter, challenges, programmes and chapters."""

import uuid
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from portal.organisations.models import Organisation, Place

from ..states import ProgrammeKind, RoundKind, SectionKind
from .deletion import Kept
from .paper import IS_DATED, NAMED, WRITTEN_HERE, FromPaper


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user):
        """Everyone once an edition is published; before that the people of its commissioners."""
        return self.filter(Q(first_published_at__isnull=False) | self.ours(user))

    def announced(self):
        """Told to whoever subscribes, that it asks for answers: while it does."""
        return self.filter(first_published_at__isnull=False, response_deadline__gt=timezone.now())

    def written_by(self, user):
        """Rounds whose draft the user may read: those of the lead and of the participating commissioners."""
        return self.filter(self.ours(user))

    @staticmethod
    def ours(user):
        if not user.is_authenticated:
            return Q(pk__in=[])
        mine = Organisation.objects.written_for_by(user)
        partners = Round.participants.through.objects.filter(organisation__in=mine).values("round")
        return Q(lead__in=mine) | Q(pk__in=partners)


KeptRounds = Kept.from_queryset(RoundQuerySet)


STAYS = pgtrigger.Protect(
    name="from_paper_or_not",
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition("((OLD.paper_title = '') <> (NEW.paper_title = ''))"),
)


class Round(FromPaper):
    """One planning cycle for one or more financial years. `year_from` 2019 is 2019/20."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=RoundKind, default=RoundKind.ANNUAL)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rounds_led")
    participants = models.ManyToManyField(Organisation, blank=True, related_name="rounds")
    places = models.ManyToManyField(Place, blank=True, related_name="rounds")
    year_from = models.PositiveSmallIntegerField()
    year_to = models.PositiveSmallIntegerField()
    notice_by_date = models.DateField(null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(default=6)
    effective_date = models.DateField(null=True, blank=True)
    question_deadline = models.DateTimeField(null=True, blank=True)  # both are instants, shown in Europe/London
    response_deadline = models.DateTimeField(null=True, blank=True)
    savings_target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # pounds
    savings_note = models.TextField(blank=True)
    rolled_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="rolled_into")
    source = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True)  # when edition 1 made it public
    in_force = models.OneToOneField("Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # the latest
    revision = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, blank=True)  # as those of a chapter: of a date, the places, the target
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = KeptRounds()
    with_deleted = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(year_to__gte=F("year_from")), name="a_round_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(year_from__gte=2000, year_to__lte=2100), name="a_round_is_of_this_century"),
            models.CheckConstraint(
                condition=Q(question_deadline=None) | Q(response_deadline=None) | Q(question_deadline__lte=F("response_deadline")),
                name="questions_close_before_responses",
            ),
            models.CheckConstraint(condition=WRITTEN_HERE | NAMED & IS_DATED, name="a_paper_is_named_with_its_publisher"),
            models.CheckConstraint(
                condition=Q(paper_title="") | Q(question_deadline=None, response_deadline=None),
                name="a_round_from_paper_asks_for_no_answers",
            ),
            models.CheckConstraint(condition=Q(deleted_at=None) | Q(first_published_at=None), name="what_was_published_is_not_deleted"),
        ]
        triggers = [STAYS]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("round", args=[self.slug])

    def get_draft_url(self):
        return reverse("intentions:draft", args=[self.slug])

    def commissioner_ids(self):
        """The lead and its partners: everybody who writes this round together."""
        return {self.lead_id, *(organisation.pk for organisation in self.participants.all())}

    def lead_ids(self):
        """Whose people may delete it while it is a draft."""
        return {self.lead_id}

    @property
    def as_read(self) -> "Round":
        """Its places and target for a reader: as the edition in force froze them; before there is one, its own people see the draft's."""
        return cast("Round", self.in_force or self)  # an edition answers what is asked of it here as its round does

    @property
    def years(self):
        """In words: 2019/20, or 2013/14 to 2017/18."""
        first, last = (f"{year}/{(year + 1) % 100:02}" for year in (self.year_from, self.year_to))
        return first if first == last else f"{first} to {last}"

    def is_open(self, at=None):
        """Whether a response may still arrive, extensions apart."""
        return self.response_deadline is not None and (at or timezone.now()) <= self.response_deadline


class WorkingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user):
        """The people who write the round, before and after it is published: everybody else reads what an edition froze."""
        return self.filter(round__in=Round.objects.written_by(user))


class Section(models.Model):
    """A passage of the front matter: context, vision, principles, process."""

    merged: Mapping[str, Any] = MappingProxyType({})  # {field: Conflict}: whose paragraphs the last save kept beside its own

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=SectionKind, default=SectionKind.OTHER)
    body = models.TextField(blank=True)  # rich text
    pictures = models.JSONField(default=list, blank=True)  # as those of a version
    source = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)  # raised by every save; a save from an older one is stale
    changes = models.JSONField(default=dict, blank=True)  # {field: {"revision", "by", "at"}}: its last change

    objects = WorkingQuerySet.as_manager()

    def __str__(self):
        return self.heading


class Challenge(models.Model):
    """What the system faces, with its pounds where they are known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="challenges")
    order = models.PositiveSmallIntegerField(default=0)
    area = models.CharField(max_length=200)
    statement = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # pounds; null is not known
    source = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, blank=True)

    objects = WorkingQuerySet.as_manager()

    def __str__(self):
        return self.area


class Programme(models.Model):
    """A programme of care as the field names it; rounds may add their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=ProgrammeKind)
    order = models.PositiveSmallIntegerField(default=0)

    def __str__(self):
        return self.name


KeptChapters = Kept.from_queryset(WorkingQuerySet)


class ChapterWords(models.Model):
    """What a chapter says, while it is written and as an edition froze it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="%(class)ss")
    code = models.CharField(max_length=8)  # "UEC": the stem of its references
    title = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)
    horizon = models.CharField(max_length=200, blank=True)  # its place between longer and shorter term
    lead_role = models.CharField(max_length=150, blank=True)
    objectives = ArrayField(models.TextField(), default=list, blank=True)
    narrative = models.TextField(blank=True)  # rich text
    supports = ArrayField(models.TextField(), default=list, blank=True)  # outcomes it says it supports
    year_plans = models.JSONField(default=list, blank=True)  # [{"year": "2014/15", "text": rich text}]
    finance_short_term = models.TextField(blank=True)  # contribution to financial recovery, in words
    finance_medium_long_term = models.TextField(blank=True)
    finance_rule = models.TextField(blank=True)
    money = models.JSONField(default=list, blank=True)  # as Money, on the chapter as a whole
    pictures = models.JSONField(default=list, blank=True)  # as those of a version

    class Meta:
        abstract = True

    def __str__(self):
        return self.title


class Chapter(ChapterWords):
    """One programme in one round, as its commissioners write it."""

    merged: Mapping[str, Any] = MappingProxyType({})  # {field: Conflict}: whose paragraphs the last save kept beside its own

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="chapters")
    source = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, blank=True)  # {field: {"revision", "by", "at"}}: its last change
    search = models.GeneratedField(
        expression=SearchVector(F("title"), F("narrative"), config="english"), output_field=SearchVectorField(), db_persist=True
    )

    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = KeptChapters()
    with_deleted = WorkingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], condition=Q(deleted_at=None), name="a_code_names_one_chapter_of_a_round"),
            models.UniqueConstraint(
                fields=["round", "programme"], condition=Q(deleted_at=None), name="a_programme_has_one_chapter_in_a_round"
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="chapter_search")]

    def get_absolute_url(self):
        return reverse("intentions:chapter", args=[self.round.slug, self.code])

    def get_draft_url(self):
        return self.get_absolute_url()

    def commissioner_ids(self):
        return self.round.commissioner_ids()
