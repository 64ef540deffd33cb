from portal.nhsuk import fields

from .confirming import ConfirmingForm


class SignForm(ConfirmingForm):
    """A signature on the text that was read; its hash is carried by the page."""

    role = fields.TextField(label="Your role", hint="As it should stand under the response", missing="Enter your role", max_length=120)
    reservation = fields.TextArea(
        label="Reservation", hint="What you do not agree to, although you sign.", required=False, max_length=4000, rows=3
    )
    is_signed = fields.BooleanField(label="I sign this text", missing="Tick that you sign this text")
    seen = fields.HiddenField(max_length=64)

    def __init__(self, *args, organisation, **more):
        super().__init__(*args, **more)
        self.fields["is_signed"].label = f"I sign this text for {organisation}"

    def signing(self):
        return {name: self.cleaned_data[name] for name in ("role", "reservation", "seen")}


class SubmitForm(ConfirmingForm):
    """Everything is signed; what is left is to submit it."""

    def signing(self):
        return {}


class WithdrawForm(fields.NHSForm):
    reason = fields.TextArea(
        label="Why you withdraw it", hint="The commissioners read this.", missing="Enter why you withdraw it", max_length=2000
    )
