"""Celery workers and schedulers that may be killed, on the database and the Redis of the proof."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import redis
from django.conf import settings as configured

from portal.audit.models import Email
from portal.printing.models import Document

from . import press_settings

ROOT = Path(__file__).resolve().parents[2]
QUEUE = press_settings.CELERY_TASK_DEFAULT_QUEUE
WORKER = "celery -A {app} worker --concurrency 1 --loglevel warning --without-gossip --without-mingle --without-heartbeat"
BEAT = "celery -A {app} beat --loglevel warning --schedule {folder}/{name} --pidfile {folder}/{name}.pid"


class Press:
    def __init__(self, folder: Path):
        self.folder, self.queue, self.app = folder, QUEUE, "portal"
        self.env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.proof.press_settings"}
        self.broker = redis.from_url(configured.REDIS_URL)
        self.workers: list[subprocess.Popen[bytes]] = []
        self.clocks: list[subprocess.Popen[bytes]] = []

    def _start(self, words: str, log: str) -> subprocess.Popen[bytes]:
        program, *rest = words.split()
        command = [str(Path(sys.executable).parent / program), *rest]
        with (self.folder / f"{log}.log").open("ab") as output:
            return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=output, stderr=output, start_new_session=True)

    def wind(self) -> None:
        """One more scheduler."""
        name = f"beat-{len(self.clocks)}"
        self.clocks.append(self._start(BEAT.format(app=self.app, folder=self.folder, name=name), name))

    def hire(self) -> None:
        words = f"{WORKER.format(app=self.app)} --hostname w{len(self.workers)}-{time.monotonic_ns()}@press"
        self.workers.append(self._start(words, "worker"))

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """kill -9 of the worker and of all its children, as when the machine runs out of memory."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self.workers.remove(worker)

    def waiting(self) -> list[bytes]:
        """The lists of Redis that the queue stands in, one for each priority, where they hold a message."""
        return list(self.broker.scan_iter(match=f"{self.queue}*"))

    def lose_messages(self) -> None:
        for key in self.waiting():
            self.broker.delete(key)

    def close(self) -> None:
        for program in [*self.workers, *self.clocks]:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        self.lose_messages()

    def log(self) -> str:
        return (self.folder / "worker.log").read_text()[-3000:]


def wait_for(happened, seconds):
    started = time.monotonic()
    while time.monotonic() < started + seconds:
        if happened():
            return time.monotonic() - started
        time.sleep(0.02)
    return None


def status_of(document):
    return Document.objects.values_list("status", flat=True).get(pk=document.pk)


def emails_about(document):
    return Email.objects.filter(about_id=document.pk).count()
