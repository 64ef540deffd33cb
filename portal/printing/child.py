"""One print in a process of its own, with limits on time and memory: what goes wrong there harms no one else.

The worker forks, so the child finds WeasyPrint imported and starts at once. It keeps no connection of the worker's,
touches no database, and dies with it.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

from . import refusals
from .prints import Print
from .refusals import CannotPrint

MEGABYTE = 1024 * 1024
DONE, REFUSED = b"+", b"-"
OUT_OF_MEMORY = 3  # exit status
GIVING_WAY = 10  # steps of niceness
ENDED_BY: dict[int, Callable[[], CannotPrint]] = {signal.SIGXCPU: refusals.took_too_long, signal.SIGKILL: refusals.killed}


@dataclass(frozen=True)
class Limits:
    cpu: int  # seconds
    memory: int  # megabytes of its own
    wall: int  # seconds
    gives_way: bool = False  # to whatever else wants the processor


def in_child(work: Callable[[], Print], *, limits: Limits, keep: Callable[[], None], every: float) -> Print:
    """What `work` prints. `keep` is called every so many seconds while it works; what it raises ends the child."""
    folder = tempfile.mkdtemp(prefix="print-")
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _be_child(work, limits, writing, folder)
    os.close(writing)
    try:
        sent = _listen(reading, time.monotonic() + limits.wall, keep, every)
    except BaseException:
        os.kill(pid, signal.SIGKILL)
        raise
    finally:
        os.close(reading)
        status = os.waitpid(pid, 0)[1]
        shutil.rmtree(folder, ignore_errors=True)
    return _understand(sent, status)


def beside(work: Callable[[], Print]) -> Callable[[], Print]:
    """Start on `work` in a process beside this one, under its limits; what is returned waits for the print when it is called."""
    folder = tempfile.mkdtemp(prefix="print-")
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _be_child(work, None, writing, folder)
    os.close(writing)

    def wait() -> Print:
        with os.fdopen(reading, "rb") as answer:
            sent = answer.read()
        status = os.waitpid(pid, 0)[1]
        shutil.rmtree(folder, ignore_errors=True)
        return _understand(sent, status)

    return wait


# ── The worker's side ───────────────────────────────────────────────────────────────────────────────────────────────
def _listen(reading: int, until: float, keep: Callable[[], None], every: float) -> bytes:
    """All the child says, or what it said when its time was up."""
    heard: list[bytes] = []
    beat = time.monotonic() + every
    while (now := time.monotonic()) < until:
        if now >= beat:
            keep()
            beat = now + every
        if select.select([reading], [], [], max(0.0, min(beat, until) - now))[0]:
            piece = os.read(reading, MEGABYTE)
            if not piece:
                return b"".join(heard)
            heard.append(piece)
    raise refusals.took_too_long()


def _understand(sent: bytes, status: int) -> Print:
    if os.WIFSIGNALED(status):
        raise ENDED_BY.get(os.WTERMSIG(status), refusals.press_stopped)()
    if os.WEXITSTATUS(status) == OUT_OF_MEMORY:
        raise refusals.too_much_memory()
    if sent.startswith(DONE):
        return Print.unpack(sent[1:])
    if sent.startswith(REFUSED):
        said = json.loads(sent[1:])
        raise CannotPrint(said["words"], is_certain=said["is_certain"])
    raise refusals.press_stopped()


# ── The child's side ────────────────────────────────────────────────────────────────────────────────────────────────
def _be_child(work: Callable[[], Print], limits: Limits | None, writing: int, folder: str) -> None:
    """Work, say what came of it, and leave without ceremony: what ends with a process belongs to the worker."""
    status = 1
    try:
        _be_alone(writing, folder)
        if limits:
            _be_limited(limits)
        _say(writing, _answer(work))
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    finally:
        os._exit(status)


def _answer(work: Callable[[], Print]) -> bytes:
    try:
        return DONE + work().pack_up()
    except CannotPrint as refusal:
        return REFUSED + json.dumps({"words": refusal.words, "is_certain": refusal.is_certain}).encode()


def _be_alone(writing: int, folder: str) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGALRM, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: end when the worker ends
    gc.disable()  # layout makes millions of small objects and hardly any rubbish, and the child ends soon
    os.closerange(3, writing)
    os.closerange(writing + 1, 4096)
    tempfile.tempdir = folder


def _be_limited(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 5))
    resource.setrlimit(resource.RLIMIT_DATA, (_inherited() + limits.memory * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limits.gives_way:
        os.nice(GIVING_WAY)


def _inherited() -> int:
    """Bytes that the kernel counts as this process's own from its first moment: those of the worker, however much it has grown."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[5]) * resource.getpagesize()


def _say(writing: int, message: bytes) -> None:
    left = memoryview(message)
    while left:
        left = left[os.write(writing, left) :]
