from __future__ import annotations

from typing import Any

from portal.accounts.models import Told
from portal.nhsuk import fields
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Role, roles_open_to

from .entrance import NewPasswordForm


class NameForm(fields.NHSForm):
    name = fields.TextField(
        label="Your name", missing="Enter your name", max_length=150, hint="As colleagues and other organisations see it"
    )


class NewsForm(fields.NHSForm):
    heading = "Emails about responses"
    told = fields.Radios(
        label="When are you emailed that a response was submitted?",
        hint="To the rounds your organisations commission. The email names the organisation and nothing of its answer.",
        choices=Told.choices,
        missing="Select when you are emailed",
    )


class TurnsForm(fields.NHSForm):
    heading = "Emails about your turns"
    told = fields.Radios(
        label="When are you emailed that something waits for you?",
        hint="A text to approve, one that was returned to you or approved. It stands on your home page in any case.",
        choices=Told.choices,
        missing="Select when you are emailed",
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


HINTS = {
    Role.VIEWER: "Reads",
    Role.CONTRIBUTOR: "Writes answers",
    Role.SIGNATORY: "Writes answers, signs and submits them",
    Role.AUTHOR: "Writes intentions and drafts decisions",
    Role.APPROVER: "Approves, publishes, and does what authors do",
    Role.MEMBER: "Reads the packs of its committees",
    Role.CLERK: "Prepares its meetings",
    Role.ADMINISTRATOR: "Invites and removes people",
}


class InviteForm(fields.NHSForm):
    """A person and every role they need, in one go."""

    name = fields.TextField(label="Name", missing="Enter their name", max_length=150)
    email = fields.Address()
    roles = fields.Checkboxes(label="Roles", choices=[], missing="Select at least one role", hint="All the roles this person needs")

    def __init__(self, *args: Any, organisation: Organisation, **more: Any):
        super().__init__(*args, **more)
        self.organisation = organisation
        question: Any = self.fields["roles"]
        question.choices = [(role.value, role.label) for role in roles_open_to(organisation.kinds)]
        question.hints = {role.value: hint for role, hint in HINTS.items()}

    def clean(self) -> None:
        """A role is held once, and a person is invited once."""
        email, roles = self.cleaned_data.get("email"), set(self.cleaned_data.get("roles") or ())
        held = self.organisation.memberships.current().filter(user__email__iexact=email, role__in=roles)
        if email and roles and roles == set(held.values_list("role", flat=True)):
            self.add_error("email", "This person already has " + ("this role" if len(roles) == 1 else "these roles"))
        elif email and any(roles <= set(one.roles) for one in self.organisation.offers.waiting().filter(user__email__iexact=email)):
            self.add_error("email", "This person is invited already. Send the invitation again from the list of people")


class FirstPersonForm(InviteForm):
    """Somebody has to be able to invite the others: the first person is an administrator, whatever else they are."""

    def __init__(self, *args: Any, organisation: Organisation, **more: Any):
        offered = {Role.ADMINISTRATOR, Role.CONTRIBUTOR, Role.SIGNATORY}.intersection(roles_open_to(organisation.kinds))
        more["initial"] = {"roles": sorted(offered), **(more.get("initial") or {})}
        super().__init__(*args, organisation=organisation, **more)

    def clean(self) -> None:
        super().clean()
        roles = self.cleaned_data.get("roles")
        if roles and Role.ADMINISTRATOR not in roles and not self.organisation.has_administrator:
            self.add_error("roles", "Select administrator too: it has nobody yet who can invite the others")


class LeaveForm(fields.NHSForm):
    """Who goes on with what somebody leaves. Where nothing is left, the button is the answer."""

    to = fields.Select(
        label="Who looks after their intentions from now on?", choices=[], blank="Select a person", missing="Select who goes on, or nobody"
    )

    def __init__(self, *args: Any, membership: Membership, asks: bool, **more: Any):
        super().__init__(*args, **more)
        held = membership.organisation.memberships.current().filter(role__in=(Role.AUTHOR, Role.APPROVER), user__is_active=True)
        self.people = {
            str(one.user_id): one.user for one in held.exclude(user=membership.user).select_related("user").order_by("user__name")
        }
        if not asks:
            del self.fields["to"]
            return
        question: Any = self.fields["to"]
        question.choices = [*((key, one.name) for key, one in self.people.items()), ("nobody", "Nobody for now")]

    def person(self) -> Any:
        return self.people.get(self.cleaned_data.get("to", ""))


class RemoveForm(fields.NHSForm):
    """Nothing is asked: the button is the answer."""


class JoinForm(NewPasswordForm):
    """What an invited person gives: the name, a password, and that they accept the terms."""

    name = fields.TextField(label="Your name", missing="Enter your name", max_length=150)
    accepts = fields.BooleanField(label="I accept the terms of use", missing="Accept the terms of use to join")
    field_order = ["name", "password1", "accepts"]

    def __init__(self, *args: Any, user: Any, **more: Any):
        self.user = user
        super().__init__(*args, **more)
