"""What the portal says and allows where django-allauth asks."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from portal.audit.actions import tell

from .second_step import is_asked_by_email

LOGIN_CODE = "account/email/login_code"
SAID = {
    "account/messages/password_changed.txt": "Your password is changed.",
    "mfa/messages/totp_activated.txt": "Codes from your app are now your second step.",
    "mfa/messages/totp_deactivated.txt": "Codes from your app are no longer asked for.",
    "mfa/messages/webauthn_added.txt": "Your passkey is added.",
    "mfa/messages/webauthn_removed.txt": "Your passkey is removed.",
    "mfa/messages/recovery_codes_generated.txt": "You have new recovery codes. The old ones no longer work.",
    "usersessions/messages/sessions_logged_out.txt": "You are logged out everywhere else.",
}


class InvitationOnly(DefaultAccountAdapter):
    """Nobody registers by themselves: an administrator of an organisation invites."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email or password is not right.",
        "enter_current_password": "The current password is not right",
        "incorrect_password": "The password is not right",
        "too_many_login_attempts": "Too many tries. Wait 5 minutes.",
        "rate_limited": "Too many tries. Wait 5 minutes.",
        "incorrect_code": "The code is not right. Enter the one in our newest email",
    }

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """One banner a page, and only where the page does not already say it."""
        said = SAID.get(message_template, message)
        if said:
            super().add_message(request, level, extra_tags=extra_tags, message=said)

    @transaction.atomic
    def send_password_reset_mail(self, user, email, context):
        """By the queue like every email, so that the answer takes as long for an address nobody has; the link names our own host,
        whatever host the browser asked for."""
        where = {"uidb36": context["uid"], "key": context["key"]}
        tell(
            "new_password",
            to=[user],
            subject="Choose a new password within 3 days",
            template="people/email/new_password.txt",
            facts={"path": reverse("account_reset_password_from_key", kwargs=where)},
        )

    def is_login_by_code_required(self, login):
        """After the right password: unless this browser has just shown a code or a link of ours."""
        shown = get_authentication_records(self.request, login.user)
        return is_asked_by_email(login.user) and not any(one["method"] == "code" for one in shown[-1:])

    def send_mail(self, template_prefix, email, context):
        """The one email of django-allauth that we send: the code of the second step, by the queue like every email."""
        if template_prefix != LOGIN_CODE:
            raise NotImplementedError(template_prefix)
        to = get_user_model().objects.filter(email__iexact=email)
        facts = {"code": context["code"], "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}
        tell("login_code", to=to, subject="Your code to log in", template="people/email/login_code.txt", facts=facts)

    def reauthenticate(self, user, password):
        """By the address on the account: no second register of addresses is kept."""
        again = self.authenticate(self.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk


class SecondStep(DefaultMFAAdapter):
    """The second step of logging in: a code or a passkey."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is not right. Enter the newest one",
        "cannot_delete_authenticator": "You need a second step: add another before you remove this one",
    }

    def can_delete_authenticator(self, authenticator):
        """The last second step stays, unless the account needs none."""
        user = authenticator.user
        kinds = [authenticator.Type.TOTP, authenticator.Type.WEBAUTHN]
        others = type(authenticator).objects.filter(user=user, type__in=kinds).exclude(pk=authenticator.pk)
        return user.is_demonstration or others.exists()
