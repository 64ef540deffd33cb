"""`make demo`: the whole portal on this machine, and nothing left of it when it is stopped.

PORT=8001 DATA=/path/to/a/folder make demo
"""

from __future__ import annotations

import errno
import os
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path
from signal import SIGQUIT, SIGTERM, Signals

from .children import Child, Children, Stop, end_what_a_crash_left
from .databases import start_databases
from .folder import Folder
from .setup.machine import ROOT, Trouble, no_room

HOST = "127.0.0.1"
TAKEN = (
    "Another demonstration is running in this folder, at {note}. Open that address, stop it (kill {pid}),"
    " or start a second one beside it: make demo DATA=var2 PORT=8001"
)


def port_asked_for(words: str) -> int:
    if not words.isdecimal() or not 1 <= int(words) <= 65535:
        raise Trouble(f"PORT={words} is not a port. Give a number from 1 to 65535: make demo PORT=8001")
    return int(words)


def require_free(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except PermissionError:
            raise Trouble(f"This account may not use port {port}. Choose a higher one: make demo PORT=8001") from None
        except OSError:
            raise Trouble(f"Port {port} is taken by another program. Choose another: make demo PORT={port + 1}") from None


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health/live", timeout=2) as answer:  # noqa: S310  our own address
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


class Demonstration:
    def __init__(self, folder: Folder, port: int):
        self.folder, self.port = folder, port
        self.address = f"http://{HOST}:{port}"
        self.children = Children(folder.path / "programs.json")
        self.env: dict[str, str] = {}

    def run(self) -> None:
        self.children.listen()
        self.folder.make()
        self.folder.lock(self.address, taken=TAKEN)
        end_what_a_crash_left(self.children.record)
        require_free(self.port)
        try:
            self._start()
            self.children.watch()
        finally:
            print("\nStopping ...", flush=True)
            self.children.stop()
            self.folder.leave()
            print("Stopped. Nothing is left running.", flush=True)

    def _start(self) -> None:
        print(f"Starting in {self.folder.path} ...", flush=True)
        own = {"DATA": str(self.folder.path), "PORTAL_ADDRESS": self.address, "PYTHONUNBUFFERED": "1"}
        self.env = {"SECRET_KEY": self.folder.secret_key(), **os.environ, **own, **start_databases(self.folder, self.children)}
        self._prepare()
        web = self.children.start(self._web())
        self.children.wait_until(lambda: answers(self.address), web)
        self.children.start(self._worker())
        self.children.start(self._beat())
        print(f"\nThe portal is ready: {self.address}", flush=True)
        print(f"Logs are in {self.folder.log}. Stop with Ctrl-C.", flush=True)

    def _prepare(self) -> None:
        if self.children.finish(self._python("prepare", "manage.py", "prepare", "--demonstration", to_terminal=True)) != 0:
            raise Trouble(f"The database could not be made ready; the reason is above, and the database's log in {self.folder.log}.")

    def _python(self, name: str, *words: str, to_terminal: bool = False, orphaned_by: Signals = SIGTERM) -> Child:
        log = None if to_terminal else self.folder.log / f"{name}.log"
        return Child(name, [sys.executable, *words], log=log, env=self.env, cwd=ROOT, orphaned_by=orphaned_by)

    def _web(self) -> Child:
        bind = ("--bind", f"{HOST}:{self.port}", "--no-control-socket")
        return self._python(
            "web", "-m", "gunicorn", "portal.wsgi", *bind, "--preload", "--workers", "2", "--threads", "4", "--graceful-timeout", "8"
        )

    def _worker(self) -> Child:
        words = ("-m", "celery", "-A", "portal", "worker", "--concurrency", "2", "--loglevel", "INFO")
        return self._python("worker", *words, orphaned_by=SIGQUIT)  # without a launcher it drops its jobs; their rows are sent again

    def _beat(self) -> Child:
        schedule = str(self.folder.path / "beat-schedule")
        return self._python("beat", "-m", "celery", "-A", "portal", "beat", "--schedule", schedule, "--pidfile", "")


def main() -> int:
    folder = Folder(Path(os.environ.get("DATA") or ROOT / "var"))
    try:
        Demonstration(folder, port_asked_for(os.environ.get("PORT") or "8000")).run()
    except Stop:
        return 0
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
    except OSError as fault:
        if fault.errno != errno.ENOSPC:
            raise
        print(f"\n{no_room(folder.path)}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
