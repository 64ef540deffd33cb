"""The code of the second step, asked as an NHS question (settings: MFA_FORMS)."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm as Activate
from allauth.mfa.webauthn import forms as passkeys

from portal.nhsuk import fields


def code(hint: str = "The 6 numbers your app shows now, or a recovery code") -> fields.TextField:
    return fields.TextField(
        label="Code",
        hint=hint,
        missing="Enter the code",
        max_length=20,
        width="10",
        attributes={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class LoginCodeForm(fields.NHSForm, ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["code"] = code("From the email we have just sent you. It may take a minute")


class AuthenticateForm(fields.NHSForm, second_step.AuthenticateForm):
    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["code"] = code()


class ReauthenticateForm(fields.NHSForm, second_step.ReauthenticateForm):
    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["code"] = code()


class ActivateTOTPForm(fields.NHSForm, Activate):
    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["code"] = code()


def name() -> fields.TextField:
    return fields.TextField(label="Name of this passkey", hint="For example, work laptop", missing="Enter a name", max_length=100)


class AddWebAuthnForm(fields.NHSForm, passkeys.AddWebAuthnForm):
    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["name"] = name()


class EditWebAuthnForm(fields.NHSForm, passkeys.EditWebAuthnForm):
    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["name"] = name()
