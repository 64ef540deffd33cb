"""What django-allauth asks at the entrance, asked as NHS questions (settings: ACCOUNT_FORMS)."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as entrance
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit

from portal.nhsuk import fields

NEW = "At least 12 characters. Three words you can remember are good"


def password(label: str, missing: str, *, new: bool = False, hint: str = "") -> fields.PasswordField:
    return fields.PasswordField(label=label, missing=missing, hint=hint, autocomplete="new-password" if new else "current-password")


class LoginForm(fields.NHSForm, entrance.LoginForm):
    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["login"] = fields.TextField(label="Email address", missing="Enter your email address", max_length=254, email=True)
        self.fields["password"] = password("Password", "Enter your password")


class ReauthenticateForm(fields.NHSForm, entrance.ReauthenticateForm):
    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["password"] = password("Password", "Enter your password")

    def clean_password(self) -> str:
        """What is right was no guess: it does not count among the ten wrong ones of a minute."""
        typed = super().clean_password()
        ratelimit.clear(context.request, action="reauthenticate", user=self.user)
        return typed


class ResetPasswordForm(fields.NHSForm, entrance.ResetPasswordForm):
    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["email"] = fields.TextField(label="Email address", missing="Enter your email address", max_length=254, email=True)


class NewPasswordForm(fields.NHSForm):
    """A new password, once: it can be shown, so it is not asked twice."""

    password1 = password("New password", "Enter a new password", new=True, hint=NEW)
    user: Any = None

    def clean_password1(self) -> str:
        return get_adapter().clean_password(self.cleaned_data["password1"], user=self.user)


class ResetPasswordKeyForm(NewPasswordForm):
    def __init__(self, *args: Any, user: Any = None, temp_key: str | None = None, **more: Any):
        self.user = user
        super().__init__(*args, **more)

    save = entrance.ResetPasswordKeyForm.save


class ChangePasswordForm(NewPasswordForm):
    oldpassword = password("Current password", "Enter your current password")
    field_order = ["oldpassword", "password1"]

    def __init__(self, *args: Any, user: Any = None, **more: Any):
        self.user = user
        super().__init__(*args, **more)

    clean_oldpassword = entrance.ChangePasswordForm.clean_oldpassword
    save = entrance.ChangePasswordForm.save
