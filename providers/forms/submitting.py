from django.utils import timezone

from portal.nhsuk import fields

from ..documents import unsent
from .confirming import ConfirmingForm


def ask_to_leave_out(form, left):
    """Asked where something is half said and nobody has chosen yet: a tick of its own, for exactly these pieces."""
    if left:
        count = "this 1 piece" if len(left) == 1 else f"these {len(left)} pieces"
        form.fields["left"] = fields.HiddenField(max_length=64, initial=unsent.mark(left))
        form.fields["without"] = fields.BooleanField(
            label=f"Send without {count}", missing="Tick that it goes without them, or go and finish them"
        )
        if "password" in form.fields:
            form.order_fields([*(name for name in form.fields if name != "password"), "password"])


def chosen_to_leave_out(form):
    """The hash of what is left out by this person's choice; nothing when nothing was asked."""
    return {"without": form.cleaned_data["left"]} if form.cleaned_data.get("without") else {}


class SendForm(fields.NHSForm):
    """Handing the text to those who sign."""

    def __init__(self, *args, left=(), **more):
        super().__init__(*args, **more)
        ask_to_leave_out(self, left)


class SignForm(ConfirmingForm):
    """A signature on the text that was read; its hash is carried by the page."""

    role = fields.TextField(label="Your role", hint="As it should stand under the response", missing="Enter your role", max_length=120)
    reservation = fields.TextArea(
        label="Reservation", hint="What you do not agree to, although you sign.", required=False, max_length=4000, rows=3
    )
    is_dissent = fields.BooleanField(
        label="I sign so that the response can go, and do not agree to it (dissent)", hint="Say why under Reservation.", required=False
    )
    confirmed_date = fields.DateField(
        label="When your board confirmed this text",
        hint="The group only advises: each member's board must confirm. For example, 24 1 2019",
        latest=timezone.localdate,
        missing="Enter the date on which your board confirmed this text",
    )
    is_signed = fields.BooleanField(label="I sign this text", missing="Tick that you sign this text")
    seen = fields.HiddenField(max_length=64)
    key = fields.HiddenField(max_length=80, required=False)  # asked again under it, it is answered again and done once

    def __init__(self, *args, organisation, is_member=False, needs_board=False, left=(), **more):
        super().__init__(*args, **more)
        ask_to_leave_out(self, left)
        if not is_member:
            del self.fields["is_dissent"]
        if not needs_board:
            del self.fields["confirmed_date"]
        self.fields["is_signed"].label = f"I sign this text for {organisation}"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_dissent") and not cleaned.get("reservation", "").strip():
            self.add_error("reservation", "Enter what you do not agree to")
        return cleaned

    def signing(self):
        names = ("role", "reservation", "seen", "is_dissent", "confirmed_date")
        return {name: self.cleaned_data[name] for name in names if name in self.fields} | chosen_to_leave_out(self)


class SubmitForm(ConfirmingForm):
    """Everything is signed; what is left is to submit it, as it was read."""

    seen = fields.HiddenField(max_length=64)
    key = fields.HiddenField(max_length=80, required=False)

    def __init__(self, *args, left=(), **more):
        super().__init__(*args, **more)
        ask_to_leave_out(self, left)

    def signing(self):
        return {"seen": self.cleaned_data["seen"], **chosen_to_leave_out(self)}


class BeforehandForm(ConfirmingForm):
    """The password alone, some minutes before the last click."""

    seen = fields.HiddenField(max_length=64)

    def __init__(self, *args, **more):
        super().__init__(*args, prefix="beforehand", **more)
        self.fields["password"].label = "Password"
        self.fields["password"].help_text = "It then counts for 10 minutes, for you and for the text as it is shown here."


class WithdrawForm(fields.NHSForm):
    reason = fields.TextArea(
        label="Why you withdraw it", hint="The commissioners read this.", missing="Enter why you withdraw it", max_length=2000
    )


class RelateForm(fields.NHSForm):
    """How one's own answer stands to that of a group."""

    group = fields.Radios(label="Do you support the response of a group you belong to?", choices=[], missing="Select an answer")
    differs_on = fields.Checkboxes(
        label="Intentions on which you differ",
        hint="Say how in your own position on each. On all others you support the group.",
        choices=[],
        required=False,
        small=True,
    )

    def __init__(self, *args, groups, intentions, **more):
        super().__init__(*args, **more)
        self.groups = {str(one.pk): one for one in groups}
        named = [(key, f"Yes, the response of {one.organisation}") for key, one in self.groups.items()]
        self.fields["group"].choices = [*named, ("none", "No, our response stands alone")]
        self.fields["differs_on"].choices = intentions

    def relation(self):
        group = self.groups.get(self.cleaned_data["group"])
        return {"group": group, "differs_on": self.cleaned_data["differs_on"] if group else []}
