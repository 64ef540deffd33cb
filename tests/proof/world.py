"""The world of one proof: a database, a Redis, files and an environment that name them. Nobody else's, and gone with it."""

from __future__ import annotations

import os
import runpy
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.core.signals import setting_changed
from django.db import connection

from portal.running.account import Account
from portal.running.children import Children
from portal.running.databases import drop_database, make_database
from portal.running.folder import Folder
from portal.running.valkey import Valkey

TEMPLATE = os.environ.get("PYTEST_TEMPLATE")  # a database that is migrated already; without one each world migrates its own
OWN = "WORLD"  # in the environment of everything that a proof starts


class World:
    """Entered and left by the process of the proof, and taken down by the one that waits for it, however the proof ended."""

    def __init__(self, folder: Path, number: int):
        self.folder, self.files, self.temporary = folder, folder / "files", folder / "tmp"
        self.database = f"{os.environ.get('PYTEST_DB', 'test_portal')}_{os.getpid()}_{number}"
        self.server = os.environ["DATABASE_URL"]
        for place in (self.files, self.temporary):
            place.mkdir(parents=True)

    def enter(self) -> None:
        """From here on this process, and whatever it starts, knows no other database, Redis or folder than these."""
        database = make_database(self.server, self.database, template=TEMPLATE or "template1")
        queue = Valkey(Folder(self.folder), Account.for_folder(Folder(self.folder).sockets()))
        self.children = Children(self.folder / "programs.json")
        Folder(self.folder).log.mkdir()
        queue.start(self.children)
        place = {"DATA": self.folder, "FILES": self.files, "TMPDIR": self.temporary, OWN: self.folder}
        os.environ |= {"DATABASE_URL": database, "REDIS_URL": queue.url, **{name: str(path) for name, path in place.items()}}
        tempfile.tempdir = None
        look_where_the_environment_points()
        if not TEMPLATE:
            call_command("migrate", verbosity=0)

    def leave(self) -> None:
        self.children.stop()

    def unmake(self, *, is_kept: bool) -> list[str]:
        """The programs that the proof had left running, which end now. Of a proof that failed the files stay, to be read."""
        left = end_all_of(self.folder)
        drop_database(self.server, self.database)
        Folder(self.folder).leave()
        if not is_kept:
            shutil.rmtree(self.folder, ignore_errors=True)
        return left


def look_where_the_environment_points() -> None:
    """Django and Celery were set up before: every setting that the environment says otherwise is set anew."""
    said = runpy.run_module("portal.settings")
    databases = said.pop("DATABASES")
    for name in [name for name in said if name.isupper() and getattr(settings, name) != said[name]]:
        setattr(settings, name, said[name])
        setting_changed.send(sender=None, setting=name, value=said[name], enter=True)
    current_app.conf.update(broker_url=said["CELERY_BROKER_URL"])
    for name in ("NAME", "HOST", "PORT", "USER"):
        connection.settings_dict[name] = databases["default"][name]


def end_all_of(folder: Path) -> list[str]:
    """What still runs with this world in its environment: the first words of each."""
    mark, found = f"{OWN}={folder}".encode(), []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:120])
                os.kill(int(entry.name), signal.SIGKILL)
    return found
