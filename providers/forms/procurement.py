from portal.nhsuk import fields, words

from ..documents.procurement import routes_on
from ..states import Route

NAMES = (
    "service",
    "intention",
    "current_arrangement",
    "expiry_date",
    "expiry_note",
    "review",
    "intended",
    "route",
    "start_date",
    "value",
    "notice_date",
    "is_published",
)


class ProcurementForm(fields.NHSForm):
    """A service of the pipeline. Which routes there are depends on when the procurement starts."""

    service = fields.TextField(label="Service", missing="Enter the service", max_length=200)
    intention = fields.Select(label="Intention it belongs to", choices=[], blank="None", required=False)
    current_arrangement = fields.TextArea(label="Current arrangement", required=False, max_length=4000, rows=2)
    expiry_date = fields.DateField(label="Contract expiry", required=False)
    expiry_note = fields.TextField(
        label="About the expiry", hint="For example, at different times over the next two years", required=False, max_length=200
    )
    review = fields.TextField(label="Review", hint="Where it stands, and of what", required=False, max_length=200)
    intended = fields.TextArea(label="What is intended", required=False, max_length=4000, rows=3)
    route = fields.Select(
        label="Route",
        hint="Before 2024: any qualified provider or competitive. Since then: those of the Provider Selection Regime",
        choices=Route.choices,
        blank="Not decided",
        required=False,
    )
    start_date = fields.DateField(label="Procurement starts", required=False)
    value = fields.MoneyField(label="Value", required=False)
    notice_date = fields.DateField(
        label="Notice of the intended award",
        hint="The eight working days for representations begin on the working day after it. For example, 31 1 2019",
        required=False,
    )
    is_published = fields.BooleanField(
        label="Show it to everybody", hint="Until you tick this, only the commissioners of the round see it", required=False
    )
    revision = fields.HiddenField(initial="0")

    def __init__(self, *args, intentions=(), **more):
        super().__init__(*args, **more)
        self.intentions = {str(one.pk): one for one in intentions}
        self.fields["intention"].choices = [(key, f"{one.reference} {one.published.title}") for key, one in self.intentions.items()]

    def clean_revision(self):
        typed = self.cleaned_data["revision"]
        return int(typed) if typed.isdigit() else 0

    def clean(self):
        cleaned = super().clean()
        route, start, notice = cleaned.get("route"), cleaned.get("start_date"), cleaned.get("notice_date")
        if route and Route(route) not in routes_on(start):
            when = words.day(start) if start else "now"
            self.add_error("route", f"{Route(route).label} is not a route of its time ({when}). Select another, or change the start")
        if notice and start and notice < start:
            self.add_error("notice_date", "Notice of the intended award must be on or after the day the procurement starts")
        return cleaned

    def content(self):
        return {name: self.cleaned_data[name] for name in NAMES} | {"intention": self.intentions.get(self.cleaned_data["intention"])}
