"""What is typed about a committee and who sits on it."""

from __future__ import annotations

from typing import Any

from portal.nhsuk import fields
from portal.organisations.models import Membership, Organisation

from ..documents.house import HOUSES, OF_A_KIND
from ..models import Committee
from ..states import CommitteeKind, DayCount, SeatRole


def people_of(committee: Committee) -> dict[str, Membership]:
    """{person: a membership of theirs} of the host, and of those whose people may sit there too."""
    organisations = [committee.host_id, *committee.partners.values_list("pk", flat=True)]
    held = Membership.objects.current().filter(organisation__in=organisations, user__is_active=True).select_related("user")
    return {str(one.user_id): one for one in held.order_by("user__name", "user__email")}


class FoundForm(fields.NHSForm):
    host = fields.Select(label="Organisation that hosts it", choices=[], missing="Select the organisation that hosts it")
    name = fields.TextField(label="Name", missing="Enter its name", max_length=200, hint="For example, Health Scrutiny Committee")
    kind = fields.Radios(label="Kind", choices=CommitteeKind.choices, missing="Select its kind")
    house = fields.Select(
        label="Its papers and agendas begin like those of",
        choices=[(key, one.name) for key, one in HOUSES.items()],
        blank="A committee of its kind",
        required=False,
        hint="Headings, cover sheet and routine items. You can edit all of them later",
    )
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

    def founded(self) -> dict[str, Any]:
        """With the form of the house that was chosen, or that of its kind."""
        said = self.cleaned_data
        facts = ("name", "kind", "clear_days", "day_count", "contact_role", "contact_email")
        return {**{name: said[name] for name in facts}, "house": said["house"] or OF_A_KIND[CommitteeKind(said["kind"])]}


class SeatForm(fields.NHSForm):
    person = fields.Select(
        label="Person", choices=[], missing="Select a person", hint="Of the organisation that hosts it, or one whose people may sit here"
    )
    role = fields.Radios(label="Sits as", choices=SeatRole.choices, missing="Select a role")

    def __init__(self, *args: Any, committee: Committee, **more: Any):
        super().__init__(*args, **more)
        self.committee = committee
        self.people = people_of(committee)
        question: Any = self.fields["person"]
        question.choices = [(pk, f"{one.user.name}, {one.user.email}") for pk, one in self.people.items()]

    def clean(self) -> None:
        """A seat is held once."""
        person, role = self.cleaned_data.get("person"), self.cleaned_data.get("role")
        if person and role and self.committee.seats.filter(user=person, role=role, ended_at=None).exists():
            self.add_error("person", "This person already sits here in this role")
