"""Who is asked to answer a round, when they were told and when they first looked."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from intentions.models import Round
from portal.audit.models import Email
from portal.audit.states import EmailStatus
from portal.moves.triggers import refused_when
from portal.organisations.models import GroupMembership, Organisation, Succession
from portal.printing.models import Document

from ..states import Notice, Status
from .seal import Seal


def answers_for(user):
    """Organisations the user answers for: their own, the provider groups these belong to, and those whose work was handed on to them."""
    mine = Organisation.objects.of(user)
    groups = GroupMembership.objects.filter(member__in=mine, to_date=None).values("group")
    before = Succession.objects.filter(successor__in=mine, handed_on_at__isnull=False).values("predecessor")
    return Organisation.objects.filter(Q(pk__in=mine) | Q(pk__in=groups) | Q(pk__in=before))


def answering(organisation):
    """Organisations whose people write for this one: itself, for a group its members, and what it became once its work was handed on."""
    members = organisation.group_members.filter(to_date=None).select_related("member") if organisation.is_group else []
    became = organisation.successions.filter(handed_on_at__isnull=False).select_related("successor") if organisation.closed_date else []
    return [organisation, *(membership.member for membership in members), *(one.successor for one in became)]


def _letters():
    return Email.objects.filter(about_id=OuterRef("pk"), about_type="providers.invitation").exclude(kind="reminded")


def _emails(**which):
    """How many emails went out about the invitation around it. Not who was reminded: that would say how far a draft is."""
    about = _letters().filter(**which)
    return Coalesce(Subquery(about.order_by().values("about_id").annotate(count=Count("pk")).values("count")), 0)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user):
        """The organisation invited, and the commissioners of the round. One provider never sees another's."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(organisation__in=answers_for(user)) | Q(round__in=Round.objects.written_by(user)))

    def with_progress(self):
        """What the commissioners may know of each: what has come. Never of drafts."""
        standing = self._came("SUBMITTED")
        return self.annotate(
            standing_id=Subquery(standing.values("arrivals")[:1]),
            recorded=Subquery(standing.values("arrivals__recorded")[:1]),  # how it came, when they did not submit it
            is_sealed=Exists(Seal.objects.closed().filter(round=OuterRef("round"))),
            progress=Case(
                When(Exists(standing), then=Value("Submitted")),
                When(Exists(self._came("WITHDRAWN")), then=Value("Withdrawn")),
                When(opened_at__isnull=False, then=Value("Opened")),
                default=Value("Not opened"),
            ),
        )

    def with_arrivals(self):
        """Who submitted the response that stands, and when."""
        standing = self._came("SUBMITTED")
        came = {"came_at": "arrivals__received_at", "came_by": "arrivals__submitted_by__name"}
        return self.annotate(**{name: Subquery(standing.values(path)[:1]) for name, path in came.items()})

    def with_lives(self):
        """What became of each organisation since."""
        became = Succession.objects.filter(predecessor=OuterRef("organisation")).order_by("date")
        return self.annotate(
            became=Subquery(became.values("successor__name")[:1]), handed_on_at=Subquery(became.values("handed_on_at")[:1])
        )

    def with_emails(self):
        """How many emails told of each, and whether one failed: asked only where it is shown."""
        bounced = _letters().filter(status=EmailStatus.FAILED)
        return self.annotate(
            is_bounced=Exists(bounced), is_not_bounced=~Exists(bounced), emails=_emails(), emails_sent=_emails(status=EmailStatus.SENT)
        )

    def with_editions_told(self):
        """When its people were emailed of a later edition."""
        told = Email.objects.filter(about_id=OuterRef("pk"), about_type="providers.invitation", kind="edition_replaced")
        return self.annotate(editions_told=ArraySubquery(told.order_by("created_at").values("created_at")))

    def with_own_progress(self):
        """What its own people see: the response they work on, else the one that stands, and where it is."""
        newest = self._answered(*(one for one in Status if one != Status.REPLACED))
        newest = newest.order_by(F("responses__received_at").desc(nulls_first=True))
        found = {"response_id": Subquery(newest.values("responses")[:1]), "newest_status": Subquery(newest.values("responses__status")[:1])}
        word = Case(*(When(newest_status=status, then=Value(str(label))) for status, label in Status.choices), default=None)
        looked = Case(When(opened_at__isnull=False, then=Value("Opened")), default=Value("Not opened"), output_field=CharField())
        return self.annotate(**found).annotate(own_progress=Coalesce(word, looked))

    def _answered(self, *statuses):
        """The invitation of the query around this one, once for each response to it in these states."""
        return self.model._default_manager.filter(pk=OuterRef("pk"), responses__status__in=statuses)

    def _came(self, *statuses):
        """The same of what was received, sealed or not: who and when, never what."""
        return self.model._default_manager.filter(pk=OuterRef("pk"), arrivals__status__in=statuses)

    def to(self, user):
        """Those addressed to the user's organisations and groups."""
        return self.filter(organisation__in=answers_for(user))


class Invitation(models.Model):
    """An organisation invited to answer a round; more time, if given, is theirs alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    asked_as = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # before it was handed on
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    extended_until = models.DateTimeField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")  # as it was when it was sent

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="an_organisation_is_invited_to_a_round_once"),
            models.CheckConstraint(
                condition=Q(extended_until=None) | (Q(extension_reason__gt="") & Q(extended_by__isnull=False)),
                name="more_time_says_who_gave_it_and_why",
            ),
        ]
        triggers = [
            refused_when(
                "OLD.extended_until IS NOT NULL AND (NEW.extended_until IS NULL OR NEW.extended_until < OLD.extended_until)"
                " AND EXISTS (SELECT 1 FROM providers_seal s WHERE s.round_id = NEW.round_id)",
                name="no_shorter_under_seal",
                says="in a sealed round no deadline moves back",
            )
        ]

    def __str__(self):
        return f"{self.organisation} and {self.round}"

    def get_absolute_url(self):
        return reverse("providers:invitation", args=[self.pk])

    @property
    def deadline(self):
        """The instant by which this organisation may submit, or None when the round asks for no response."""
        return max(filter(None, [self.extended_until, self.round.response_deadline]), default=None)

    def is_open(self, at):
        """On time is at or before the deadline. There is no grace."""
        return self.deadline is not None and at <= self.deadline

    def answering_ids(self):
        return {organisation.pk for organisation in answering(self.organisation)}

    def commissioner_ids(self):
        return self.round.commissioner_ids()


class Reminder(models.Model):
    """That an invitation's people were reminded of this deadline, so that nobody is reminded twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="reminders")
    notice = models.CharField(max_length=10, choices=Notice)
    deadline = models.DateTimeField()  # a later deadline is reminded of again
    sent_at = models.DateTimeField()
    people = models.PositiveSmallIntegerField()  # how many had something left to do

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "notice", "deadline"], name="of_a_deadline_an_invitation_is_reminded_once_a_notice"
            )
        ]


class Outage(models.Model):
    """A time in which the portal could not be used: every deadline of the round still open when it began moved by its length."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="outages")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    reason = models.TextField()
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gt=F("began_at")), name="an_outage_ends_after_it_began"),
            models.UniqueConstraint(fields=["round", "began_at"], name="an_outage_moves_the_deadlines_of_a_round_once"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]
