"""The portal as it is run, with prints on a queue that nobody serves: what is measured is the web and the database."""

from portal.settings import *  # noqa: F403

CELERY_TASK_DEFAULT_QUEUE = "proof-of-the-rush"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
