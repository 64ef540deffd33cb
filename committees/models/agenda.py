"""The agenda line by line: what each holds, and who may read it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.printing.models import Document

from ..states import UNSETTLED, Unseen
from .committee import Meeting, Seat
from .exemption import IS_PUBLIC_OR_SAYS_WHY, Exemptible
from .paper import Paper
from .urgency import IS_IN_TIME_OR_SAYS_WHY, Urgent


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user):
        """Seen with its meeting; that an exempt item exists is public, its words are not: see open_to."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))

    def part_1(self):
        """Neither the item nor the paper it holds is exempt."""
        return self.filter(Q(paper=None) | Q(paper__is_exempt=False), is_exempt=False)

    def part_2(self):
        return self.filter(Q(is_exempt=True) | Q(paper__is_exempt=True))

    def settled(self):
        """Nothing is to be decided about what they hold."""
        return self.exclude(upload_unseen__in=UNSETTLED)

    def open_to(self, user):
        """Those whose words the user may read: part 1, and part 2 of the committees they sit on."""
        public = Q(pk__in=AgendaItem.objects.part_1().values("pk"))
        if not user.is_authenticated:
            return self.filter(public)
        seats = Seat.objects.current().filter(user=user)
        return self.filter(public | Q(meeting__committee__in=seats.values("committee")))


class AgendaItem(Exemptible, Urgent):
    """A line of the agenda: a paper of the portal, an uploaded PDF, or a title alone.

    With a paper, the paper says whether it is exempt and why; otherwise the item does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    paper = models.OneToOneField(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="item")
    upload = models.FileField(upload_to="annexes/%Y/%m/", blank=True)
    upload_sha256 = models.CharField(max_length=64, blank=True)
    upload_name = models.CharField(max_length=120, blank=True)  # as its reader saves it
    upload_pages = models.PositiveIntegerField(null=True, blank=True)
    upload_hides = models.JSONField(default=list, blank=True)  # what nobody sees on its pages, in words
    upload_unseen = models.CharField(max_length=10, choices=Unseen, blank=True)  # nothing, or what became of what nobody sees
    upload_unseen_pages = models.JSONField(default=list, blank=True)
    upload_unseen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    upload_unseen_at = models.DateTimeField(null=True, blank=True)
    annex = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # the upload, to be bound
    is_supplementary = models.BooleanField(default=False)  # came after the deadline: goes into a supplement only
    laid_at = models.DateTimeField(null=True, blank=True)  # when what it holds now came onto it

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="an_item_of_an_agenda_has_its_number", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=IS_PUBLIC_OR_SAYS_WHY, name="no_item_is_exempt_without_basis_reason_decider_and_dates"),
            models.CheckConstraint(
                condition=Q(paper=None) | Q(upload="", is_exempt=False), name="an_item_with_a_paper_leaves_the_rest_to_it"
            ),
            models.CheckConstraint(
                condition=~Q(upload_unseen__in=["KEPT", "REMOVED"]) | Q(upload_unseen_by__isnull=False, upload_unseen_at__isnull=False),
                name="what_nobody_sees_is_kept_or_removed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_supplementary=False) | Q(chair_reason__gt="", chair_agreed_by__gt="", chair_agreed_date__isnull=False),
                name="an_item_after_the_deadline_has_the_chairs_reason",
            ),
            models.CheckConstraint(condition=IS_IN_TIME_OR_SAYS_WHY, name="nothing_late_is_without_reason_and_the_chairs_agreement"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def exemption(self):
        """What says whether this item is exempt: its paper, or the item itself."""
        return self.paper or self

    @property
    def document(self):
        """What is bound for it: the print of its paper once that is cleared, or its upload; nothing for a title alone.

        An upload in which something may be covered is nothing until somebody has decided about it.
        """
        if self.paper:
            return self.paper.document if self.paper.is_frozen else None
        return None if self.is_unsettled else self.annex

    @property
    def is_unsettled(self):
        return self.upload_unseen in UNSETTLED

    @property
    def is_part_2(self):
        return self.is_exempt or self.exemption.is_exempt
