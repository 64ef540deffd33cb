"""Everything between an empty database and the first request, safe to repeat: rows, static files, the demonstration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from portal.running import health
from portal.running.setup.machine import ROOT
from portal.running.setup.steps import fingerprint


class Command(BaseCommand):
    requires_system_checks = ()  # the commands it calls make their own
    help = "Migrate, collect the static files if they changed and, with --demonstration, load it once and list its users."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demonstration", action="store_true", help="load the demonstration if it is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if health.waits_for_a_migration():
            call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        self.collect_static_files()
        if options["demonstration"]:
            call_command("load_demo", stdout=self.stdout)
            call_command("demo_users", stdout=self.stdout)

    def collect_static_files(self) -> None:
        """Compressing takes longer than starting: only after a change."""
        stamp = Path(settings.STATIC_ROOT) / ".stamp"
        sources = [Path(folder) for folder in settings.STATICFILES_DIRS]
        made_from = fingerprint(ROOT / "uv.lock", *sources, *sorted(ROOT.glob("*/static")), *sorted(ROOT.glob("portal/*/static")))
        if stamp.exists() and stamp.read_text() == made_from:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=self.stdout)
        stamp.write_text(made_from)
