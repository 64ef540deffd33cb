"""A press with a PostgreSQL and a Redis of its own, all of which may be wounded: workers, their children, both servers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import redis

from portal.running.children import Child
from portal.running.setup.machine import ROOT
from portal.running.valkey import Valkey
from tests.proof.ground import Ground
from tests.proof.press import BEAT, WORKER

WORKERS, STOPPED_FOR = 3, 30.0  # seconds
FAULTS = {"kill_worker": 45, "kill_child": 60, "stop_worker": 15, "kill_queue": 20, "flush_queue": 40, "restart_database": 20}


class Works(Ground):
    def __init__(self, path: Path, seed: int):
        super().__init__(path, "tests.proof.faults.settings")
        self.chance = Random(seed)
        self.asleep: dict[int, float] = {}  # process number of a stopped worker -> when it goes on
        queue = Valkey(self.folder, self.account)
        queue.start(self.children)
        self.queue, self.broker = self.children.children[-1], redis.Redis(unix_socket_path=str(queue.socket))
        self.env["REDIS_URL"] = queue.url
        self.workers = [self._start("worker", WORKER) for _ in range(WORKERS)]
        self.clock = self._start("beat", BEAT)

    def _start(self, name: str, words: str) -> Child:
        program, *rest = words.format(app="portal", folder=self.folder.path, name="beat").split()
        if name == "worker":
            rest += ["--hostname", f"w{time.monotonic_ns()}@works"]
        command = [str(Path(sys.executable).parent / program), *rest]
        return self.children.start(Child(name, command, log=self.folder.log / f"{name}.log", env=self.env, cwd=ROOT))

    def orders(self, first: int, papers: int, pause: float) -> subprocess.Popen[bytes]:
        words = ["-m", "tests.proof.faults.orders", str(first), str(papers), str(pause)]
        return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=self.env)

    def tend(self) -> None:
        """As the launcher does: what has fallen is started again. Who was stopped goes on when its time has come."""
        for worker, until in list(self.asleep.items()):
            if time.monotonic() > until:
                self._signal_all(worker, signal.SIGCONT)
                del self.asleep[worker]
        for fallen in [child for child in (*self.workers, self.clock) if child.running and child.ended is not None]:
            fallen.clear()
            self.asleep.pop(fallen.running.pid, None)
            fallen.start()

    # ── Faults ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def kill_worker(self) -> None:
        """kill -9, of the worker with its children or of the worker alone."""
        worker = self._a_worker()
        if self.chance.random() < 0.5:
            self._signal_all(worker, signal.SIGKILL)
        else:
            self._signal(worker, signal.SIGKILL)

    def kill_child(self) -> None:
        """kill -9 of a process under a worker: that which takes jobs, or that which prints."""
        below = descendants(self._a_worker())
        if below:
            self._signal(self.chance.choice(below), signal.SIGKILL)

    def stop_worker(self) -> None:
        """Silent for longer than its lease, then it goes on as if nothing had been."""
        worker = self._a_worker()
        self._signal_all(worker, signal.SIGSTOP)
        self.asleep[worker] = time.monotonic() + STOPPED_FOR

    def kill_queue(self) -> None:
        self.end(self.queue, signal.SIGKILL)
        time.sleep(self.chance.uniform(0, 2))
        self.queue.start()

    def flush_queue(self) -> None:
        with suppress(redis.RedisError):
            self.broker.flushall()

    def restart_database(self) -> None:
        self.restart_the_database(self.chance.choice([signal.SIGINT, signal.SIGQUIT]))

    def _a_worker(self) -> int:
        worker = self.chance.choice(self.workers).running
        assert worker is not None
        return worker.pid

    @staticmethod
    def _signal(pid: int, what: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, what)

    @staticmethod
    def _signal_all(pid: int, what: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(pid, what)


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for below in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += [int(below), *descendants(int(below))]
    return found
