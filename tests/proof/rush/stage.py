"""gunicorn as the launcher starts it, before a PostgreSQL that keeps what it says; both can be taken down."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from portal.running.children import Child
from portal.running.setup.machine import ROOT
from tests.journeys.stack import free_port
from tests.proof.ground import Ground

WEB = "--no-control-socket --preload --workers 2 --threads 4 --graceful-timeout 8 --log-level warning"


class Stage(Ground):
    def __init__(self, path: Path):
        super().__init__(path, "tests.proof.rush.settings")
        self.port = free_port()
        self.env["PORTAL_ADDRESS"] = self.address
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

    def build(self, name: str, size: int, plan: Path) -> None:
        given = f"{name!r}, {size}, {str(plan)!r}"
        self.run("-c", f"import django; django.setup(); from tests.proof.rush.world import write; write({given})")

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

    def browsers(self, what: str, folder: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "tests.proof.rush.browsers", what, str(self.port), str(folder)], cwd=ROOT)


def written(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content))
