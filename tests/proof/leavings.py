"""Proofs that leave everything they can behind, each of which fails where another was before it. tests/house/test_proofs.py runs them."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from portal.accounts.models import User
from portal.celery import app
from portal.printing import press

pytestmark = pytest.mark.django_db(transaction=True)
LEFT: list[str] = []  # in the memory of the process
GROWN = 300  # megabytes


def left_by_another():
    """What is here already and should not be."""
    found = {
        "a row": User.objects.exists(),
        "a message": redis.from_url(settings.REDIS_URL).exists("left"),
        "a key in the cache": cache.get("left"),
        "a file": list(Path(settings.MEDIA_ROOT).rglob("*.txt")),
        "a temporary file": list(Path(tempfile.gettempdir()).rglob("left-*")),
        "a variable": os.environ.get("LEFT"),
        "a setting": settings.PRINT_CPU_SECONDS == 1,
        "a setting of the queue": app.conf.task_default_queue == "left",
        "a function that was replaced": press.make is None,
        "something in memory": LEFT,
        "memory": resident() > GROWN,
        "a program": running(),
    }
    return [what for what, is_here in found.items() if is_here]


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1024**2


def running():
    """What another proof of this run had started: its world lies beside this one."""
    ours = f"WORLD={Path(os.environ['DATA']).parent}".encode()
    left = [one.parent for one in Path("/proc").glob("[0-9]*/cmdline") if b"left-running" in _read(one)]
    return [one for one in left if ours in _read(one / "environ")]


def _read(file):
    try:
        return file.read_bytes()
    except OSError:
        return b""


def leave_everything():
    User.objects.create_user("left@example.org", name="Left")
    app.send_task("left", queue="left")
    cache.set("left", True)
    default_storage.save("left.txt", ContentFile(b"left"))
    tempfile.mkstemp(prefix="left-")
    os.environ["LEFT"] = "left"
    settings.PRINT_CPU_SECONDS = 1
    app.conf.task_default_queue = "left"
    press.make = None
    LEFT.append("x" * GROWN * 1024**2)
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", "left-running"], start_new_session=True)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"ALTER DATABASE \"{connection.settings_dict['NAME']}\" SET application_name = 'left'")


@pytest.mark.parametrize("number", [1, 2])
def test_what_stands_here_was_left_by_nobody(number):
    found = left_by_another()
    leave_everything()
    assert found == []


@pytest.mark.alone
def test_nor_by_those_that_bear_company():
    test_what_stands_here_was_left_by_nobody(3)
