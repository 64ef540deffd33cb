"""What is typed about an outcome, its measures and its targets."""

from django.core.exceptions import ValidationError

from portal.nhsuk import fields
from portal.organisations.models import Organisation, Place
from portal.organisations.slugs import free_slug

from ..models import Indicator, Outcome
from ..states import Join, MeasureStatus, Operator, Prioritised


def places():
    return [(place.slug, place.name) for place in Place.objects.order_by("name")]


class OutcomeForm(fields.NHSForm):
    statement = fields.TextArea(
        label="Statement",
        hint="What should be true for people, if you can in their own voice",
        missing="Enter the statement",
        max_length=500,
        rows=3,
        count=True,
    )
    population = fields.TextField(label="Who it is for", hint="For example, all citizens, or carers", required=False)
    prioritised_by = fields.Radios(label="Prioritised by", choices=Prioritised.choices, required=False)
    attribute_of_care = fields.TextField(label="Attribute of care", required=False)
    places = fields.Checkboxes(label="Places", choices=places, required=False, small=True)
    note = fields.TextArea(label="Note", required=False)
    revision = fields.HiddenField()

    def clean_revision(self):
        return whole_number(self.cleaned_data["revision"])

    def clean_places(self):
        return list(Place.objects.filter(slug__in=self.cleaned_data["places"]))

    @staticmethod
    def of(outcome):
        """What stands in the form before anybody types."""
        kept = ("statement", "population", "prioritised_by", "attribute_of_care", "note", "revision")
        return {name: getattr(outcome, name) for name in kept} | {"places": [place.slug for place in outcome.places.all()]}


class CreateForm(OutcomeForm):
    """The same, and for whom it is written. An address people cite is made of the statement."""

    owner = fields.Select(label="Organisation", choices=(), blank=None)

    def __init__(self, *args, owners, **more):
        super().__init__(*args, **more)
        self.fields["owner"].choices = [(organisation.slug, organisation.name) for organisation in owners]
        del self.fields["revision"]

    def clean_owner(self):
        return Organisation.objects.get(slug=self.cleaned_data["owner"])

    def clean(self):
        typed = super().clean()
        if typed.get("statement"):
            typed["slug"] = free_slug(Outcome.objects, typed["statement"], fallback="outcome")
        return typed


class MeasureForm(fields.NHSForm):
    title = fields.TextField(label="Measure", missing="Enter what is measured", max_length=300)
    indicator = fields.Select(label="Indicator", choices=(), blank="None", required=False)
    status = fields.Select(label="State", choices=MeasureStatus.choices, blank=None)
    joined_by = fields.Radios(
        label="With the measure before it",
        choices=[(Join.AND, "And: both count"), (Join.OR, "Or: one of them counts")],
        required=False,
    )
    who_measures = fields.TextField(label="Who measures it", max_length=300, required=False)
    is_measurer_settled = fields.YesNo(label="Is it settled who measures it?")
    perverse_incentive = fields.TextArea(label="What it may reward wrongly", rows=3, required=False)
    coverage_limit = fields.TextArea(label="Whom it does not cover", rows=3, required=False)
    funding_note = fields.TextArea(label="Funding", rows=3, required=False)
    revision = fields.HiddenField(required=False)

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        known = Indicator.objects.order_by("framework", "code", "title")
        self.fields["indicator"].choices = [(indicator.slug, str(indicator)) for indicator in known]

    def clean_indicator(self):
        return Indicator.objects.filter(slug=self.cleaned_data["indicator"]).first()

    def clean_revision(self):
        return whole_number(self.cleaned_data["revision"] or "0")

    @staticmethod
    def of(measure):
        kept = (
            "title",
            "status",
            "joined_by",
            "who_measures",
            "is_measurer_settled",
            "perverse_incentive",
            "coverage_limit",
            "funding_note",
            "revision",
        )
        return {name: getattr(measure, name) for name in kept} | {"indicator": measure.indicator.slug if measure.indicator else ""}


class TargetForm(fields.NHSForm):
    operator = fields.Select(label="The measure should be", choices=Operator.choices, blank=None)
    value = fields.NumberField(label="Value", missing="Enter a value", decimals=4, minimum=0, maximum=1_000_000_000)
    unit = fields.TextField(label="Unit", hint="For example, % or hours", max_length=80, width="10", required=False)
    place = fields.Select(label="Place", choices=places, blank="Everywhere", required=False)
    period = fields.TextField(label="Period", hint="For example, 2019/20", max_length=80, width="20", required=False)
    from_date = fields.DateField(label="From", required=False)
    to_date = fields.DateField(label="To", required=False)

    def clean_place(self):
        return Place.objects.filter(slug=self.cleaned_data["place"]).first()

    def clean(self):
        typed = super().clean()
        if typed.get("from_date") and typed.get("to_date") and typed["to_date"] < typed["from_date"]:
            self.add_error("to_date", "To must be on or after the day in From")
        return typed


def whole_number(typed):
    if not str(typed).isdecimal():
        raise ValidationError("This page is incomplete. Load it again")
    return int(typed)
