"""One run of all the proofs, or of all that the bench measures: what its figures may be taken for.

A run is whole when nothing was left out; its record is begun afresh, and says at the end how each ended.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests import figures


class Run:
    """A plugin of pytest: keeps the head of the record that the figures of this run are written to."""

    def __init__(self, config: pytest.Config, name: str, folder: Path, **more: Any):
        self.name, self.more, self.ended = name, more, {"passed": set(), "failed": set()}
        asked = [Path(str(one)).resolve() for one in config.args]
        self.is_whole = asked == [folder] and not (config.option.keyword or config.option.markexpr or config.option.lf)
        self.hears = hasattr(config, "workerinput") is False and not config.option.collectonly

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self.is_whole = False

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if self.hears:
            self.tests = len(session.items)
            figures.begin(self.name, is_whole=self.is_whole, **self.more)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.ended["failed"].add(report.nodeid)
        elif report.when == "call" and report.passed:
            self.ended["passed"].add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.hears and hasattr(self, "tests"):
            passed, failed = self.ended["passed"] - self.ended["failed"], sorted(self.ended["failed"])
            figures.end(self.name, tests=self.tests, passed=len(passed), failed=failed, is_whole=self.is_whole)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.hears and hasattr(self, "tests"):
            terminalreporter.section(f"Figures, in {os.path.relpath(figures.BUILD / self.name)}")
            for line in figures.told(self.name):
                terminalreporter.write_line(line)
