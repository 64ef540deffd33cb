"""Each proof runs in a process and a world of its own, in an order drawn by a seed: two at a time, or alone where it says so.

The process that waits for them has collected the proofs and does nothing else, so that each begins with the same memory, the
same modules and the same settings, whichever ran before it.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import logging
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests import figures

from .world import World

AT_ONCE, LONGEST, POLITE = 2, 45 * 60, 60  # proofs; seconds of one; seconds in which one that is stopped tidies up
REPORTS, TROUBLE = "reports.json", "trouble.txt"


@dataclass
class Running:
    item: pytest.Item
    world: World
    pid: int
    began: float
    asked_to_end: float = 0.0


class Lane:
    """Runs proofs, so many at a time; beside them one that mostly waits."""

    def __init__(self, session: pytest.Session, folder: Path):
        self.session, self.folder, self.hook = session, folder, session.config.hook
        self.running: dict[int, Running] = {}
        self.number = 0

    def run(self, proofs: Iterable[pytest.Item], at_once: int) -> None:
        waiting = list(proofs)
        while (waiting and not self._is_over()) or self.running:
            for item in [] if self._is_over() else self._next(waiting, at_once):
                waiting.remove(item)
                self._start(item)
            self._await_one()

    def _is_over(self) -> bool:
        return bool(self.session.shouldfail or self.session.shouldstop)

    def _next(self, waiting: list[pytest.Item], at_once: int) -> list[pytest.Item]:
        idle = [bool(one.item.get_closest_marker("idle")) for one in self.running.values()]
        room = {False: at_once - idle.count(False), True: 1 - idle.count(True)}
        found = []
        for item in waiting:
            is_idle = bool(item.get_closest_marker("idle"))
            if room[is_idle] > 0:
                room[is_idle] -= 1
                found.append(item)
        return found

    # ── One proof ───────────────────────────────────────────────────────────────────────────────────────────────────
    def _start(self, item: pytest.Item) -> None:
        self.number += 1
        world = World(self.folder / f"world-{self.number}", self.number)
        self._say(f"begun: {item.nodeid}")
        pid = os.fork()
        if pid == 0:
            be_the_proof(item, world)
        self.running[pid] = Running(item, world, pid, time.monotonic())

    def _say(self, words: str) -> None:
        """To somebody who watches a long run. What was not written yet would be written by the child too."""
        terminal: Any = self.session.config.pluginmanager.getplugin("terminalreporter")
        if terminal.verbosity > 0:
            terminal.ensure_newline()
            terminal.write_line(words)
        terminal.flush()

    def _await_one(self) -> None:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid in self.running:
            self._ended(self.running.pop(pid), status)
        elif not pid:
            time.sleep(0.05)
            for one in self.running.values():
                self._hurry(one)

    def _hurry(self, one: Running) -> None:
        now = time.monotonic()
        if one.asked_to_end and now > one.asked_to_end + POLITE:
            os.kill(one.pid, signal.SIGKILL)
        elif not one.asked_to_end and now > one.began + LONGEST:
            self._ask_to_end(one)

    def _ask_to_end(self, one: Running) -> None:
        one.asked_to_end = time.monotonic()
        os.kill(one.pid, signal.SIGINT)

    def _ended(self, one: Running, status: int) -> None:
        reports = self._reports(one, status)
        left = one.world.unmake(is_kept=any(report.failed for report in reports))
        if left:
            reports[-1].sections.append(("What it had left running was ended", "\n".join(left)))
        self.hook.pytest_runtest_logstart(nodeid=one.item.nodeid, location=one.item.location)
        for report in reports:
            one.item.ihook.pytest_runtest_logreport(report=report)
        self.hook.pytest_runtest_logfinish(nodeid=one.item.nodeid, location=one.item.location)

    def _reports(self, one: Running, status: int) -> list[pytest.TestReport]:
        file, trouble = one.world.folder / REPORTS, one.world.folder / TROUBLE
        if file.exists():
            read = self.hook.pytest_report_from_serializable
            return [read(config=self.session.config, data=data) for data in json.loads(file.read_text())]
        why = trouble.read_text() if trouble.exists() else f"its process ended with {os.waitstatus_to_exitcode(status)}"
        why = f"it took longer than {LONGEST} s" if one.asked_to_end else why
        took = time.monotonic() - one.began
        now = time.time()
        return [pytest.TestReport(one.item.nodeid, one.item.location, {}, "failed", why, "call", (), took, now - took, now)]

    def stop(self) -> None:
        """All that run are asked to tidy up, and waited for; their worlds go with them."""
        for one in self.running.values():
            self._ask_to_end(one)
        while self.running:
            self._await_one()


# ── The process of the proof ────────────────────────────────────────────────────────────────────────────────────────
def be_the_proof(item: pytest.Item, world: World) -> None:
    """Run it with all its fixtures made here, write down what came of it, and leave."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG: it tidies up when who waits for it dies
        _capture_anew(item.config)
        os.environ[figures.BEGAN] = str(time.monotonic())
        item.config._tmp_path_factory._basetemp = world.temporary  # type: ignore[attr-defined]
        world.enter()
        try:
            reports = runtestprotocol(item, log=False, nextitem=None)
        finally:
            item.session._setupstate.teardown_exact(None)
            world.leave()
        write = item.config.hook.pytest_report_to_serializable
        written = json.dumps([write(config=item.config, report=report) for report in reports])
        (world.folder / REPORTS).write_text(written)
        status = 0
    except BaseException:
        with contextlib.suppress(OSError):
            (world.folder / TROUBLE).write_text(traceback.format_exc())
    finally:
        os._exit(status)


def _capture_anew(config: pytest.Config) -> None:
    """What it says goes to a file of its own, not to the one of who forked it."""
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    if capture.is_globally_capturing():
        capture.stop_global_capturing()
        capture.start_global_capturing()
    for handler in [known() for known in logging._handlerList]:  # type: ignore[attr-defined]
        if isinstance(handler, logging.StreamHandler) and getattr(handler.stream, "closed", False):
            handler.stream = sys.stderr  # setStream would flush what is closed


# ── The order ───────────────────────────────────────────────────────────────────────────────────────────────────────
def shuffled(items: list[pytest.Item], order: int) -> list[tuple[int, list[pytest.Item]]]:
    """(how many at once, those proofs): those that bear company and those that do not, either of them first."""
    chance = random.Random(order)
    alone = {item for item in items if item.get_closest_marker("alone")}
    parts = [(AT_ONCE, [item for item in items if item not in alone]), (1, [item for item in items if item in alone])]
    for _, part in parts:
        chance.shuffle(part)
    chance.shuffle(parts)
    return parts
