"""One more organisation: which, until when, and who its first person is."""

from portal.nhsuk import fields
from portal.organisations.states import PROVIDER_KINDS, Kind
from portal.organisations.twins import likely
from portal.people.forms.bulk import ListForm
from portal.people.forms.people import FirstPersonForm
from portal.people.forms.register import OrganisationForm

ASKED_HERE = [(kind.value, kind.label) for kind in Kind if kind in PROVIDER_KINDS - {Kind.COUNCIL, Kind.PROVIDER_GROUP}]


class LateForm(fields.DayForm, FirstPersonForm):
    """Its own deadline; and where nobody of it can log in yet, the person who will."""

    until = fields.DateTimeField(label="Respond by", hint="London time. Not before the deadline of the round", missing="Enter its deadline")

    def __init__(self, *args, organisation, needs_a_person, **more):
        super().__init__(*args, organisation=organisation, **more)
        self.needs_a_person = needs_a_person
        self.order_fields(["until", "name", "email", "roles"])
        if needs_a_person:
            self.fields["name"].label, self.fields["email"].label = "Name of its first person", "Their email"
        else:
            for name in ("name", "email", "roles"):
                del self.fields[name]

    def clean(self):
        if self.needs_a_person:
            super().clean()
        self.ask_of_odd_days([self.cleaned_data.get("until")], "deadline")

    def person(self):
        """Whom to invite, if anybody."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "roles")} if self.needs_a_person else None


class InviteListForm(ListForm):
    """Many at once, with one deadline for all of them."""

    until = fields.DateTimeField(label="Respond by", hint="London time. Not before the deadline of the round", missing="Enter the deadline")

    def __init__(self, *args, round=None, **more):
        super().__init__(*args, **more)
        self.order_fields(["until", "rows", "file"])
        if round is not None:
            self.initial["until"] = round.response_deadline


class ProviderForm(OrganisationForm):
    """A provider that is not in the register. Likely twins are shown first; an operator looks at it afterwards."""

    is_another = fields.BooleanField(label="None of these: it is another organisation", required=False)

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        for name in ("opened_date", "contact_role", "contact_email", "authority_basis"):
            del self.fields[name]
        self.fields["kinds"].choices = ASKED_HERE
        self.fields["ods_code"].hint = "If it has one. Letters and digits, for example RJ1"
        self.twins = []

    def questions(self):
        """The box is asked only when there are twins."""
        return [bound for bound in super().questions() if bound.name != "is_another" or self.twins]

    def clean(self):
        super().clean()
        name = self.cleaned_data.get("name")
        self.twins = likely(name, self.cleaned_data.get("ods_code")) if name else []
        if self.twins and not self.cleaned_data.get("is_another"):
            self.add_error(
                "is_another", "The register has organisations that may be this one. Invite one of them, or tick that it is another"
            )

    def facts(self):
        return {name: self.cleaned_data[name] for name in ("name", "short_name", "kinds", "ods_code")}
