"""What one organisation says to one intention, with its conditions, its effects and its evidence; or a point of its own beside them all."""

import uuid

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, JSONObject

from intentions.models import FrozenChapter, Intention, Version
from intentions.states import Bearer, Confidence, MoneyKind
from portal.moves.triggers import frozen_with_parent

from ..states import Stance, Status, Subject
from .response import Response
from .seal import Seal

PROSE = (
    "comment",
    "impact_activity",
    "impact_workforce",
    "impact_quality",
    "impact_estate",
    "impact_others",
    "evidence",
    "alternative",
    "consequences",
    "sensitive_reason",
)

OWN = ("subject", "frozen_chapter", "title", "words")  # what a point says that hangs on no intention
OWN_STEM = "OWN"

A_LETTER = r"\S"  # blanks alone say nothing

IS_FROZEN = "p.status IN ('SUBMITTED', 'REPLACED', 'WITHDRAWN')"
freezes_with_response = frozen_with_parent("providers_response", "response_id", IS_FROZEN)
freezes_with_position = frozen_with_parent(
    "providers_position",
    "position_id",
    f"EXISTS (SELECT 1 FROM providers_response r WHERE r.id = p.response_id AND {IS_FROZEN.replace('p.status', 'r.status')})",
)


def _rows():
    """The rows of the position of the query around them."""
    of_it = {"position": OuterRef("pk")}
    effect = {name: name for name in ("kind", "bearer", "year_from", "year_to", "is_recurrent", "confidence", "basis")}
    return {
        "conditions": Condition.objects.filter(**of_it).order_by("order", "pk").values(said=JSONObject(text="text", by_date="by_date")),
        "effects": Effect.objects.filter(**of_it)
        .order_by("order", "pk")
        .values(said=JSONObject(amount=Cast("amount", models.TextField()), **effect)),
        "attachments": Attachment.objects.filter(**of_it)
        .order_by("uploaded_at", "pk")
        .values(said=JSONObject(pk="pk", title="title", size="size", sha256="sha256")),
    }


def _says_something():
    """A position, a word, a condition, an amount, a file or a mark: whatever somebody chose, typed or attached."""
    said = ~Q(stance="") | Q(is_sensitive=True)
    for name in (*PROSE, "title", "words"):
        said |= Q(**{f"{name}__regex": A_LETTER})
    of_it = {"position": OuterRef("pk")}
    conditions = Condition.objects.filter(Q(text__regex=A_LETTER) | Q(by_date__isnull=False), **of_it)
    return said | Q(Exists(conditions)) | Q(Exists(Effect.objects.filter(**of_it))) | Q(Exists(Attachment.objects.filter(**of_it)))


def at(reference, path=""):
    """Those on the intention of this reference, or the points of their own that are called so."""
    return Q(**{f"{path}intention__reference": reference}) | Q(**{f"{path}own_reference": reference})


def reference_by(path=""):
    """The reference of a point, whether it hangs on an intention or not."""
    return Coalesce(f"{path}intention__reference", f"{path}own_reference", output_field=models.CharField())


class PositionQuerySet(models.QuerySet["Position"]):
    def visible_to(self, user):
        """Its own organisation's always; the commissioners' once submitted, if it takes a position: notes without one are not sent."""
        seen = self.filter(response__in=Response.objects.visible_to(user))
        return seen.exclude(Q(stance="") & ~Q(response__in=Response.objects.of(user))) if user.is_authenticated else seen

    def answered_by(self, user):
        """Of the organisations this person answers for."""
        return self.filter(response__in=Response.objects.of(user))

    def with_rows(self):
        """Each with its conditions, effects and files in one query, as plain values in their order; pounds stay exact, as text."""
        return self.annotate(**{f"{name}_said": ArraySubquery(rows) for name, rows in _rows().items()})

    def begun(self):
        """Content decides, and no counter: those in which something is chosen, typed or attached."""
        return self.filter(_says_something())

    def with_begun(self):
        """Each knowing whether it is begun, and whether it has conditions."""
        begun = Case(When(_says_something(), then=Value(True)), default=Value(False))
        return self.annotate(is_begun_said=begun, has_conditions=Exists(Condition.objects.filter(position=OuterRef("pk"))))

    def answered(self):
        return self.exclude(stance="")

    def opened(self):
        """Those of rounds that are not sealed, or no longer: for papers, which anybody may read."""
        return self.exclude(response__round__in=Seal.objects.closed().values("round"))

    def at(self, reference):
        return self.filter(at(reference))

    def on_intentions(self):
        return self.filter(intention__isnull=False)

    def beside(self):
        """Points of their own, which hang on no intention, in the order in which they were begun."""
        return self.filter(intention=None).order_by("own_reference")

    def that_count(self):
        """Positions taken in responses that stand."""
        return self.answered().filter(response__status=Status.SUBMITTED)


class Position(models.Model):
    """What one organisation says to one intention, in the version it read; or a point of its own, which says what it is about.

    Whatever is decided, published or agreed about positions is so of both kinds alike.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="positions")
    intention = models.ForeignKey(Intention, null=True, blank=True, on_delete=models.PROTECT, related_name="positions")
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="positions")
    own_reference = models.CharField(max_length=20, blank=True)  # "OWN-01", of a point that hangs on no intention
    subject = models.CharField(max_length=10, choices=Subject, blank=True)
    frozen_chapter = models.ForeignKey(FrozenChapter, null=True, blank=True, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)  # rich text
    stance = models.CharField(max_length=30, choices=Stance, blank=True)
    comment = models.TextField(blank=True)
    impact_activity = models.TextField(blank=True)
    impact_workforce = models.TextField(blank=True)
    impact_quality = models.TextField(blank=True)
    impact_estate = models.TextField(blank=True)
    impact_others = models.TextField(blank=True)  # on other providers
    evidence = models.TextField(blank=True)
    alternative = models.TextField(blank=True)
    consequences = models.TextField(blank=True)  # unintended ones
    is_sensitive = models.BooleanField(default=False)  # commercially sensitive: answered privately
    sensitive_reason = models.TextField(blank=True)
    sensitive_until = models.DateField(null=True, blank=True)  # the last day on which it is; empty is until further notice
    revision = models.PositiveIntegerField(default=0)  # raised by every save; what changed since an older one is not overwritten
    changes = models.JSONField(default=dict, blank=True)  # {part: {"revision", "by", "at"}}: its last change
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "intention"], name="a_response_takes_one_position_on_an_intention"),
            models.UniqueConstraint(
                fields=["response", "own_reference"], condition=~Q(own_reference=""), name="a_point_of_its_own_has_its_reference"
            ),
            models.CheckConstraint(
                condition=(Q(intention__isnull=False, version__isnull=False) & Q(own_reference="", subject="", title="", words=""))
                | (Q(intention=None, version=None) & ~Q(own_reference="") & ~Q(subject="")),
                name="a_position_hangs_on_an_intention_or_says_what_it_is_about",
            ),
            models.CheckConstraint(condition=Q(frozen_chapter=None) | Q(subject="CHAPTER"), name="only_a_point_on_a_chapter_names_one"),
            models.CheckConstraint(
                condition=Q(intention__isnull=False) & ~Q(stance="own") | Q(stance="") | Q(intention=None, stance="own") & ~Q(words=""),
                name="a_point_of_its_own_has_words",
            ),
            models.CheckConstraint(condition=~Q(subject="PROPOSED") | Q(stance="") | ~Q(title=""), name="a_proposed_intention_has_a_title"),
            models.CheckConstraint(
                condition=~Q(subject="CHAPTER") | Q(stance="") | Q(frozen_chapter__isnull=False), name="a_point_on_a_chapter_names_it"
            ),
            models.CheckConstraint(condition=Q(is_sensitive=False) | ~Q(sensitive_reason=""), name="a_sensitive_position_says_why"),
            models.CheckConstraint(
                condition=Q(sensitive_until=None) | Q(is_sensitive=True), name="only_a_sensitive_position_has_a_day_on_which_that_ends"
            ),
        ]
        triggers = [freezes_with_response]

    def __str__(self):
        return f"{self.reference}, {self.response.organisation}"

    @property
    def is_own(self):
        """Whether it hangs on no intention."""
        return self.intention_id is None

    @property
    def reference(self):
        return self.own_reference if self.is_own else self.intention.reference

    @property
    def heading(self):
        """The title of what it is said of; of a point of its own its title, or what it is about."""
        return (self.title or self.about) if self.is_own else self.version.title

    @property
    def read(self) -> Version:
        """The version that was read and answered; a point that hangs on no intention has none."""
        if self.version is None:
            raise LookupError(f"{self} hangs on no intention")
        return self.version

    @property
    def about(self):
        """The kind of thing a point of its own is about, and which chapter."""
        return f"{self.get_subject_display()}: {self.frozen_chapter.title}" if self.frozen_chapter_id else self.get_subject_display()

    @property
    def is_answered(self):
        return bool(self.stance)

    @property
    def is_begun(self):
        """Whether anything is chosen, typed or attached; loaded with the position by with_begun()."""
        if not hasattr(self, "is_begun_said"):
            self.is_begun_said = type(self)._default_manager.filter(pk=self.pk).begun().exists()
        return self.is_begun_said

    def rows(self, name):
        """Its conditions, effects or attachments as plain values; loaded with the position by with_rows()."""
        if not hasattr(self, f"{name}_said"):
            loaded = type(self)._default_manager.with_rows().filter(pk=self.pk).first()
            for each in ("conditions", "effects", "attachments"):
                setattr(self, f"{each}_said", getattr(loaded, f"{each}_said") if loaded else [])
        return getattr(self, f"{name}_said")


class Condition(models.Model):
    """A condition of support, each decided on its own merits, with a date where there is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="conditions")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    by_date = models.DateField(null=True, blank=True)

    class Meta:
        triggers = [freezes_with_position]


class Effect(models.Model):
    """The impact in money, as the provider counts it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="effects")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=MoneyKind)
    bearer = models.CharField(max_length=20, choices=Bearer, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # pounds; null is not known
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    is_recurrent = models.BooleanField(null=True, blank=True)
    confidence = models.CharField(max_length=20, choices=Confidence, blank=True)
    basis = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="an_effect_is_not_negative"),
            models.CheckConstraint(
                condition=Q(year_from=None) | Q(year_to=None) | Q(year_to__gte=F("year_from")), name="an_effect_ends_after_it_starts"
            ),
        ]
        triggers = [freezes_with_position]


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user):
        """Seen with its position."""
        return self.filter(position__in=Position.objects.visible_to(user))


class Attachment(models.Model):
    """Evidence, as a file. What is signed is its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(max_length=200)
    file = models.FileField(upload_to="evidence/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        triggers = [freezes_with_position]
