"""The portal as a user meets it: a database of its own with the demonstration, a web server, a worker and a scheduler."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {
    "web": "gunicorn portal.wsgi --bind 127.0.0.1:{port} --workers 1 --threads 6 --no-control-socket --log-level warning",
    "worker": "celery -A portal worker --concurrency 1 --loglevel warning --without-gossip --without-mingle",
    "beat": "celery -A portal beat --loglevel warning --schedule {folder}/beat --pidfile {folder}/beat.pid",
}
PREPARE = """
import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
call_command("load_demo")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Stack:
    """Where it answers, and the environment its programs run in."""

    def __init__(self, address: str, env: dict[str, str], folder: Path):
        self.address, self.env, self.folder = address, env, folder
        self.programs: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        words = PROGRAMS[name].format(port=urlsplit(self.address).port, folder=self.folder).split()
        command = [str(Path(sys.executable).parent / words[0]), *words[1:]]
        log = (self.folder / f"{name}.log").open("ab")
        self.programs[name] = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True)

    def prepare(self) -> None:
        """What must be there before anything starts, made by one process."""
        done = subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]

    def wait(self, seconds: float = 60) -> None:
        """Until the front page answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.address}/health/live", timeout=5)
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        raise AssertionError("the web server did not answer: " + (self.folder / "web.log").read_text()[-2000:])

    def stop(self) -> None:
        for program in self.programs.values():
            program.terminate()
        for program in self.programs.values():
            try:
                program.wait(timeout=15)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


@contextmanager
def running(database_url: str, redis_url: str, folder: Path, programs: tuple[str, ...] = ("web", "worker", "beat")):
    """The whole portal with the demonstration, until the block ends."""
    port = free_port()
    env = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "DATA": str(folder),
        "FILES": str(folder / "files"),
        "SECRET_KEY": "for these journeys only",
        "PORTAL_ADDRESS": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    stack = Stack(f"http://127.0.0.1:{port}", env, folder)
    stack.prepare()
    try:
        for name in programs:
            stack.start(name)
        stack.wait()
        yield stack
    finally:
        stack.stop()
