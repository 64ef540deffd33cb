"""gunicorn as the launcher starts it, before a PostgreSQL that keeps what it says; both can be taken down."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg2

from portal.running.account import Account
from portal.running.children import Child, Children
from portal.running.folder import Folder
from portal.running.postgres import Postgres
from portal.running.setup.machine import ROOT
from tests.journeys.stack import free_port

WEB = "--no-control-socket --preload --workers 2 --threads 4 --graceful-timeout 8 --log-level warning"


class Stage:
    def __init__(self, path: Path):
        self.folder, self.port = Folder(path), free_port()
        self.folder.make()
        self.children = Children(path / "programs.json")
        self.postgres = Postgres(self.folder, Account.for_folder(self.folder.sockets()))
        self.postgres.start(self.children)
        self.database = self.children.children[-1]
        own = {"DATABASE_URL": self.postgres.url, "DJANGO_SETTINGS_MODULE": "tests.proof.rush.settings", "DATA": str(path)}
        self.env = {**os.environ, **own, "SECRET_KEY": "for this proof only", "PORTAL_ADDRESS": self.address}
        self.run("manage.py", "migrate", "--verbosity", "0")
        self.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        words = ["-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{self.port}", *WEB.split()]
        self.web = Child("web", [sys.executable, *words], log=self.folder.log / "web.log", env=self.env, cwd=ROOT)
        self.children.start(self.web)
        self.children.wait_until(self._answers, self.web)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _answers(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"{self.address}/health/live", timeout=5) as answer:
            return bool(answer.status == 200)
        return False

    def run(self, *words: str) -> str:
        done = subprocess.run([sys.executable, *words], cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def build(self, name: str, size: int, plan: Path) -> None:
        given = f"{name!r}, {size}, {str(plan)!r}"
        self.run("-c", f"import django; django.setup(); from tests.proof.rush.world import write; write({given})")

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg2.connect(host=str(self.postgres.sockets), user="portal", dbname="portal") as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def web_workers(self) -> list[str]:
        assert self.web.running is not None
        return Path(f"/proc/{self.web.running.pid}/task/{self.web.running.pid}/children").read_text().split()

    def spent(self) -> float:
        """Seconds of processor that the web workers of now have taken."""
        ticks = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in self.web_workers()]
        return sum(int(tick) for pair in ticks for tick in pair) / os.sysconf("SC_CLK_TCK")

    def kill_a_web_worker(self, chance: Any) -> None:
        """kill -9, as when the machine runs out of memory; gunicorn starts another."""
        listed = self.web_workers()
        if listed:
            with suppress(ProcessLookupError):
                os.kill(int(chance.choice(listed)), signal.SIGKILL)

    def restart_the_database(self, how: signal.Signals) -> None:
        """SIGINT ends it in order; SIGQUIT at once, so that it recovers what was committed from its log."""
        assert self.database.running is not None
        os.kill(self.database.running.pid, how)
        while self.database.ended is None:
            time.sleep(0.02)
        self.database.clear()
        self.database.start()

    def browsers(self, what: str, folder: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "tests.proof.rush.browsers", what, str(self.port), str(folder)], cwd=ROOT)

    def close(self) -> None:
        self.children.stop()
        self.folder.leave()


def written(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content))
