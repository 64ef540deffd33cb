"""What commissioners want to become true for people, and how anyone would know."""

import uuid
from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.organisations.models import Organisation, Place

from ..states import Join, MeasureStatus, Operator, Polarity, Prioritised


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user):
        """Everyone: how things are counted is public."""
        return self


class Indicator(models.Model):
    """A published way of counting: framework, edition and code. Codes move; the successor says where."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=300)
    framework = models.CharField(max_length=120, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=20, blank=True)
    polarity = models.CharField(max_length=20, choices=Polarity, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    population = models.CharField(max_length=200, blank=True)
    source_of_data = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    objects = IndicatorQuerySet.as_manager()

    def __str__(self):
        return f"{self.code} {self.title}".strip()

    @property
    def published_in(self):
        """NHS Outcomes Framework 2014/15, 2A"""
        return ", ".join(part for part in (f"{self.framework} {self.edition}".strip(), self.code) if part)


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, user):
        """Everyone once published; before that the people of the organisation that writes it."""
        seen = Q(is_published=True)
        if user.is_authenticated:
            seen |= Q(owner__in=Organisation.objects.written_for_by(user))
        return self.filter(seen)

    def with_measures(self):
        """Measures in their order with indicator, targets and values: four queries for any number of outcomes."""
        return self.prefetch_related(*measured())

    def with_word_of_values(self):
        """Whether anything was counted, so that nothing else is asked of those without."""
        return self.annotate(has_values=models.Exists(Observation.objects.filter(measure__outcome=models.OuterRef("pk"))))


def measured():
    """What a page prefetches of outcomes whose values it shows."""
    return (
        models.Prefetch("measures", Measure.objects.select_related("indicator").order_by("order", "pk")),
        models.Prefetch("measures__targets", Target.objects.select_related("place", "organisation").order_by("place__name", "pk")),
        models.Prefetch("measures__observations", Observation.objects.select_related("place", "organisation")),
    )


class Outcome(models.Model):
    """A statement of what should be true for people, often in their own voice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    statement = models.CharField(max_length=500)
    population = models.CharField(max_length=200, blank=True)
    prioritised_by = models.CharField(max_length=20, choices=Prioritised, blank=True)
    attribute_of_care = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes")
    places = models.ManyToManyField(Place, blank=True, related_name="outcomes")
    note = models.TextField(blank=True)
    source = models.CharField(max_length=120, blank=True)
    is_published = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    search = models.GeneratedField(
        expression=SearchVector(F("statement"), F("population"), F("note"), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["search"], name="outcome_search")]
        constraints = [models.CheckConstraint(condition=~Q(statement=""), name="an_outcome_says_something")]

    def __str__(self):
        return self.statement

    def get_absolute_url(self):
        return reverse("outcomes:detail", args=[self.slug])


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, user):
        """Seen with its outcome."""
        return self.filter(outcome__in=Outcome.objects.visible_to(user))


class Measure(models.Model):
    """How an outcome is counted. "Not settled" is an answer to who could measure it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="measures")
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="measures")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    status = models.CharField(max_length=20, choices=MeasureStatus, default=MeasureStatus.NOT_YET_KNOWN)
    joined_by = models.CharField(max_length=3, choices=Join, blank=True)  # to the measure before it
    who_measures = models.CharField(max_length=300, blank=True)
    is_measurer_settled = models.BooleanField(default=True)
    perverse_incentive = models.TextField(blank=True)  # what it may reward wrongly, and the measure that offsets it
    coverage_limit = models.TextField(blank=True)
    funding_note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)  # raised by every save; a save from an older one is stale

    objects = MeasureQuerySet.as_manager()

    def __str__(self):
        return self.title

    @property
    def who_is_to_measure(self):
        """ "Not settled" is an answer."""
        if self.is_measurer_settled:
            return self.who_measures or "Not known"
        return f"{self.who_measures} (not settled)" if self.who_measures else "Not settled"


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user):
        """Seen with its measure."""
        return self.filter(measure__in=Measure.objects.visible_to(user))


class Target(models.Model):
    """Measure, place or organisation, period, operator, value and unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=80, blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    operator = models.CharField(max_length=12, choices=Operator)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_date=None) | Q(to_date=None) | Q(to_date__gte=F("from_date")), name="a_target_ends_after_it_starts"
            )
        ]

    @property
    def heading(self):
        """Target, Southwark, 2015/16"""
        where = self.place or self.organisation
        return ", ".join(["Target", *(str(part) for part in (where, self.period) if part)])

    @property
    def in_words(self):
        """Reduce by 3.5%; at most 24 hours."""
        return f"{self.get_operator_display()} {in_words(self.value, self.unit)}"


class Observation(models.Model):
    """One counted value: measure, place or organisation, period."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="observations")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=80)
    date = models.DateField(null=True, blank=True)  # the last day of the period
    value = models.DecimalField(max_digits=14, decimal_places=4)
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    is_provisional = models.BooleanField(default=False)
    starts_anew = models.BooleanField(default=False)  # counted differently from here on: the limits are worked out again
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "place", "organisation", "period"],
                nulls_distinct=False,
                name="a_period_is_counted_once",
            )
        ]


class OutcomeTableQuerySet(models.QuerySet["OutcomeTable"]):
    def visible_to(self, user):
        """Everyone: a table is public; its rows show only outcomes that are."""
        return self


class OutcomeTable(models.Model):
    """A table of outcomes in a document: one outcome may sit in two tables, in two tiers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=120, blank=True)

    objects = OutcomeTableQuerySet.as_manager()

    def __str__(self):
        return self.title


class OutcomeRow(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.ForeignKey(OutcomeTable, on_delete=models.CASCADE, related_name="rows")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="rows")
    order = models.PositiveSmallIntegerField()
    tier = models.CharField(max_length=120, blank=True)
    prioritised_by = models.CharField(max_length=20, choices=Prioritised, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "order", "outcome"], name="an_outcome_stands_in_a_row_once")]

    def __str__(self):
        return f"{self.table}: {self.tier}" if self.tier else str(self.table)


def in_words(value, unit=""):
    """3.5%, 24 hours, 3,010: no zeros that say nothing."""
    number = f"{Decimal(value).normalize():,f}"
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()
