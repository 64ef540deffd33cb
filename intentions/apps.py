from django.apps import AppConfig


class IntentionsConfig(AppConfig):
    name = "intentions"

    def ready(self):
        from . import rules  # noqa: F401  registers who may do what
