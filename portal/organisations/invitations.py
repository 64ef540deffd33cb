"""The link an invited person gets: it works once and for three days (settings: PASSWORD_RESET_TIMEOUT)."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class InvitationTokens(PasswordResetTokenGenerator):
    """Signed over the password's hash, so choosing a password uses the link up."""

    key_salt = "portal.organisations.invitations"


tokens = InvitationTokens()
