"""A PostgreSQL that keeps what it says, of a proof's own, which can be taken down; what a proof runs stands on it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg2

from portal.running.account import Account
from portal.running.children import Child, Children
from portal.running.folder import Folder
from portal.running.postgres import Postgres
from portal.running.setup.machine import ROOT

PATIENCE = 60.0  # seconds in which a database that was ended recovers


class Ground:
    def __init__(self, path: Path, settings: str):
        self.folder = Folder(path)
        self.folder.make()
        self.account = Account.for_folder(self.folder.sockets())
        self.children = Children(path / "programs.json")
        self.postgres = Postgres(self.folder, self.account)
        self.postgres.start(self.children)
        self.database = self.children.children[-1]
        own = {"DATABASE_URL": self.postgres.url, "DJANGO_SETTINGS_MODULE": settings, "DATA": str(path)}
        self.env = {**os.environ, **own, "SECRET_KEY": "for this proof only"}
        self.run("manage.py", "migrate", "--verbosity", "0")

    def run(self, *words: str) -> str:
        done = subprocess.run([sys.executable, *words], cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says, once it says something: it may be on its way back."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with self._connection() as connection, connection.cursor() as cursor:
                    cursor.execute(sql, values)
                    return cursor.fetchall() if cursor.description else []
            except psycopg2.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def _connection(self) -> Any:
        return psycopg2.connect(host=str(self.postgres.sockets), user="portal", dbname="portal")

    def restart_the_database(self, how: signal.Signals) -> None:
        """SIGINT ends it in order; SIGQUIT at once, so that it recovers what was committed from its log."""
        self.end(self.database, how)
        self.database.start()

    @staticmethod
    def end(child: Child, how: signal.Signals) -> None:
        assert child.running is not None
        os.kill(child.running.pid, how)
        while child.ended is None:
            time.sleep(0.02)
        child.clear()

    def close(self) -> None:
        self.children.stop()
        self.folder.leave()
