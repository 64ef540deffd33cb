"""The settings of workers that are killed: a queue of their own, little time for poison, templates of these proofs."""

import os
from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import TEMPLATES

TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]
CELERY_TASK_DEFAULT_QUEUE = "proof-of-the-press"
CELERY_BEAT_SCHEDULE = {"relay": {"task": "portal.printing.tasks.relay", "schedule": 5.0}}
PRINT_CPU_SECONDS = int(os.environ.get("PROOF_CPU_SECONDS", "3"))
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ROOT_URLCONF = "tests.proof.press_settings"  # a worker serves no page
urlpatterns = []
