"""Organisations, the places they serve, what they merged into, and who belongs to them in which role."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from portal.moves.triggers import only_legal_moves

from .states import (
    COMMISSIONER_KINDS,
    OFFER_MOVES,
    PROVIDER_KINDS,
    READS_DRAFTS,
    AuthorityBasis,
    Kind,
    OfferStatus,
    PlaceKind,
    Role,
    SuccessionKind,
    in_words,
)


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, user):
        """Everyone: where a round applies is public."""
        return self

    def concerned_by(self, places):
        """These, and the places within them: what is for a whole system is for each of its boroughs."""
        keys = [place.pk for place in places]
        return self.filter(models.Q(pk__in=keys) | models.Q(parent__in=keys) | models.Q(groups__in=keys)).distinct()


class Place(models.Model):
    """A borough, a group of boroughs, or the whole system."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=15, choices=PlaceKind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    members = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="groups")
    is_demonstration = models.BooleanField(default=False)

    objects = PlaceQuerySet.as_manager()

    def __str__(self):
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user):
        """Everyone: which organisations exist is public."""
        return self

    def of(self, user):
        """Those the user belongs to, in whatever role."""
        return self.filter(pk__in=Membership.objects.filter(user=user, ended_at=None).values("organisation"))

    def written_for_by(self, user):
        """Those whose drafts the user reads: as viewer, author or approver. Who only administers an organisation reads none."""
        held = Membership.objects.filter(user=user, ended_at=None, role__in=READS_DRAFTS)
        return self.filter(pk__in=held.values("organisation"))

    def commissioners(self):
        return self.filter(kinds__overlap=list(COMMISSIONER_KINDS))

    def providers(self):
        return self.filter(kinds__overlap=list(PROVIDER_KINDS))

    def with_people(self):
        """Whether anybody can write, sign or sit there, and whether anybody is invited."""
        doing = (Role.AUTHOR, Role.APPROVER, Role.CONTRIBUTOR, Role.SIGNATORY, Role.CLERK, Role.MEMBER)
        held = Membership.objects.current().filter(organisation=OuterRef("pk"), role__in=doing)
        return self.annotate(is_manned=Exists(held), is_asked=Exists(Offer.objects.waiting().filter(organisation=OuterRef("pk"))))

    def left_behind(self):
        """Closed, with a successor to which nothing was handed on yet."""
        return self.filter(closed_date__lt=timezone.localdate(), successions__isnull=False, successions__handed_on_at=None).distinct()

    def unmanned(self):
        """Open, with nobody who could invite, joined or asked."""
        held = Membership.objects.current().filter(organisation=OuterRef("pk"), role=Role.ADMINISTRATOR)
        asked = Offer.objects.waiting().filter(organisation=OuterRef("pk"))
        return self.open().exclude(Exists(held)).exclude(Exists(asked))

    def open(self, on=None):
        on = on or timezone.localdate()
        return self.filter(Q(closed_date=None) | Q(closed_date__gte=on))


class Organisation(models.Model):
    """A body with a name of its time. Closed, never deleted: codes are never used again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    ods_code = models.CharField("ODS code", max_length=10, null=True, blank=True, unique=True)
    kinds = ArrayField(models.CharField(max_length=30, choices=Kind))
    other_kind = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations")
    opened_date = models.DateField(null=True, blank=True)
    closed_date = models.DateField(null=True, blank=True)
    contact_role = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    profile = models.TextField(blank=True)
    authority_basis = models.CharField(max_length=30, choices=AuthorityBasis, blank=True)  # of a provider group
    authority_note = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)
    is_checked = models.BooleanField(default=True)  # false: a commissioner added it, and no operator has looked at it yet

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_date=None) | Q(opened_date=None) | Q(closed_date__gte=F("opened_date")),
                name="an_organisation_closes_after_it_opens",
            ),
            models.CheckConstraint(condition=~Q(kinds=[]), name="an_organisation_has_a_kind"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:people", args=[self.slug])

    @property
    def is_commissioner(self):
        return bool(COMMISSIONER_KINDS.intersection(self.kinds))

    @property
    def is_provider(self):
        return bool(PROVIDER_KINDS.intersection(self.kinds))

    def is_closed(self, on=None):
        """Its last day is over."""
        return self.closed_date is not None and self.closed_date < (on or timezone.localdate())

    @property
    def has_administrator(self):
        """Somebody who can invite, or is asked to."""
        asked = self.offers.waiting().filter(roles__contains=[Role.ADMINISTRATOR])
        return self.memberships.current().filter(role=Role.ADMINISTRATOR).exists() or asked.exists()

    @property
    def only_provides(self):
        """Provides and does not commission: a council does both, a scrutiny host neither."""
        return PROVIDER_KINDS.issuperset(self.kinds) and not self.is_commissioner

    @property
    def is_group(self):
        return Kind.PROVIDER_GROUP in self.kinds


class Succession(models.Model):
    """What an organisation became. Old rounds keep the name as it was."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=10, choices=SuccessionKind)
    date = models.DateField()
    note = models.TextField(blank=True)
    handed_on_at = models.DateTimeField(null=True, blank=True)  # when what was in flight went to the successor

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="a_succession_is_recorded_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="nothing_succeeds_itself"),
        ]


class GroupMembership(models.Model):
    """An organisation in a provider group or alliance, and whether its signature is required."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="group_members")
    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="group_memberships")
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    must_sign = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(group=F("member")), name="a_group_is_not_its_own_member"),
        ]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self):
        return self.filter(ended_at=None)

    def visible_to(self, user):
        """Colleagues: people of the organisations one belongs to."""
        return self.filter(organisation__in=Organisation.objects.of(user))


class Membership(models.Model):
    """A person in an organisation, in one role. Ended, never deleted: texts and signatures stay theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role)
    job_title = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_at=None),
                name="a_person_holds_a_role_in_an_organisation_once",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"


class OfferQuerySet(models.QuerySet["Offer"]):
    def waiting(self):
        return self.filter(status=OfferStatus.WAITING)

    def visible_to(self, user):
        """The person it was sent to, whoever sent it, and the people of the organisation. Never what the account behind it holds."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | Q(offered_by=user) | Q(organisation__in=Organisation.objects.of(user)))


class Offer(models.Model):
    """An invitation of a person to an organisation, in one or more roles. It gives no right until the person accepts it.

    Without an organisation it is the invitation of an operator.
    """

    MOVES = OFFER_MOVES

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offers")
    name = models.CharField(max_length=150)  # as whoever invited wrote it: what the account is called is for its colleagues
    roles = ArrayField(models.CharField(max_length=15, choices=Role), default=list)
    reason = models.CharField(max_length=300, blank=True)  # what they are needed for: "to answer ... by ..."
    status = models.CharField(max_length=10, choices=OfferStatus, default=OfferStatus.WAITING)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)  # the last time

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(status="WAITING"), name="a_person_has_one_invitation_to_an_organisation"
            ),
            models.CheckConstraint(condition=Q(organisation=None) | ~Q(roles=[]), name="an_invitation_to_an_organisation_names_a_role"),
        ]
        triggers = [only_legal_moves(OFFER_MOVES)]

    def __str__(self):
        return f"The invitation of {self.name}"

    def get_absolute_url(self):
        return reverse("offer", args=[self.pk])

    @property
    def as_what(self):
        """The roles in words: "Contributor and signatory"."""
        return in_words(self.roles) if self.organisation_id else "Operator"
