"""The packs issued from an agenda: one page numbering, part 1 and parts 1 and 2 from one source."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.printing.models import Document
from portal.printing.states import Status

from ..states import MeetingStatus, PackAudience, PackKind
from .agenda import AgendaItem
from .committee import Meeting, Seat


class PackQuerySet(models.QuerySet["Pack"]):
    def visible_to(self, user):
        """Part 1: everyone once the agenda is published. Parts 1 and 2: those who sit on the committee. Clerks always."""
        public = Q(audience=PackAudience.PUBLIC, meeting__first_published_at__isnull=False, recalled_at=None)
        if not user.is_authenticated:
            return self.filter(public)
        seats = Seat.objects.current().filter(user=user)
        private = Q(audience=PackAudience.PRIVATE, meeting__committee__in=seats.values("committee"), recalled_at=None)
        clerks = Q(meeting__in=Meeting.objects.prepared_by(user))
        return self.filter(public | private | clerks)

    def announced(self):
        """Told to whoever subscribes: of part 1, once it is printed, until it is recalled or its meeting is off."""
        ready = self.visible_to(AnonymousUser()).filter(document__status=Status.READY)
        return ready.exclude(meeting__status=MeetingStatus.CANCELLED)


class Pack(models.Model):
    """Issue n for one audience. Its manifest says which item, which print, which pages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    kind = models.CharField(max_length=10, choices=PackKind, default=PackKind.MAIN)
    audience = models.CharField(max_length=10, choices=PackAudience)
    issue = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="pack")
    recalled_at = models.DateTimeField(null=True, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "audience", "issue"], name="an_issue_of_a_pack_is_printed_once_for_an_audience"
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.get_audience_display()}"

    def get_absolute_url(self):
        return reverse("committees:pack", args=[self.pk])

    @property
    def name(self):
        """Issue 2 of the agenda pack; supplements are named by their own numbers."""
        return f"Supplement {self.issue}" if self.kind == PackKind.SUPPLEMENT else f"Issue {self.issue}"

    @property
    def named(self):
        """Within a sentence."""
        return f"{self.name[:1].lower()}{self.name[1:]}"

    @property
    def is_private(self):
        return self.audience == PackAudience.PRIVATE

    @property
    def is_part_2(self):
        """Whether it holds what is exempt: as an item and a paper say it of themselves."""
        return self.is_private

    @property
    def state(self):
        """The word of its tag."""
        return "Recalled" if self.recalled_at else str(self.document.get_status_display())

    def meanwhile(self):
        """What readers have while this issue prints: the last one that is ready and was not recalled."""
        if self.kind == PackKind.SUPPLEMENT or not self.document.is_moving:
            return ""
        earlier = Pack.objects.filter(meeting=self.meeting_id, kind=self.kind, audience=self.audience, issue__lt=self.issue)
        ready = earlier.filter(recalled_at=None, document__status=Status.READY).order_by("-issue").first()
        return f"{ready.name} stays current until then." if ready else ""


class PackItem(models.Model):
    """A line of the manifest."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="pack_items")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "order"], name="a_place_in_a_manifest_holds_one_item")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]
