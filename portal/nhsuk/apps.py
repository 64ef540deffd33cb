from django.apps import AppConfig
from django.conf import settings


class NhsukConfig(AppConfig):
    name = "portal.nhsuk"

    def ready(self):
        """A moved bank holiday that cannot be read stops the start, and not a clerk."""
        from .days_off import as_moved

        as_moved(settings.BANK_HOLIDAYS)
