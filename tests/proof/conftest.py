"""A press that may be killed, and somebody who waits for what it prints."""

import pytest

from portal.accounts.models import User
from portal.celery import app

from . import press_settings
from .press import QUEUE, Press


@pytest.fixture
def press(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.TEMPLATES = press_settings.TEMPLATES
    others, app.conf.task_default_queue = app.conf.task_default_queue, QUEUE
    press = Press(tmp_path)
    yield press
    press.close()
    app.conf.task_default_queue = others


@pytest.fixture
def reader():
    return User.objects.create_user("reader@example.org", name="Ann Reader")
