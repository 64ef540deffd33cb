"""The programs the launcher starts. Each has a group of its own and a log, and the kernel ends it when the launcher dies."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .setup.machine import Trouble

FALLS_ALLOWED, FALLS_WITHIN = 5, 60.0  # a program that falls more often than this is not started again


class Stop(Exception):
    """Ctrl-C, or SIGTERM, or the terminal went away."""


class Child:
    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path | None = None,
        env: Mapping[str, str] | None = None,
        words: Sequence[str] = (),
        ends_by: signal.Signals = signal.SIGTERM,
        orphaned_by: signal.Signals | None = None,
        patience: float = 10.0,
        before: Callable[[], None] = lambda: None,
        is_foundation: bool = False,
        cwd: Path = Path("/"),
    ):
        self.name, self.log, self.env, self.cwd = name, log, env, cwd
        self.ends_by, self.patience, self.before, self.is_foundation = ends_by, patience, before, is_foundation
        kernel_sends = (orphaned_by or ends_by).name.removeprefix("SIG")
        self.command = ["setpriv", "--pdeathsig", kernel_sends, *words, *command]
        self.falls: list[float] = []
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.before()
        output = self.log.open("ab") if self.log else None
        self.running = subprocess.Popen(
            self.command, cwd=self.cwd, env=self.env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        if output:
            output.close()

    @property
    def ended(self) -> int | None:
        """Its exit code once it has ended. It is not taken leave of yet, so that its number stays its own until `clear`."""
        if self.running is None:
            return None
        if self.running.returncode is not None:
            return self.running.returncode
        over = os.waitid(os.P_PID, self.running.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if over is None:
            return None
        return over.si_status if over.si_code == os.CLD_EXITED else -over.si_status

    def ask_to_stop(self) -> None:
        if self.running and self.ended is None:
            os.kill(self.running.pid, self.ends_by)

    def clear(self) -> None:
        """End what is left of its group, then take leave of it."""
        if self.running and self.running.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-12:] if self.log and self.log.exists() else []
        return "\n".join(f"    {line}" for line in lines)


def started_at(pid: int) -> str | None:
    """The kernel's tick at which this process began: a number that is reused is told apart. None when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]


class Children:
    """All programs of one launcher, started in order, watched, and stopped in the opposite order."""

    def __init__(self, record: Path):
        self.record = record
        self.children: list[Child] = []
        self.asked_to_stop = 0

    def listen(self) -> None:
        """From here on Ctrl-C and SIGTERM are noticed at the next pause; a second one does not wait for anybody.

        A shell that does not wait for a program lets it ignore SIGINT and SIGQUIT, and so its children: ours hear them again.
        """
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear)

    def _hear(self, number: int, frame: object) -> None:
        self.asked_to_stop += 1

    def pause(self, seconds: float = 0.05) -> None:
        if self.asked_to_stop:
            raise Stop
        time.sleep(seconds)

    def start(self, child: Child) -> Child:
        self.children.append(child)
        child.start()
        self._write()
        return child

    def wait_until(self, ready: Callable[[], bool], child: Child, *, seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not ready():
            if child.ended is not None or time.monotonic() > end:
                raise Trouble(f"The {child.name} did not start. Its last words (all of them are in {child.log}):\n{child.last_words()}")
            self.pause()

    def finish(self, child: Child) -> int:
        """Wait for a program that ends by itself, started now if it was not, and give its exit code."""
        if child.running is None:
            self.start(child)
        while (code := child.ended) is None:
            self.pause()
        child.clear()
        self.children.remove(child)
        self._write()
        return code

    def watch(self) -> None:
        """Until asked to stop: what falls is started again, unless it falls again and again."""
        while True:
            self.pause(0.25)
            for child in [child for child in self.children if child.ended is not None]:
                self._raise_again(child)

    def _raise_again(self, child: Child) -> None:
        now = time.monotonic()
        child.falls = [fall for fall in child.falls if now - fall < FALLS_WITHIN] + [now]
        if len(child.falls) > FALLS_ALLOWED:
            raise Trouble(f"The {child.name} stops as soon as it starts. Its last words (more in {child.log}):\n{child.last_words()}")
        print(f"The {child.name} ended ({child.ended}); starting it again.", flush=True)
        child.clear()
        child.start()
        self._write()

    def stop(self) -> None:
        """All at once, but the foundations last: the databases outlive those who use them."""
        self.asked_to_stop = min(self.asked_to_stop, 1)
        for is_foundation in (False, True):
            self._stop_all([child for child in self.children if child.is_foundation is is_foundation])
        self.children.clear()
        self.record.unlink(missing_ok=True)

    def _stop_all(self, children: list[Child]) -> None:
        start = time.monotonic()
        for child in children:
            child.ask_to_stop()
        for child in children:
            while child.ended is None and time.monotonic() < start + child.patience and self.asked_to_stop < 2:
                time.sleep(0.05)
            child.clear()

    def _write(self) -> None:
        pids = [child.running.pid for child in self.children if child.running]
        self.record.write_text(json.dumps({pid: started_at(pid) for pid in pids}))


def end_what_a_crash_left(record: Path) -> None:
    """Programs of a launcher that was killed: most are gone by the kernel's hand; the rest are ended, found by number and birth."""
    before = json.loads(record.read_text()) if record.exists() else {}
    left = [int(pid) for pid, born in before.items() if born and started_at(int(pid)) == born]
    end_politely(left, signal.SIGTERM)
    record.unlink(missing_ok=True)


def end_politely(pids: list[int], number: signal.Signals, *, seconds: float = 10.0) -> None:
    born = {pid: started_at(pid) for pid in pids}
    alive = [pid for pid in pids if born[pid]]
    for pid in alive:
        os.kill(pid, number)
    end = time.monotonic() + seconds
    while alive and time.monotonic() < end:
        time.sleep(0.05)
        alive = [pid for pid in alive if started_at(pid) == born[pid]]
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
