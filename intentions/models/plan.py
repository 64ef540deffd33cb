"""Plans on a page, case studies, enabler sheets and the register of providers: what stands beside the intentions of a round."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.moves.triggers import frozen_when, only_legal_moves
from portal.organisations.models import Organisation, Place
from portal.printing.models import Document

from ..states import PLAN_MOVES, PlanStatus
from .edition import Entry
from .round import Chapter, Round, WorkingQuerySet


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user):
        """Everyone once published; before that the people of its organisation."""
        seen = Q(status=PlanStatus.PUBLISHED)
        if user.is_authenticated:
            seen |= Q(organisation__in=Organisation.objects.written_for_by(user))
        return self.filter(seen)

    def published(self):
        return self.filter(status=PlanStatus.PUBLISHED)

    def without_print(self):
        return self.filter(document=None)

    def in_draft(self):
        return self.filter(status=PlanStatus.DRAFT)

    def written_by(self, user):
        """Those of the user's organisations."""
        return self.filter(organisation__in=Organisation.objects.written_for_by(user))


class Plan(models.Model):
    """A plan on a page. `content` keeps every block of its form: visions, objectives, delivered by, risks and the rest.

    Frozen while it is public.
    """

    MOVES = PLAN_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(max_length=200)
    form = models.CharField(max_length=30)  # ccg, nhs-england, mission-vision-values, ambition-and-priorities, vision-only
    document_version = models.CharField(max_length=20, blank=True)
    document_status = models.CharField(max_length=40, blank=True)
    dated = models.DateField(null=True, blank=True)  # the date on its cover
    signed_off_date = models.DateField(null=True, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.SET_NULL, related_name="plans")  # whose intentions it lists
    content = models.JSONField(default=dict)
    source = models.CharField(max_length=120, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="plans")  # its PDF
    drafted = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts_of_plans")  # of its draft
    status = models.CharField(max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT)
    revision = models.PositiveIntegerField(default=0)  # raised by every save; a save from an older one is stale
    changes = models.JSONField(default=dict, blank=True)  # {part: {"revision", "by", "at"}}: its last change

    objects = PlanQuerySet.as_manager()

    class Meta:
        triggers = [
            only_legal_moves(PLAN_MOVES),
            frozen_when("OLD.status = 'PUBLISHED'", may_still_change=["status", "document_id", "drafted_id", "round_id"]),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("intentions:plan", args=[self.slug])

    def get_draft_url(self):
        return reverse("intentions:edit_plan", args=[self.slug])

    def commissioner_ids(self):
        return {self.organisation_id}

    @property
    def is_published(self):
        return self.status == PlanStatus.PUBLISHED

    def listed(self):
        """{reference: (title, path)} of the intentions of its round that anybody may read: those of the edition in force."""
        if self.round is None or self.round.in_force_id is None:
            return {}
        found = Entry.objects.filter(edition=self.round.in_force_id).select_related("version__intention").order_by("order")
        said = {one.version.intention.reference: one.version.title for one in found}
        return {name: (title, reverse("intention", args=[self.round.slug, name])) for name, title in said.items()}


class CaseStudy(models.Model):
    """An example: who, what happened, what patients and the NHS gained."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="case_studies")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="case_studies")
    places = models.ManyToManyField(Place, blank=True, related_name="case_studies")
    narrative = models.TextField(blank=True)  # rich text
    pictures = models.JSONField(default=list, blank=True)  # as those of a version
    benefits_patients = ArrayField(models.TextField(), default=list, blank=True)
    benefits_nhs = ArrayField(models.TextField(), default=list, blank=True)
    accompanies = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, blank=True)

    objects = WorkingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "slug"], name="a_case_study_is_told_once_in_a_round")]

    def __str__(self):
        return self.title


class Enabler(models.Model):
    """An enabler sheet: aims, impact per area of care, approach, mechanism, timetable by year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="enablers")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    lead_role = models.CharField(max_length=200, blank=True)
    content = models.JSONField(default=dict)  # aims, impact, approach, mechanism, timetable: as the sheet has them
    source = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, blank=True)

    objects = WorkingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "slug"], name="an_enabler_has_one_sheet_in_a_round")]

    def __str__(self):
        return self.title


class RegisterEntry(models.Model):
    """A line of a round's register of providers: the organisation, and its part in the round or in one programme of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="register")
    order = models.PositiveSmallIntegerField(default=0)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="registered")
    chapter = models.ForeignKey(Chapter, null=True, blank=True, on_delete=models.SET_NULL, related_name="register")
    role = models.CharField(max_length=300)
    source = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, blank=True)

    objects = WorkingQuerySet.as_manager()

    def __str__(self):
        return self.organisation.name
