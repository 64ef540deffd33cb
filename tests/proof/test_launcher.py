"""The launcher whole: it starts, is killed without warning again and again, starts again, and leaves nothing behind."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from portal.running.children import started_at
from portal.running.setup.machine import ROOT
from tests import figures

from .measured import SEED, sized

pytestmark = pytest.mark.alone

KILLS = sized(4)
AGAIN = 15  # seconds, on a machine that does nothing else


class Launcher:
    def __init__(self, data: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.data = data
        self.address = f"http://127.0.0.1:{self.port}"
        own = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
        self.env = {name: value for name, value in os.environ.items() if name not in own} | {"DATA": str(data), "PORT": str(self.port)}

    def start(self) -> float:
        """Seconds until it says that it is ready."""
        start = time.monotonic()
        said = (self.data / "said").open("w")
        command = [
            "sh",
            "-c",
            "trap '' INT QUIT; exec \"$@\"",
            "sh",
            sys.executable,
            "-m",
            "portal.running.launcher",
        ]  # as with nohup and &
        self.running = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=said, stderr=said)
        while "The portal is ready" not in (self.data / "said").read_text():
            assert self.running.poll() is None, (self.data / "said").read_text()
            time.sleep(0.1)
        return time.monotonic() - start

    def answers(self) -> bool:
        with urllib.request.urlopen(f"{self.address}/login/", timeout=20) as page:
            return page.status == 200

    def programs(self) -> list[int]:
        """Every process that works in this folder."""
        listed = (Path(entry) for entry in Path("/proc").glob("[0-9]*"))
        return [int(entry.name) for entry in listed if self._is_ours(entry) and started_at(int(entry.name))]

    def _is_ours(self, entry: Path) -> bool:
        try:
            named = f"DATA={self.data}".encode() in (entry / "environ").read_bytes().split(b"\0")
            return named or str(self.data).encode() in (entry / "cmdline").read_bytes()
        except OSError:
            return False

    def wait_until_nothing_is_left(self, seconds: float = 30) -> list[int]:
        end = time.monotonic() + seconds
        while (left := self.programs()) and time.monotonic() < end:
            time.sleep(0.2)
        return left


@pytest.fixture
def launcher(tmp_path_factory):
    launcher = Launcher(tmp_path_factory.mktemp("demonstration"))
    yield launcher
    if launcher.running.poll() is None:
        launcher.running.terminate()
        launcher.running.wait(60)


def test_a_stopped_demonstration_starts_again_quickly_and_leaves_nothing(launcher):
    first = launcher.start()
    launcher.running.send_signal(signal.SIGINT)
    assert launcher.running.wait(60) == 0
    assert launcher.wait_until_nothing_is_left(1) == []

    again = launcher.start()
    assert launcher.answers()
    launcher.running.terminate()
    assert launcher.running.wait(60) == 0
    assert launcher.wait_until_nothing_is_left(1) == []

    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    figures.proof("launcher.start", size=2, failed=int(again >= AGAIN * max(1, busy)), first_s=round(first, 1), again_s=round(again, 1))
    assert again < AGAIN * max(1, busy)


def test_kill_9_of_the_launcher_leaves_nothing_running_and_nothing_lost(launcher):
    chance, failed = random.Random(SEED), 0
    for _ in range(KILLS):
        launcher.start()
        time.sleep(chance.uniform(0, 3))
        launcher.running.kill()
        launcher.running.wait()
        failed += launcher.wait_until_nothing_is_left() != []
    launcher.start()

    figures.proof("launcher.kill", size=KILLS, failed=failed)
    assert failed == 0
    assert launcher.answers()


def test_whatever_is_killed_is_started_again(launcher):
    launcher.start()
    chance, failed, pids = random.Random(SEED), 0, set(launcher.programs()) - {launcher.running.pid}
    victims = chance.sample(sorted(pids), min(KILLS, len(pids)))
    for pid in victims:
        if started_at(pid):
            os.kill(pid, signal.SIGKILL)
        time.sleep(6)
        try:
            failed += not launcher.answers()
        except OSError:
            failed += 1

    figures.proof("launcher.children", size=len(victims), failed=failed)
    assert failed == 0
