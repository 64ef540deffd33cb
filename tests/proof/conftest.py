"""A press that may be killed, and somebody who waits for what it prints."""

import os
import random
import signal
from pathlib import Path

import pytest

from portal.accounts.models import User
from portal.celery import app
from tests.figures import SCALE
from tests.planted.plants import PLANTS
from tests.runs import Run

from . import press_settings
from .apart import Lane, shuffled
from .press import QUEUE, Press

HERE = Path(__file__).parent
ORDER = int(os.environ.get("ORDER") or random.SystemRandom().randrange(1, 10_000))


# ── Each in a world of its own ──────────────────────────────────────────────────────────────────────────────────────
def pytest_configure(config):
    config.pluginmanager.register(Run(config, "proof.json", HERE, order=ORDER), "run-of-the-proofs")


def pytest_report_header(config):
    return f"proofs: ORDER={ORDER} SCALE={SCALE:g}"


def pytest_runtestloop(session):
    if session.config.option.collectonly:
        return None
    if session.testsfailed:
        raise session.Interrupted("some proofs could not be read")
    if session.config.pluginmanager.hasplugin("dsession") or any(HERE not in item.path.parents for item in session.items):
        raise pytest.UsageError("Proofs run by themselves, each in a process of its own: pytest tests/proof, without -n")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the worlds are taken down then too
    lane = Lane(session, session.config._tmp_path_factory.getbasetemp())
    try:
        for at_once, proofs in shuffled(session.items, ORDER):
            lane.run(proofs, at_once)
    finally:
        lane.stop()
    return True


@pytest.fixture(autouse=True)
def _planted(monkeypatch):
    """PLANT names a guard that is taken out, to see that the proof fails without it: tests/planted."""
    if name := os.environ.get("PLANT"):
        PLANTS[name][0].put(monkeypatch)


@pytest.fixture(scope="session")
def django_db_setup():
    """The database of this world is there already."""


# ── The press ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def press(tmp_path, settings):
    settings.TEMPLATES = press_settings.TEMPLATES
    others, app.conf.task_default_queue = app.conf.task_default_queue, QUEUE
    press = Press(tmp_path)
    yield press
    press.close()
    app.conf.task_default_queue = others


@pytest.fixture
def reader():
    return User.objects.create_user("reader@example.org", name="Ann Reader")
