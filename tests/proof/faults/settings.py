"""The portal as it is run, with the paper of these proofs; it writes no email to anybody."""

from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import TEMPLATES

TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parents[1] / "templates"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
