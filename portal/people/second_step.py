"""Which second step a person has: an app or a passkey; for those who only answer, a code by email where the host allows it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

NOBODY, PROVIDERS, EVERYBODY = "nobody", "providers", "everybody"


def by_email(person: Any) -> bool:
    """May a code by email be the second step of this person? SECOND_STEP_BY_EMAIL says of whom."""
    allowed = settings.SECOND_STEP_BY_EMAIL
    return allowed == EVERYBODY or (allowed == PROVIDERS and person.has_perm("accounts.code_by_email"))


def is_asked_by_email(person: Any) -> bool:
    """At the next log in: whoever may, and has set up nothing stronger."""
    return not person.is_demonstration and not is_mfa_enabled(person) and by_email(person)
