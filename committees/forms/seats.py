"""What is typed about a committee and who sits on it."""

from __future__ import annotations

from typing import Any

from portal.nhsuk import fields
from portal.organisations.models import Organisation

from ..models import Committee
from ..states import CommitteeKind, DayCount, SeatRole


class FoundForm(fields.NHSForm):
    host = fields.Select(label="Organisation that hosts it", choices=[], missing="Select the organisation that hosts it")
    name = fields.TextField(label="Name", missing="Enter its name", max_length=200, hint="For example, Health Scrutiny Committee")
    kind = fields.Radios(label="Kind", choices=CommitteeKind.choices, missing="Select its kind")
    clear_days = fields.NumberField(
        label="Clear days", missing="Enter a number of days", minimum=0, maximum=28, initial=5, hint="Between publication and meeting"
    )
    day_count = fields.Radios(
        label="Days that count", choices=DayCount.choices, missing="Select which days count", initial=DayCount.WORKING
    )
    contact_role = fields.TextField(label="Role to write to", required=False, max_length=150)
    contact_email = fields.TextField(label="Email to write to", required=False, max_length=254, email=True)

    def __init__(self, *args: Any, hosts: list[Organisation], **more: Any):
        super().__init__(*args, **more)
        question: Any = self.fields["host"]
        question.choices = [(str(host.pk), host.name) for host in hosts]


class SeatForm(fields.NHSForm):
    person = fields.Select(label="Person", choices=[], missing="Select a person", hint="Of the organisation that hosts the committee")
    role = fields.Radios(label="Sits as", choices=SeatRole.choices, missing="Select a role")

    def __init__(self, *args: Any, committee: Committee, **more: Any):
        super().__init__(*args, **more)
        self.committee = committee
        held = committee.host.memberships.current().select_related("user").order_by("user__name")
        question: Any = self.fields["person"]
        question.choices = list(dict.fromkeys((str(one.user.pk), f"{one.user.name}, {one.user.email}") for one in held))

    def clean(self) -> None:
        """A seat is held once."""
        person, role = self.cleaned_data.get("person"), self.cleaned_data.get("role")
        if person and role and self.committee.seats.filter(user=person, role=role, ended_at=None).exists():
            self.add_error("person", "This person already sits here in this role")
