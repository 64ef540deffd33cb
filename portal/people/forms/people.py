from __future__ import annotations

from typing import Any

from portal.nhsuk import fields
from portal.organisations.models import Organisation
from portal.organisations.states import roles_open_to

from .entrance import NewPasswordForm


class NameForm(fields.NHSForm):
    name = fields.TextField(
        label="Your name", missing="Enter your name", max_length=150, hint="As colleagues and other organisations see it"
    )


class ActingForm(fields.NHSForm):
    """Which of one's organisations the header shows and new work starts from."""

    organisation = fields.Radios(label="Organisation you act for", choices=[], missing="Select an organisation")

    def __init__(self, *args: Any, organisations: list[Organisation], **more: Any):
        super().__init__(*args, **more)
        question: Any = self.fields["organisation"]
        question.choices = [(str(one.pk), one.name) for one in organisations]


class KeyForm(fields.NHSForm):
    name = fields.TextField(
        label="What it is for", missing="Enter what the key is for", max_length=80, hint="For example, nightly copy to our data warehouse"
    )
    days = fields.Radios(
        label="How long it works",
        missing="Select how long the key works",
        choices=[("30", "30 days"), ("90", "90 days"), ("365", "A year")],
    )


class InviteForm(fields.NHSForm):
    name = fields.TextField(label="Name", missing="Enter their name", max_length=150)
    email = fields.TextField(label="Email", missing="Enter their email", max_length=254, email=True)
    role = fields.Radios(label="Role", choices=[], missing="Select a role")

    def __init__(self, *args: Any, organisation: Organisation, **more: Any):
        super().__init__(*args, **more)
        self.organisation = organisation
        question: Any = self.fields["role"]
        question.choices = [(role.value, role.label) for role in roles_open_to(organisation.kinds)]

    def clean(self) -> None:
        """A role is held once."""
        held = self.organisation.memberships.current().filter(
            user__email__iexact=self.cleaned_data.get("email"), role=self.cleaned_data.get("role")
        )
        if held.exists():
            self.add_error("email", "This person already has this role")


class RemoveForm(fields.NHSForm):
    """Nothing is asked: the button is the answer."""


class JoinForm(NewPasswordForm):
    """What an invited person gives: the name and a password."""

    name = fields.TextField(label="Your name", missing="Enter your name", max_length=150)
    field_order = ["name", "password1"]

    def __init__(self, *args: Any, user: Any, **more: Any):
        self.user = user
        super().__init__(*args, **more)
