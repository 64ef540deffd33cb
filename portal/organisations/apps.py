from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "portal.organisations"

    def ready(self):
        from . import rules  # noqa: F401  registers who may do what
