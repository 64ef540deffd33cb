"""How long a saved state is kept for itself: every save of the last hour, then the last of each hour, then the last of each day."""

from django.db.models import TextChoices


class Kept(TextChoices):
    SAVE = "SAVE", "Every save"
    HOUR = "HOUR", "The last of its hour"
    DAY = "DAY", "The last of its day"
