"""A document: a PDF ordered once, from facts frozen at that moment. The row is the job and the outbox."""

import uuid
from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from portal.moves.triggers import frozen_when, only_legal_moves

from .states import MOVES, Status

PACK_TEMPLATE, ANNEX_TEMPLATE, RECEIPT_TEMPLATE = "documents/pack.html", "documents/annex.html", "documents/receipt.html"
FIRST, PAPER, LAST = 0, 6, 9  # in the queue, where letters and the clock stand at 3


class DocumentQuerySet(models.QuerySet["Document"]):
    def free_to_print(self):
        """Ordered, or abandoned by a worker whose lease ran out; a pack only once its papers, and the pack it goes on from, are ready."""
        unready = Part.objects.filter(whole=OuterRef("pk")).exclude(document__status=Status.READY)
        in_turn = Q(after=None) | Q(after__status=Status.READY)
        return self.filter(Q(status=Status.ORDERED) | Q(status=Status.PRINTING, lease_until__lt=Now()), in_turn, ~Exists(unready))

    def binding(self):
        """Packs that a worker holds now."""
        return self.filter(is_pack=True, status=Status.PRINTING, lease_until__gte=Now())

    def overdue(self):
        """What the relay sends (again): nobody holds it and its message should have been answered by now."""
        return self.free_to_print().filter(relay_at__lt=Now())

    def packs_with(self, document):
        """Those that hold it, and those whose pages go on from its last."""
        return self.filter(Q(parts__document=document) | Q(after=document)).distinct()


class Document(models.Model):
    """One print: `template` with `facts`; a pack is that (its front matter) with the `parts` bound behind it."""

    MOVES = MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=300)
    file_name = models.CharField(max_length=120)  # as the reader's browser saves it, without the ending
    template = models.CharField(max_length=120)
    facts = models.JSONField()
    is_pack = models.BooleanField(default=False)
    after = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers")  # a pack it goes on from
    fingerprint = models.CharField(max_length=64, db_index=True)  # of all that makes the bytes: the cache key
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(db_default=Now())
    page = models.CharField(max_length=200, blank=True)  # where its reader finds it: they are emailed when it is done

    status = models.CharField(max_length=10, choices=Status, default=Status.ORDERED)
    relay_at = models.DateTimeField(db_default=Now() + timedelta(seconds=15))  # when the relay sends its message again
    lease_until = models.DateTimeField(null=True)  # while it prints: nobody else may claim it before
    token = models.PositiveIntegerField(default=0)  # the fencing token: each claim raises it, only the last may store
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)  # words a person can act on

    file = models.FileField(upload_to="documents/%Y/%m/", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)
    pages_before = models.PositiveIntegerField(default=0)  # those of the packs it goes on from: its first page has the next number
    anchors = models.JSONField(default=dict)  # {id in the HTML: page it stands on}, for page marks in the twin
    sections = models.JSONField(default=list)  # [[id, words, page]] of its second-level headings, for a pack's contents
    read = models.JSONField(default=dict)  # {sha256 of a stream: what it paints}, so that a pack's checker need not read it again
    words = models.JSONField(default=list)  # of a PDF from elsewhere: those on each of its pages, for reading aloud and for searching
    is_accessible = models.BooleanField(default=False)  # the checker found no fault: the PDF/UA identifier is in it
    faults = models.JSONField(default=list)
    ready_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="READY", file__gt="", sha256__gt="", size__isnull=False, pages__gt=0, ready_at__isnull=False)
                | (~Q(status="READY") & Q(file="", sha256="", size=None, pages=None, ready_at=None)),
                name="a_document_is_ready_exactly_when_it_has_bytes",
            ),
            models.CheckConstraint(
                condition=Q(status="PRINTING", lease_until__isnull=False) | (~Q(status="PRINTING") & Q(lease_until=None)),
                name="a_document_is_leased_exactly_while_it_prints",
            ),
            models.CheckConstraint(condition=~Q(status="FAILED") | Q(failure__gt=""), name="a_failed_document_says_why"),
            models.CheckConstraint(
                condition=Q(is_accessible=False) | Q(status="READY", faults=[]),
                name="an_accessible_document_has_no_faults",
            ),
        ]
        indexes = [
            models.Index(fields=["relay_at"], condition=Q(status__in=["ORDERED", "PRINTING"]), name="documents_that_wait"),
        ]
        triggers = [
            only_legal_moves(MOVES),
            frozen_when("OLD.status = 'READY'", name="frozen_when_ready"),
            pgtrigger.ReadOnly(name="an_order_is_frozen", fields=["template", "facts", "is_pack", "after", "fingerprint"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return self.title

    @property
    def priority(self):
        """Its place in the queue: a receipt is waited for at a deadline, a pack is fetched next week."""
        return LAST if self.is_pack else FIRST if self.template == RECEIPT_TEMPLATE else PAPER

    @property
    def is_ready(self):
        return self.status == Status.READY

    @property
    def is_moving(self):
        """Still on its way: a page that shows it asks again."""
        return self.status in (Status.ORDERED, Status.PRINTING)


class Part(models.Model):
    """A document's place in a pack."""

    whole = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="parts")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="wholes")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)  # prefixes ids and destinations: "item-6"
    label = models.CharField(max_length=300)  # the bookmark and the line in the contents
    line = models.CharField(max_length=120, blank=True)  # at the head of its pages: item, part and marking
    first_page = models.PositiveIntegerField(null=True)
    last_page = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whole", "order"], name="a_place_in_a_pack_holds_one_paper"),
            models.UniqueConstraint(fields=["whole", "key"], name="a_key_in_a_pack_is_used_once"),
        ]

    def __str__(self):
        return self.label
