"""The password again, before what cannot be taken back."""

from allauth.core import ratelimit
from django.core.exceptions import ValidationError

from portal.nhsuk import fields


class ConfirmingForm(fields.NHSForm):
    """Asked in the form itself, so that a submission in the last second is one request and is judged by when it arrived.

    Nothing is asked of somebody who was `is_confirmed` beforehand.
    """

    password = fields.PasswordField(
        label="Your password", hint="Asked again, so that nobody else can do this in your name.", missing="Enter your password"
    )

    def __init__(self, *args, request, is_confirmed=False, **more):
        self.request = request
        super().__init__(*args, **more)
        self.order_fields([*(name for name in self.fields if name != "password"), "password"])
        if is_confirmed:
            del self.fields["password"]

    def clean_password(self):
        if not ratelimit.consume(self.request, action="reauthenticate", user=self.request.user):
            raise ValidationError("The password was wrong ten times in a minute. Wait a minute.")
        if not self.request.user.check_password(self.cleaned_data["password"]):
            raise ValidationError("The password is not right.")
        ratelimit.clear(self.request, action="reauthenticate", user=self.request.user)  # what is right was no guess
        return self.cleaned_data["password"]
