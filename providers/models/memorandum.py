"""The memorandum of understanding: clauses from points that were agreed, commitments, parties and what they signed."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from intentions.models import Round
from portal.moves.triggers import frozen_when, frozen_with_parent, only_legal_moves
from portal.organisations.models import Organisation
from portal.printing.models import Document

from ..states import MEMORANDUM_MOVES, MemorandumStatus, Side
from .decision import Decision
from .invitation import answers_for
from .position import Condition

TERMS = {
    "purpose": "Purpose",
    "principles": "Principles",
    "governance": "Governance",
    "money": "Money and risk",
    "information": "Information sharing",
    "duration": "Duration and review",
    "dispute": "Settling disputes",
    "exit": "Leaving",
    "standing": "Standing of this memorandum",
}
freezes_with_memorandum = frozen_with_parent("providers_memorandum", "memorandum_id", "p.status <> 'DRAFT'")


class MemorandumQuerySet(models.QuerySet["Memorandum"]):
    def visible_to(self, user):
        """The round's commissioners always; its parties once it is offered for signature; nobody else."""
        if not user.is_authenticated:
            return self.none()
        offered = Q(pk__in=Party.objects.filter(organisation__in=answers_for(user)).values("memorandum")) & ~Q(status="DRAFT")
        return self.filter(offered | Q(round__in=Round.objects.written_by(user)))

    def waiting_for(self, commissioners, providers):
        """Offered for signature to one of these organisations, on that side, which has not signed this text."""
        sides = Q(side=Side.COMMISSIONER, organisation__in=commissioners) | Q(side=Side.PROVIDER, organisation__in=providers)
        of_it = {"memorandum": OuterRef("memorandum"), "organisation": OuterRef("organisation")}
        signed = Accord.objects.filter(**of_it, text_sha256=OuterRef("memorandum__text_sha256"))
        waiting = Party.objects.filter(sides).exclude(Exists(signed))
        return self.filter(status=MemorandumStatus.OFFERED, pk__in=waiting.values("memorandum"))


class Memorandum(models.Model):
    """A version of what commissioners and providers agreed; its text is frozen when it is offered, and it binds nobody in law."""

    MOVES = MEMORANDUM_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="memoranda")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=MemorandumStatus, default=MemorandumStatus.DRAFT)
    terms = models.JSONField(default=dict)  # {name of TERMS: words}
    revision = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    text = models.JSONField(null=True)  # as it is offered, and signed
    text_sha256 = models.CharField(max_length=64, blank=True)
    paper = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MemorandumQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_memorandum_of_a_round_has_its_number"),
            models.UniqueConstraint(fields=["round"], condition=Q(status__in=["DRAFT", "OFFERED"]), name="a_round_has_one_open_memorandum"),
            models.CheckConstraint(condition=Q(status="DRAFT") | ~Q(text_sha256=""), name="an_offered_memorandum_has_a_frozen_text"),
        ]
        triggers = [
            only_legal_moves(MEMORANDUM_MOVES),
            frozen_when("OLD.status IN ('AGREED', 'REPLACED')", may_still_change=["status", "written_at"]),
        ]

    def __str__(self):
        return f"Memorandum of understanding, version {self.number}"

    def get_absolute_url(self):
        return reverse("providers:memorandum", args=[self.pk])

    @property
    def is_open(self):
        """Drafted or offered: a round has one of these at a time."""
        return self.status in (MemorandumStatus.DRAFT, MemorandumStatus.OFFERED)

    def commissioner_ids(self):
        return self.round.commissioner_ids()

    def party_ids(self):
        return {party.organisation_id for party in self.parties.all()}


class Party(models.Model):
    """A commissioner or provider that is asked to sign."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    memorandum = models.ForeignKey(Memorandum, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["memorandum", "organisation"], name="a_party_is_named_once")]
        triggers = [freezes_with_memorandum]


class Clause(models.Model):
    """What was agreed on one point, and the decision, position and intention that it comes from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    memorandum = models.ForeignKey(Memorandum, on_delete=models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="clauses")
    condition = models.ForeignKey(Condition, null=True, on_delete=models.PROTECT, related_name="clauses")
    corrected = models.PositiveSmallIntegerField(default=0)  # which correction of the decision it quotes; 0 is the first words

    class Meta:
        triggers = [freezes_with_memorandum]


class Commitment(models.Model):
    """Who does what by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    memorandum = models.ForeignKey(Memorandum, on_delete=models.CASCADE, related_name="commitments")
    order = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    action = models.TextField()
    by_date = models.DateField(null=True, blank=True)
    owner = models.CharField(max_length=150, blank=True)

    class Meta:
        triggers = [freezes_with_memorandum]


class Accord(models.Model):
    """A party's signature on the frozen text, named by its hash; of another text it does not count, and it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    memorandum = models.ForeignKey(Memorandum, on_delete=models.PROTECT, related_name="accords")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    signatory = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signatory_role = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    text_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["memorandum", "organisation", "text_sha256"], name="a_party_signs_a_text_of_a_memorandum_once")
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]
