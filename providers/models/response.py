"""A provider's answer to an edition, its signatures, and the receipt that proves it arrived."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from intentions.models import Edition, Round
from portal.moves.triggers import frozen_when, only_legal_moves
from portal.organisations.models import Organisation
from portal.organisations.states import Role
from portal.printing.models import Document

from ..states import MOVES, SIGNATURE_MOVES, SignatureStatus, Status
from .invitation import Invitation, answering, answers_for
from .seal import Seal


class ResponseQuerySet(models.QuerySet["Response"]):
    def told_to(self, user):
        """That one came, and when: the commissioners of the round, sealed or not. Never what it says."""
        return self.filter(round__in=Round.objects.written_by(user))

    def visible_to(self, user):
        """Its own organisation (and a group's members) always; the round's commissioners once it is submitted and, of a sealed round,
        once it is open (what they wrote down themselves from a letter they know); nobody else."""
        if not user.is_authenticated:
            return self.none()
        ours = Q(organisation__in=answers_for(user))
        sent = Q(received_at__isnull=False, round__in=Round.objects.written_by(user))
        sealed = Q(round__in=Seal.objects.closed().values("round"), recorded="")
        return self.filter(ours | (sent & ~sealed))

    def of(self, user):
        """Those of the user's own organisations and groups."""
        return self.filter(organisation__in=answers_for(user))

    def standing(self):
        """Submitted and not replaced or withdrawn: the ones that count."""
        return self.filter(status=Status.SUBMITTED)


class Response(models.Model):
    """One organisation's (or group's) answer. Content is frozen by the database once it is submitted."""

    MOVES = MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="responses")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="responses")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="responses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="responses")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    covering_statement = models.TextField(blank=True)  # rich text
    rights = models.TextField(blank=True)  # those it reserves for the whole of what it says
    revision = models.PositiveIntegerField(default=0)  # of the statement and the reservation
    changes = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)  # when the submission reached the server
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    late_at = models.DateTimeField(null=True, blank=True)  # the last attempt that came after the deadline; kept as a draft
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    collective = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.PROTECT, related_name="beside")  # of its group
    differs_on = ArrayField(models.CharField(max_length=20), default=list, blank=True)  # references; the rest it supports
    recorded = models.CharField(max_length=400, blank=True)  # "Recorded by Ann Author from a letter of 3 December 2026"
    submits_itself = models.BooleanField(default=False)  # a group's: with the last signature that is needed
    needed = ArrayField(models.UUIDField(), default=list, blank=True)  # a group's: whose signatures, as its people were last told

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(collective__isnull=False) | Q(differs_on=[]), name="a_response_differs_only_from_that_of_a_group"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["SUBMITTED", "REPLACED", "WITHDRAWN"], received_at__isnull=False)
                | Q(status__in=["DRAFT", "AWAITING"], received_at=None),
                name="a_response_is_submitted_exactly_when_it_has_arrived",
            ),
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(status__in=["DRAFT", "AWAITING"], recorded=""),
                name="an_invitation_has_one_open_response",
            ),
            models.UniqueConstraint(fields=["invitation"], condition=Q(status="SUBMITTED"), name="an_invitation_has_one_standing_response"),
        ]
        triggers = [
            only_legal_moves(MOVES),
            frozen_when("OLD.status IN ('SUBMITTED', 'REPLACED', 'WITHDRAWN')", may_still_change=["status"]),
        ]

    def __str__(self):
        return f"The response of {self.organisation}"

    def get_absolute_url(self):
        return reverse("providers:response", args=[self.pk])

    @property
    def whose(self):
        """Whose answer it is, and how it came here when they did not submit it."""
        return f"{self.organisation} ({self.recorded[:1].lower()}{self.recorded[1:]})" if self.recorded else str(self.organisation)

    @property
    def deadline(self):
        return self.invitation.deadline

    @property
    def is_editable(self):
        return self.status == Status.DRAFT

    @cached_property
    def answering(self):
        return answering(self.organisation)

    def answering_ids(self):
        return {organisation.pk for organisation in self.answering}

    def coordinating_ids(self):
        """Who holds the pen: the group's own people; where it has none, its members'."""
        own = self.organisation.memberships.filter(ended_at=None, role__in=[Role.CONTRIBUTOR, Role.SIGNATORY])
        return {self.organisation_id} if not self.organisation.is_group or own.exists() else self.answering_ids()

    def commissioner_ids(self):
        return self.round.commissioner_ids()


kept_as_it_was_signed = pgtrigger.Trigger(
    name="kept_as_it_was_signed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=(
        "IF NEW.signed_text <> '' AND encode(sha256(convert_to(NEW.signed_text, 'UTF8')), 'hex') <> NEW.text_sha256 THEN"
        " RAISE EXCEPTION 'the text kept is not the text signed' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
    ),
)


class SignatureQuerySet(models.QuerySet["Signature"]):
    def visible_to(self, user):
        """Seen with its response."""
        return self.filter(response__in=Response.objects.visible_to(user))

    def valid(self):
        return self.filter(status=SignatureStatus.VALID)


class Signature(models.Model):
    """A person signs the frozen text, named by its hash, for one organisation. An edit lapses it; the record stays."""

    MOVES = SIGNATURE_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signatures")
    signatory = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signatures")
    signatory_role = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    text_sha256 = models.CharField(max_length=64)
    signed_text = models.TextField(blank=True)  # the words that were signed, as canonical JSON; not kept before November 2026
    reservation = models.TextField(blank=True)
    is_dissent = models.BooleanField(default=False)  # signed, so that the text may go, by one who does not agree to it
    confirmed_date = models.DateField(null=True, blank=True)  # when the signatory's board confirmed it, where the group only advises
    status = models.CharField(max_length=10, choices=SignatureStatus, default=SignatureStatus.VALID)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    lapsed_because = models.CharField(max_length=300, blank=True)
    lapsed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "organisation"], condition=Q(status="VALID"), name="an_organisation_signs_a_response_once"
            ),
            models.CheckConstraint(condition=Q(is_dissent=False) | ~Q(reservation=""), name="a_dissent_says_why"),
        ]
        triggers = [
            only_legal_moves(SIGNATURE_MOVES),
            frozen_when("TRUE", may_still_change=["status", "lapsed_at", "lapsed_because", "lapsed_by_id"]),
            kept_as_it_was_signed,
        ]


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user):
        """Every user of the organisation that submitted; the commissioners of the round."""
        return self.filter(response__in=Response.objects.visible_to(user))

    def with_number(self, number):
        """The one of this number, for whoever holds it with its hash; None when there is none."""
        return self.filter(number=number).first()


class Receipt(models.Model):
    """Proof: number, instant of arrival, and the hash of exactly what was received."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.OneToOneField(Response, on_delete=models.PROTECT, related_name="receipt")
    number = models.CharField(max_length=20, unique=True)  # "CI-7K42-9QHD"
    received_at = models.DateTimeField()
    content = models.JSONField()  # the frozen text, item by item, with a hash each
    sha256 = models.CharField(max_length=64)  # of the canonical content
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("providers:receipt", args=[self.response_id])
