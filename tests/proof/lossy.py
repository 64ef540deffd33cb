"""`celery -A tests.proof.lossy`: workers and schedulers that lose half of what they send."""

import os

from portal.celery import app

from .losing import lose_half

lose_half(app, seed=os.getpid())
