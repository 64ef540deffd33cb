"""A report to a committee, made from an edition: nothing in it is typed twice."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from intentions.models import Edition, Plan
from portal.moves.triggers import frozen_when, only_legal_moves
from portal.organisations.models import Organisation
from portal.printing.models import Document
from providers.models import Memorandum

from ..states import PAPER_MOVES, Detail, Framework, KeyDecision, PaperClass, PaperForm, PaperStatus
from .committee import Committee, Seat
from .exemption import EXEMPTION, IS_PUBLIC_OR_SAYS_WHY, Exemptible


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user):
        """Part 1: everyone once published. Part 2: those who sit on the committee, once published. Drafts: its clerks and authors."""
        public = Q(status=PaperStatus.PUBLISHED, is_exempt=False)
        if not user.is_authenticated:
            return self.filter(public)
        seats = Seat.objects.current().filter(user=user)
        private = Q(status=PaperStatus.PUBLISHED, is_exempt=True, committee__in=seats.values("committee"))
        return self.filter(public | private | self.ours(user))

    def prepared_by(self, user):
        """Those whose draft the user may read: the committee's clerks and the people of the organisation that writes it."""
        return self.filter(self.ours(user))

    @staticmethod
    def ours(user):
        if not user.is_authenticated:
            return Q(pk__in=[])
        return Q(committee__in=Committee.objects.served_by(user)) | Q(author__in=Organisation.objects.written_for_by(user))


class Paper(Exemptible):
    """The words the clerk adds; programme sections come from the edition when it is read or printed. Frozen when published.

    What is said of its part may still change: it can be kept private at once, and made public again by two people.
    """

    MOVES = PAPER_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=120)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="papers")
    author = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="papers")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    form = models.CharField(max_length=12, choices=PaperForm, default=PaperForm.REPORT)
    before = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # compared with
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")  # issued again
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    memorandum = models.ForeignKey(Memorandum, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=15, choices=PaperClass, default=PaperClass.INFORMATION)
    wards = models.CharField(max_length=300, blank=True)  # these four: where the cover sheet of the committee asks
    key_decision = models.CharField(max_length=3, choices=KeyDecision, blank=True)
    key_reference = models.CharField(max_length=60, blank=True)  # in the forward plan
    framework = models.CharField(max_length=10, choices=Framework, blank=True)
    contributors = models.CharField(max_length=300, blank=True)
    strategic_summary = models.CharField(max_length=300, blank=True)  # the header's line on strategic context
    why_late = models.TextField(blank=True)  # asked for only when the paper is late
    why_urgent = models.TextField(blank=True)
    chair_agreed_by = models.CharField(max_length=200, blank=True)  # that a late paper is urgent: by name or role
    chair_agreed_date = models.DateField(null=True, blank=True)
    purpose = models.TextField(blank=True)  # rich text, as the other bodies
    recommendations = models.JSONField(default=list)  # [{"verb", "text", "informed_by": []}]
    policy_context = models.TextField(blank=True)
    strategic_context = models.TextField(blank=True)
    programmes = models.JSONField(default=list)  # chapter codes of the edition, in the order of the paper
    detail = models.CharField(max_length=10, choices=Detail, default=Detail.FULL)
    quotes_front_matter = models.BooleanField(default=True)  # context and challenges of the edition, under strategic context
    implications = models.JSONField(default=dict)  # {"financial": rich text, ...} by the committee's standing sections
    body = models.JSONField(default=list)  # [{"heading", "text"}]: the sections of a report whose words are its own
    conclusion = models.TextField(blank=True)
    background = models.JSONField(default=list)  # [{"title", "date", "where", "url"}]
    what_changed = models.TextField(blank=True)  # since the published paper that it replaces
    contact_role = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    status = models.CharField(max_length=10, choices=PaperStatus, default=PaperStatus.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, blank=True)  # {part: {"revision", "by", "at"}}: its last change
    writers = ArrayField(models.UUIDField(), default=list, blank=True)  # who wrote in it: none of them clears it
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    facts = models.JSONField(null=True, blank=True)  # frozen when cleared: what is printed and read
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    redline = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # over the one it replaces

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=IS_PUBLIC_OR_SAYS_WHY, name="nothing_is_exempt_without_basis_reason_decider_and_dates"),
            models.CheckConstraint(
                condition=~Q(status__in=["CLEARED", "PUBLISHED"]) | Q(cleared_at__isnull=False, facts__isnull=False),
                name="a_cleared_paper_is_frozen",
            ),
            models.UniqueConstraint(fields=["replaces"], condition=~Q(status="WITHDRAWN"), name="a_paper_is_issued_again_once_at_a_time"),
        ]
        triggers = [
            only_legal_moves(PAPER_MOVES),
            frozen_when("OLD.status = 'PUBLISHED'", may_still_change=["status", "document_id", "redline_id", "changed_at", *EXEMPTION]),
        ]

    def __str__(self):
        return self.title

    @property
    def is_part_2(self):
        return self.is_exempt

    def get_absolute_url(self):
        """Where it is read; until it is published that is its draft."""
        return reverse("committees:paper", args=[self.slug]) if self.published_at else self.get_draft_url()

    def get_draft_url(self):
        return reverse("committees:paper_draft", args=[self.slug])

    @property
    def is_frozen(self):
        return self.status in (PaperStatus.CLEARED, PaperStatus.PUBLISHED)
