"""A committee, who sits on it, and when it meets."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.moves.triggers import only_legal_moves
from portal.organisations.models import Organisation

from ..states import COMMITTEE_MOVES, MEETING_MOVES, CommitteeKind, CommitteeStatus, CoverAsk, DayCount, MeetingStatus, Numbering, SeatRole


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, user):
        """Everyone: which committees exist is public."""
        return self

    def sitting(self):
        """Those that meet and are written for."""
        return self.filter(status=CommitteeStatus.SITTING)

    def served_by(self, user):
        """Those the user is clerk of."""
        return self.filter(pk__in=Seat.objects.current().filter(user=user, role=SeatRole.CLERK).values("committee"))


class Committee(models.Model):
    """With its own form: headings, cover sheet, routine of its agendas, logo, numbering, and its rule of clear days."""

    MOVES = COMMITTEE_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="committees")
    kind = models.CharField(max_length=30, choices=CommitteeKind)
    headings = models.JSONField(default=list)  # [{"heading", "numbered", "mandatory"}] in order: the house template
    implications = ArrayField(models.CharField(max_length=60), default=list)  # standing implication sections
    clear_days = models.PositiveSmallIntegerField(default=5)
    day_count = models.CharField(max_length=15, choices=DayCount, default=DayCount.WORKING)
    paper_days = models.PositiveSmallIntegerField(default=3)  # working days before the agenda by which papers are with the clerk
    divides_annexes = models.BooleanField(default=False)  # a sheet before each PDF from elsewhere, instead of a heading in its margin
    gives_notice = models.BooleanField(default=False)  # an executive: 28 clear days before it takes anything in private
    contact_role = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    agendas = models.JSONField(default=list, blank=True)  # [{"name", "lines"}]: what a new agenda can begin with
    asks = ArrayField(models.CharField(max_length=20, choices=CoverAsk), default=list, blank=True)  # of a cover sheet
    numbering = models.CharField(max_length=10, choices=Numbering, default=Numbering.NUMBERED)
    logo = models.TextField(blank=True)  # a small picture, as it stands in a page
    partners = models.ManyToManyField(Organisation, blank=True, related_name="+")  # a joint committee: whose people may sit too
    status = models.CharField(max_length=10, choices=CommitteeStatus, default=CommitteeStatus.SITTING)
    closed_date = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    is_demonstration = models.BooleanField(default=False)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="SITTING", closed_date=None, successor=None) | Q(status="CLOSED", closed_date__isnull=False),
                name="a_closed_committee_has_a_date",
            )
        ]
        triggers = [only_legal_moves(COMMITTEE_MOVES)]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('committees:meetings')}?committee={self.slug}"


class SeatQuerySet(models.QuerySet["Seat"]):
    def current(self):
        return self.filter(ended_at=None)


class Seat(models.Model):
    """A person on a committee, or its clerk. What is exempt is open to those who sit here, not to all of the host."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=10, choices=SeatRole)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "user", "role"], condition=Q(ended_at=None), name="a_person_has_a_seat_once")
        ]


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user):
        """Everyone once its agenda is published; before that its clerks."""
        seen = Q(first_published_at__isnull=False)
        if user.is_authenticated:
            seen |= Q(committee__in=Committee.objects.served_by(user))
        return self.filter(seen)

    def announced(self):
        """Told to whoever subscribes: those with a public agenda that are not off."""
        return self.visible_to(AnonymousUser()).exclude(status=MeetingStatus.CANCELLED)

    def prepared_by(self, user):
        return self.filter(committee__in=Committee.objects.served_by(user))


class Meeting(models.Model):
    """Date, time, place, and an agenda that becomes public."""

    MOVES = MEETING_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    slug = models.SlugField(unique=True, max_length=100)
    date = models.DateField()
    time = models.TimeField(null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=MeetingStatus, default=MeetingStatus.DRAFT)
    first_published_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="PUBLISHED") | Q(first_published_at__isnull=False), name="a_published_agenda_has_a_date"
            )
        ]
        triggers = [only_legal_moves(MEETING_MOVES)]

    def __str__(self):
        return f"{self.committee}, {self.date:%-d %B %Y}"

    def get_absolute_url(self):
        """Where its agenda is read; until that is public, where it is prepared."""
        return reverse("committees:meeting", args=[self.slug]) if self.first_published_at else self.get_draft_url()

    def get_draft_url(self):
        return reverse("committees:prepare", args=[self.slug])
