"""With CI=true a run in which something was skipped has failed: a check that did not run proves nothing.

A test that compares with the sources beside the checkout may be absent with them; its reason starts with the words below.
"""

import os

from hypothesis import HealthCheck, settings

MAY_BE_ABSENT = "needs ../shared"


class NothingSkipped:
    def __init__(self):
        self.skipped = []

    def pytest_runtest_logreport(self, report):
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            if MAY_BE_ABSENT not in reason:
                self.skipped.append(f"{report.nodeid}: {reason}")

    def pytest_collectreport(self, report):
        self.pytest_runtest_logreport(report)

    def pytest_sessionfinish(self, session, exitstatus):
        if self.skipped and exitstatus == 0:
            session.exitstatus = 1

    def pytest_terminal_summary(self, terminalreporter):
        for line in self.skipped:
            terminalreporter.write_line(f"CI=true and skipped: {line}", red=True)


def pytest_configure(config):
    settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
    settings.load_profile("busy")
    if os.environ.get("CI") == "true" and not hasattr(config, "workerinput"):
        config.pluginmanager.register(NothingSkipped(), "nothing-skipped")
