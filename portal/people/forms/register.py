"""What an operator types."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError

from portal.nhsuk import fields
from portal.organisations.models import Organisation, Place
from portal.organisations.states import AuthorityBasis, Kind, PlaceKind, SuccessionKind

KINDS = [(kind.value, kind.label) for kind in Kind if kind is not Kind.ALL_PROVIDERS]
ODS_CODE = re.compile(r"[A-Z0-9]{3,10}")


class OrganisationForm(fields.NHSForm):
    name = fields.TextField(label="Name", missing="Enter its name", max_length=200, hint="In full, as it is called now")
    short_name = fields.TextField(label="Short name", missing="Enter a short name", max_length=80, hint="As it stands in tables")
    kinds = fields.Checkboxes(
        label="Kind of organisation", choices=KINDS, missing="Select at least one kind", hint="A council may be several"
    )
    ods_code = fields.TextField(
        label="ODS code", required=False, max_length=10, width="10", hint="Letters and digits, for example RJ1. It is never used again"
    )
    opened_date = fields.DateField(label="Opened on", required=False)
    contact_role = fields.TextField(label="Role to write to", required=False, max_length=120, hint="For example, head of contracts")
    contact_email = fields.TextField(label="Email to write to", required=False, max_length=254, email=True)
    authority_basis = fields.Select(
        label="How its members authorise it",
        required=False,
        choices=AuthorityBasis.choices,
        hint="Of a provider group or alliance only. Where it is advisory, the boards of the members must confirm",
    )

    def __init__(self, *args: Any, organisation: Organisation | None = None, **more: Any):
        super().__init__(*args, **more)
        self.organisation = organisation

    def clean_ods_code(self) -> str | None:
        """Upper case; nobody else has it, nor had it."""
        code = (self.cleaned_data["ods_code"] or "").strip().upper()
        if not code:
            return None
        if not ODS_CODE.fullmatch(code):
            raise ValidationError("ODS code must be 3 to 10 letters and digits, like RJ1")
        holder = Organisation.objects.filter(ods_code=code).first()
        if holder and holder != self.organisation:
            raise ValidationError(f"This is the ODS code of {holder}")
        return code


class CloseForm(fields.NHSForm):
    closed_date = fields.DateField(label="Last day", missing="Enter its last day", hint="For example, 31 3 2026")

    def __init__(self, *args: Any, organisation: Organisation, **more: Any):
        super().__init__(*args, **more)
        self.organisation = organisation

    def clean(self) -> None:
        closed, opened = self.cleaned_data.get("closed_date"), self.organisation.opened_date
        if closed and opened and closed < opened:
            self.add_error("closed_date", "The last day must not be before it opened")


class SuccessorForm(fields.NHSForm):
    successor = fields.Select(label="What it became", choices=[], missing="Select an organisation")
    kind = fields.Radios(label="How", choices=SuccessionKind.choices, missing="Select how")
    date = fields.DateField(label="From", missing="Enter the first day of the successor")

    def __init__(self, *args: Any, organisation: Organisation, **more: Any):
        super().__init__(*args, **more)
        _offer(self, "successor", Organisation.objects.open().exclude(pk=organisation.pk).exclude(origins__predecessor=organisation))


class MemberForm(fields.NHSForm):
    member = fields.Select(label="Organisation", choices=[], missing="Select an organisation")
    must_sign = fields.YesNo(label="Must it sign the group’s responses?", missing="Select yes if it must sign")

    def __init__(self, *args: Any, organisation: Organisation, **more: Any):
        super().__init__(*args, **more)
        taken = organisation.group_members.filter(to_date=None).values("member")
        _offer(self, "member", Organisation.objects.open().exclude(pk=organisation.pk).exclude(pk__in=taken))


class PlaceForm(fields.NHSForm):
    name = fields.TextField(label="Name", missing="Enter its name", max_length=120)
    kind = fields.Radios(label="Kind of place", choices=PlaceKind.choices, missing="Select the kind of place")
    parent = fields.Select(label="Part of", choices=[], required=False, blank="Nothing larger")

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        _offer(self, "parent", Place.objects.all())


def _offer(form: fields.NHSForm, name: str, rows: Any) -> None:
    question: Any = form.fields[name]
    question.choices = [(str(row.pk), row.name) for row in rows.order_by("name")]
