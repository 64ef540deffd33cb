"""The memorandum of understanding: with whom, what it says as a whole, its parties and what they signed or declined."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from intentions.models import Round
from portal.moves.triggers import frozen_when, frozen_with_parent, only_legal_moves
from portal.organisations.models import GroupMembership, Organisation, Succession
from portal.organisations.states import Kind
from portal.printing.models import Document

from ..states import MEMORANDUM_MOVES, MemorandumStatus, Notice, Side
from .invitation import answers_for

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
OPEN = (MemorandumStatus.DRAFT, MemorandumStatus.OFFERED)
LIVE = (*OPEN, MemorandumStatus.AGREED)
UNREAD = (MemorandumStatus.DRAFT, MemorandumStatus.SET_ASIDE)
freezes_with_memorandum = frozen_with_parent("providers_memorandum", "memorandum_id", "p.status <> 'DRAFT'")


class MemorandumQuerySet(models.QuerySet["Memorandum"]):
    def visible_to(self, user):
        """The round's commissioners always; its parties once it is offered for signature; nobody else."""
        if not user.is_authenticated:
            return self.none()
        parties = Party.objects.standing().filter(organisation__in=answers_for(user)).values("memorandum")
        offered = Q(pk__in=parties) & ~Q(status__in=UNREAD)
        return self.filter(offered | Q(round__in=Round.objects.written_by(user)))

    def live(self):
        """Those that say what is agreed: of a key the one in hand and the one that is signed."""
        return self.filter(status__in=LIVE)

    def about(self, round, organisation=None, contract=""):
        """All versions of one memorandum: with this organisation, on this contract, or of the whole round."""
        return self.filter(round=round, organisation=organisation, contract=contract)

    def waiting_for(self, commissioners, providers):
        """Offered for signature to one of these organisations, on that side, which has neither signed nor declined this text.

        A group is waited for through its members, an organisation that closed through what it became.
        """
        mine = Q(side=Side.COMMISSIONER, organisation__in=commissioners) | Q(side=Side.PROVIDER, organisation__in=providers)
        parties = Party.objects.standing()
        own = parties.filter(mine).exclude(_said("organisation")).exclude(organisation__kinds__contains=[Kind.PROVIDER_GROUP])
        members = GroupMembership.objects.filter(group=OuterRef("organisation"), member__in=providers, to_date=None)
        members = members.exclude(_said("member", OuterRef(OuterRef("memorandum"))))
        became = Succession.objects.filter(predecessor=OuterRef("organisation"), successor__in=providers, handed_on_at__isnull=False)
        became = became.exclude(_said("successor", OuterRef(OuterRef("memorandum"))))
        by_others = parties.filter(Q(Exists(members)) | Q(Exists(became)), side=Side.PROVIDER)
        offered = self.filter(status=MemorandumStatus.OFFERED)
        return offered.filter(Q(pk__in=own.values("memorandum")) | Q(pk__in=by_others.values("memorandum")))

    def with_troubles(self, today):
        """What the commissioners must see to: somebody does not sign, a party closed, the words were corrected, the day has passed."""
        signed = Accord.objects.filter(memorandum=OuterRef("memorandum"), text_sha256=OuterRef("text_sha256"))
        refused = MemorandumDecline.objects.filter(memorandum=OuterRef("pk"), text_sha256=OuterRef("text_sha256"))
        refused = refused.exclude(Exists(signed.filter(organisation=OuterRef("organisation"))))
        gone = Party.objects.standing().filter(memorandum=OuterRef("pk"), organisation__closed_date__lt=today)
        gone = gone.exclude(organisation__successions__handed_on_at__isnull=False)
        stale = self.model._default_manager.filter(pk=OuterRef("pk"), clauses__decision__corrected__gt=F("clauses__corrected"))
        offered = Q(status=MemorandumStatus.OFFERED)
        is_open = Q(status__in=OPEN)
        return self.annotate(
            is_declined=Q(Exists(refused)) & offered,
            has_closed=Q(Exists(gone)) & is_open,
            is_behind=Q(Exists(stale)) & Q(status__in=LIVE),
            is_late=offered & Q(sign_by_date__isnull=False, sign_by_date__lt=today),
        )

    def with_signatures(self):
        """How many signatures each has of the text as it is offered."""
        accords = Accord.objects.filter(memorandum=OuterRef("pk"), text_sha256=OuterRef("text_sha256")).order_by().values("memorandum")
        return self.annotate(signatures=Coalesce(Subquery(accords.annotate(n=Count("pk")).values("n")), 0))


def _said(who, memorandum=None):
    """Whether this organisation of a party, or of the row inside it, has signed or declined the text as it is offered."""
    of_it = {"memorandum": memorandum or OuterRef("memorandum"), "organisation": OuterRef(who)}
    of_it |= {"text_sha256": F("memorandum__text_sha256")}
    return Exists(Accord.objects.filter(**of_it)) | Exists(MemorandumDecline.objects.filter(**of_it))


def _by_key(name, fields, **which):
    """The same of both kinds of key: an empty organisation is equal to none in the database."""
    with_it, without = Q(**which, organisation__isnull=False), Q(**which, organisation=None)
    return [
        models.UniqueConstraint(fields=["round", "organisation", *fields], condition=with_it, name=name.format("an_organisation")),
        models.UniqueConstraint(fields=["round", "contract", *fields], condition=without, name=name.format("a_contract")),
    ]


class Memorandum(models.Model):
    """A version of what commissioners and providers agreed; its text is frozen when it is offered, and it binds nobody in law.

    One is with an organisation (a provider, or a group with its members), or on a contract; those made earlier are of a whole round.
    """

    MOVES = MEMORANDUM_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="memoranda")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    contract = models.CharField(max_length=80, blank=True)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=MemorandumStatus, default=MemorandumStatus.DRAFT)
    terms = models.JSONField(default=dict)  # {name of TERMS: words}
    revision = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    offered = models.PositiveSmallIntegerField(default=0)  # how often; a signature is of one offer
    sign_by_date = models.DateField(null=True, blank=True)
    text = models.JSONField(null=True)  # as it is offered, and signed
    text_sha256 = models.CharField(max_length=64, blank=True)
    paper = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MemorandumQuerySet.as_manager()

    class Meta:
        constraints = [
            *_by_key("a_version_of_a_memorandum_with_{}_has_its_number", ["number"]),
            *_by_key("of_a_memorandum_with_{}_one_version_is_open", [], status__in=["DRAFT", "OFFERED"]),
            models.CheckConstraint(condition=Q(organisation=None) | Q(contract=""), name="a_memorandum_is_with_somebody_or_on_a_contract"),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "SET_ASIDE"]) | ~Q(text_sha256=""), name="an_offered_memorandum_has_a_frozen_text"
            ),
        ]
        triggers = [
            only_legal_moves(MEMORANDUM_MOVES),
            frozen_when("OLD.status IN ('AGREED', 'REPLACED', 'SET_ASIDE')", may_still_change=["status", "written_at"]),
        ]

    def __str__(self):
        return f"Memorandum of understanding {self.with_whom}, version {self.number}"

    def get_absolute_url(self):
        return reverse("providers:memorandum", args=[self.pk])

    @property
    def with_whom(self):
        """What tells it from the others of its round."""
        if self.organisation_id:
            return f"with {self.organisation}"
        return f"on contract {self.contract}" if self.contract else "of the whole round"

    @property
    def is_open(self):
        """Drafted or offered: of a key there is one of these at a time."""
        return self.status in OPEN

    @property
    def is_unread(self):
        """Nobody but the commissioners reads it as it is."""
        return self.status in UNREAD

    def commissioner_ids(self):
        return self.round.commissioner_ids()

    def signing_ids(self):
        """Whose people may be asked to sign: the parties, the members of a group, what a closed party became. Each signs for itself."""
        parties = self.parties.standing().values("organisation")
        members = GroupMembership.objects.filter(group__in=parties, to_date=None).values_list("member", flat=True)
        became = Succession.objects.filter(predecessor__in=parties, handed_on_at__isnull=False).values_list("successor", flat=True)
        return {*parties.values_list("organisation", flat=True), *members, *became}


class PartyQuerySet(models.QuerySet["Party"]):
    def standing(self):
        """Not taken out."""
        return self.filter(taken_out_because="")


class Party(models.Model):
    """A commissioner or provider that is asked to sign, or was taken out with a reason that everybody reads."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    memorandum = models.ForeignKey(Memorandum, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    taken_out_because = models.TextField(blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["memorandum", "organisation"], name="a_party_is_named_once")]
        triggers = [freezes_with_memorandum]


class Accord(models.Model):
    """The signature of a party, or of a member of a group that is party, on the frozen text, named by its hash.

    Of another text it does not count, and it is kept.
    """

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


class MemorandumDecline(models.Model):
    """One of those asked does not sign this text, and says why. Signing it after all, or another text, ends that; it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    memorandum = models.ForeignKey(Memorandum, on_delete=models.PROTECT, related_name="declines")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField()
    reason = models.TextField()
    text_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["memorandum", "organisation", "text_sha256"], name="a_party_declines_a_text_of_a_memorandum_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="who_declines_a_memorandum_says_why"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


class MemorandumReminder(models.Model):
    """That those who had not signed were reminded of this day, so that nobody is reminded twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    memorandum = models.ForeignKey(Memorandum, on_delete=models.PROTECT, related_name="reminders")
    notice = models.CharField(max_length=10, choices=Notice)
    sign_by_date = models.DateField()
    text_sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["memorandum", "notice", "sign_by_date", "text_sha256"], name="of_a_day_to_sign_by_there_is_one_reminder_a_notice"
            )
        ]
