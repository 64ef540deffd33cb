from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"

    def ready(self):
        from . import rules  # noqa: F401  registers who may do what
