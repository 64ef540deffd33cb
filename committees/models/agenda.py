"""The agenda line by line: what each holds, and who may read it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.moves.triggers import only_legal_moves
from portal.printing.models import Document

from ..states import ITEM_MOVES, UNSETTLED, Holds, ItemStatus, Unseen
from .committee import Meeting, Seat
from .exemption import IS_PUBLIC_OR_SAYS_WHY, Exemptible
from .paper import Paper
from .urgency import IS_IN_TIME_OR_SAYS_WHY, Urgent


def letters(place: int) -> str:
    """Nothing, a, b, ... z, aa."""
    said = ""
    while place:
        place, last = divmod(place - 1, 26)
        said = f"{chr(ord('a') + last)}{said}"
    return said


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
        """They stand, and nothing is to be decided about what they hold."""
        return self.filter(status=ItemStatus.ON).exclude(upload_unseen__in=UNSETTLED)

    def open_to(self, user):
        """Those whose words the user may read: part 1, and part 2 of the committees they sit on."""
        public = Q(pk__in=AgendaItem.objects.part_1().values("pk"))
        if not user.is_authenticated:
            return self.filter(public)
        seats = Seat.objects.current().filter(user=user)
        return self.filter(public | Q(meeting__committee__in=seats.values("committee")))


class AgendaItem(Exemptible, Urgent):
    """A line of the agenda: a paper of the portal, an uploaded PDF, or a title alone.

    With a paper, the paper says whether it is exempt and why; otherwise the item does. More reports and appendices stand
    under it as lines of their own, 8a, 8b, each public or exempt by itself.
    """

    MOVES = ITEM_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(default=0)  # 0: the item; from 1: what stands under it
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="beneath")
    holds = models.CharField(max_length=10, choices=Holds, blank=True)
    status = models.CharField(max_length=10, choices=ItemStatus, default=ItemStatus.ON)
    status_reason = models.TextField(blank=True)  # why it was withdrawn or deferred
    deferred_to = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # is reminded
    is_to_follow = models.BooleanField(default=False)  # a paper is promised; otherwise a title alone is all there is
    public_title = models.CharField(max_length=300, blank=True)  # what the public reads of a private item
    private_notice_date = models.DateField(null=True, blank=True)  # when notice was given that it would be private
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
    supplement = models.PositiveSmallIntegerField(null=True, blank=True)  # the one it is in
    laid_at = models.DateTimeField(null=True, blank=True)  # when what it holds now came onto it

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number", "place"], name="a_line_of_an_agenda_has_its_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(place=0, parent=None, holds="") | Q(place__gt=0, parent__isnull=False, holds__gt=""),
                name="what_stands_under_an_item_says_what_it_is",
            ),
            models.CheckConstraint(
                condition=Q(deferred_to=None) | Q(status="DEFERRED"), name="only_what_is_deferred_goes_to_another_meeting"
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
        triggers = [only_legal_moves(ITEM_MOVES)]

    def __str__(self):
        return f"{self.mark} {self.title}"

    @property
    def mark(self):
        """8; what stands under it 8a, 8b."""
        return f"{self.number}{letters(self.place)}"

    @property
    def expects(self):
        """Whether a paper is still to come."""
        if self.status != ItemStatus.ON or self.document:
            return False
        return self.is_to_follow or self.paper_id is not None or bool(self.upload)

    @property
    def exemption(self):
        """What says whether this item is exempt: its paper, or the item itself."""
        return self.paper or self

    @property
    def document(self):
        """What is bound for it: the print of its paper once that is cleared, or its upload; nothing for a title alone.

        An upload in which something may be covered is nothing until somebody has decided about it.
        """
        if self.status != ItemStatus.ON:
            return None
        if self.paper:
            return self.paper.document if self.paper.is_frozen else None
        return None if self.is_unsettled else self.annex

    @property
    def is_unsettled(self):
        return self.upload_unseen in UNSETTLED

    @property
    def is_part_2(self):
        return self.is_exempt or self.exemption.is_exempt
